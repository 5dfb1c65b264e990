package io.tiercel.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.PutOptions;
import io.tiercel.TiercelCache;
import io.tiercel.TiercelConfiguration;
import io.tiercel.TiercelConfigurationBuilder;
import io.tiercel.management.CacheStatisticsBean;
import io.tiercel.spec.CacheModel.Step;
import io.tiercel.time.ManualClock;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.integration.CompletionListenerFuture;
import javax.cache.processor.EntryProcessor;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/** Does the same to a cache and to the model of it, and compares. Used by one thread. */
final class CacheModelRun implements AutoCloseable {

    private static final int KEYS = 6;
    private static final int OPERATIONS = 400;
    private static final List<ModelledExpiry> EXPIRIES = List.of(ModelledExpiry.values());
    private static final List<Step> STEPS = List.of(
            Step.GET, Step.EXISTS, Step.SET, Step.REMOVE, Step.GET, Step.EXISTS, Step.SET, Step.REMOVE, Step.THROW);

    private final int seed;
    private final CacheModelContract form;
    private final Random random;
    private final ModelledExpiry expiry;
    private final boolean loads;
    private final boolean writes;
    private final ManualClock clock = new ManualClock();
    private final CacheModel model;
    private final ModelledSource source;
    private final RecordedEvents events = new RecordedEvents();
    private final List<String> done = new ArrayList<>();
    private CachingProvider provider;
    private TiercelCache<Integer, String> cache;
    private int values;

    CacheModelRun(int seed, CacheModelContract form) {
        this.seed = seed;
        this.form = form;
        this.random = new Random(seed * 7_919L);
        this.expiry = EXPIRIES.get(seed % EXPIRIES.size());
        this.loads = random.nextBoolean();
        this.writes = random.nextBoolean();
        this.model = new CacheModel(
                expiry.lives(random), loads, writes, expiry == ModelledExpiry.ETERNAL, clock.nowMillis());
        this.source = new ModelledSource(() -> model.down);
        this.provider = form.provider(clock);
        this.cache = open();
        done.add("seed " + seed + ", " + expiry + (loads ? ", loads" : "") + (writes ? ", writes" : ""));
    }

    @SuppressWarnings("unchecked") // unwrap of what was created with these types
    private TiercelCache<Integer, String> open() {
        TiercelConfigurationBuilder<Integer, String> builder = TiercelConfiguration.builder(Integer.class, String.class)
                .statistics(true)
                .listener(events.configuration());
        form.giveTiers(builder, seed);
        expiry.configure(builder, () -> model.lives);
        if (loads) {
            builder.loader(source);
        }
        if (writes) {
            builder.writer(source);
        }
        CacheManager manager = provider.getCacheManager(
                URI.create("tiercel:default"),
                new URLClassLoader(new URL[0], getClass().getClassLoader()));
        return manager.createCache("model", builder.build()).unwrap(TiercelCache.class);
    }

    private void reopen() {
        provider.close();
        provider = form.provider(clock);
        cache = open();
    }

    @Override
    public void close() {
        provider.close();
    }

    void compare() {
        for (int i = 0; i < OPERATIONS; i++) {
            prepare();
            operate();
        }
        model.down = false;
        for (int key = 0; key < KEYS; key++) {
            get(key); // what is over leaves
        }
        iterate(Set.of());
        assertThat(source.rows).as("source").isEqualTo(model.source);
        for (int key = 0; key < KEYS; key++) {
            compareEvents(key);
        }
    }

    /** A sweep tells of what it finds when it gets round to it. */
    private void compareEvents(int key) {
        String fault = model.faultOf(key, events.of(key));
        if (fault != null) {
            Waits.until(fault + "\n" + String.join("\n", done), () -> model.faultOf(key, events.of(key)) == null);
        }
    }

    private void prepare() {
        if (expiry == ModelledExpiry.POLICY) {
            model.lives = expiry.lives(random);
            done.add(model.lives.toString());
        }
        model.down = random.nextInt(12) == 0;
        if (model.down) {
            done.add("down:");
        }
    }

    private void operate() {
        int key = random.nextInt(KEYS);
        switch (random.nextInt(29)) {
            case 0, 1, 2 -> get(key);
            case 3, 4 -> getAll(someKeys());
            case 5 -> same("containsKey " + key, () -> model.containsKey(key), () -> cache.containsKey(key));
            case 6, 7, 8 -> put(key, value());
            case 9 -> putAll(someKeys());
            case 10, 11 -> putIfAbsent(key, value());
            case 12 -> same("remove " + key, () -> model.remove(key), () -> cache.remove(key));
            case 13 -> remove(key, expected(key));
            case 14 -> same("getAndRemove " + key, () -> model.getAndRemove(key), () -> cache.getAndRemove(key));
            case 15 -> replace(key, expected(key), value());
            case 16 -> getAndReplace(key, value());
            case 17 -> removeAll(someKeys());
            case 18 -> rarely();
            case 19, 20, 21 -> invoke(key, steps(), value());
            case 22 -> iterate(model.down || random.nextBoolean() ? Set.of() : someKeys());
            case 23 -> loadAll(someKeys(), random.nextBoolean());
            case 24 -> invalidateTag("t" + random.nextInt(3));
            case 25 -> same("invalidate " + key, () -> model.invalidate(key), () -> cache.invalidate(key));
            case 26 -> changeSource(key, value());
            default -> advance(1 + random.nextInt(6_000));
        }
    }

    private void rarely() {
        switch (random.nextInt(8)) {
            case 0 -> same("removeAll", () -> model.removeAll(), () -> cache.removeAll());
            case 1 -> same("clear", model::clear, cache::clear);
            case 2, 3 -> {
                if (form.isDurable()) {
                    same("reopen", model::reopen, this::reopen);
                }
            }
            default -> {}
        }
    }

    private void get(int key) {
        same("get " + key, () -> model.get(key), () -> cache.get(key));
    }

    private void getAll(Set<Integer> keys) {
        same("getAll " + keys, () -> model.getAll(keys), () -> new TreeMap<>(cache.getAll(keys)));
    }

    private void put(int key, String value) {
        String what = "put " + key + "=" + value;
        switch (random.nextInt(3)) {
            case 0 -> same(what, () -> model.put(key, value, CacheModel.NEVER, Set.of()), () -> cache.put(key, value));
            case 1 ->
                same(
                        "getAndP" + what.substring(1),
                        () -> model.getAndPut(key, value),
                        () -> cache.getAndPut(key, value));
            default -> {
                Set<String> tags = random.nextBoolean() ? Set.of() : Set.of("t" + random.nextInt(3), "other");
                long millis = random.nextBoolean() ? CacheModel.NEVER : 1 + random.nextInt(9_000);
                PutOptions options = PutOptions.tags(tags);
                PutOptions all =
                        millis == CacheModel.NEVER ? options : options.withTimeToLive(Duration.ofMillis(millis));
                same(what + ", " + all, () -> model.put(key, value, millis, tags), () -> cache.put(key, value, all));
            }
        }
    }

    private void putAll(Set<Integer> keys) {
        Map<Integer, String> entries = new TreeMap<>();
        keys.forEach(key -> entries.put(key, value()));
        same("putAll " + entries, () -> model.putAll(entries), () -> cache.putAll(entries));
    }

    private void putIfAbsent(int key, String value) {
        same(
                "putIfAbsent " + key + "=" + value,
                () -> model.putIfAbsent(key, value),
                () -> cache.putIfAbsent(key, value));
    }

    private void remove(int key, String old) {
        same("remove " + key + "=" + old, () -> model.remove(key, old), () -> cache.remove(key, old));
    }

    private void removeAll(Set<Integer> keys) {
        same("removeAll " + keys, () -> model.removeAll(keys), () -> cache.removeAll(keys));
    }

    private void replace(int key, String old, String value) {
        same(
                "replace " + key + "=" + old + " by " + value,
                () -> model.replace(key, old, value),
                () -> cache.replace(key, old, value));
    }

    private void getAndReplace(int key, String value) {
        same(
                "getAndReplace " + key + "=" + value,
                () -> model.getAndReplace(key, value),
                () -> cache.getAndReplace(key, value));
    }

    private void invoke(int key, List<Step> steps, String value) {
        same(
                "invoke " + key + " " + steps + " " + value,
                () -> model.invoke(key, steps, value),
                () -> cache.invoke(key, processor(steps, value)));
    }

    private static EntryProcessor<Integer, String, String> processor(List<Step> steps, String value) {
        return (entry, arguments) -> {
            StringBuilder result = new StringBuilder();
            for (Step step : steps) {
                switch (step) {
                    case GET -> result.append(entry.getValue()).append(',');
                    case EXISTS -> result.append(entry.exists()).append(',');
                    case SET -> entry.setValue(value);
                    case REMOVE -> entry.remove();
                    case THROW -> throw new IllegalStateException("asked to");
                }
            }
            return result.toString();
        };
    }

    private void iterate(Set<Integer> removed) {
        same("iterate, removing " + removed, () -> model.iterate(removed), () -> iterateCache(removed));
    }

    private Map<Integer, String> iterateCache(Set<Integer> removed) {
        Map<Integer, String> seen = new TreeMap<>();
        for (Iterator<Cache.Entry<Integer, String>> all = cache.iterator(); all.hasNext(); ) {
            Cache.Entry<Integer, String> entry = all.next();
            seen.put(entry.getKey(), entry.getValue());
            if (removed.contains(entry.getKey())) {
                all.remove();
            }
        }
        return seen;
    }

    private void loadAll(Set<Integer> keys, boolean replace) {
        String what = "loadAll " + keys + (replace ? ", replacing" : "");
        same(what, () -> model.loadAll(keys, replace), () -> {
            CompletionListenerFuture completion = new CompletionListenerFuture();
            cache.loadAll(keys, replace, completion);
            try {
                completion.get();
            } catch (ExecutionException e) {
                throw (RuntimeException) e.getCause();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
    }

    /** How many there were is an estimate. */
    private void invalidateTag(String tag) {
        same("invalidateTag " + tag, () -> model.invalidateTag(tag), () -> {
            long unused = cache.invalidateTag(tag);
        });
    }

    private void changeSource(int key, String value) {
        done.add("source " + key + "=" + value);
        model.source.put(key, value);
        source.rows.put(key, value);
    }

    private void advance(int millis) {
        done.add("advance " + millis);
        clock.advance(Duration.ofMillis(millis));
        model.now = clock.nowMillis();
    }

    private Set<Integer> someKeys() {
        Set<Integer> keys = new TreeSet<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            keys.add(random.nextInt(KEYS));
        }
        return keys;
    }

    /** One of a kind mostly, so that it tells where it comes from. */
    private String value() {
        return "v" + (random.nextInt(4) == 0 ? random.nextInt(3) : ++values);
    }

    private String expected(int key) {
        String present = model.peek(key);
        return present == null || random.nextInt(3) == 0 ? value() : present;
    }

    private List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            steps.add(STEPS.get(random.nextInt(STEPS.size())));
        }
        return steps;
    }

    private void same(String what, Runnable expected, Runnable actual) {
        same(what, call(expected), call(actual));
    }

    private static Callable<@Nullable Object> call(Runnable action) {
        return () -> {
            action.run();
            return null;
        };
    }

    private void same(String what, Callable<@Nullable Object> expected, Callable<@Nullable Object> actual) {
        done.add(what);
        String answer = answer(expected);
        assertThat(answer(actual)).as("%s", String.join("\n", done)).isEqualTo(answer);
        CacheStatisticsBean counts = new CacheStatisticsBean(cache.statistics());
        assertThat(List.of(
                        counts.getCacheHits(),
                        counts.getCacheMisses(),
                        counts.getCachePuts(),
                        counts.getCacheRemovals()))
                .as("hits, misses, puts and removals, after\n%s", String.join("\n", done))
                .isEqualTo(model.counts());
    }

    private String answer(Callable<@Nullable Object> operation) {
        try {
            return String.valueOf(operation.call());
        } catch (CacheException e) {
            return e.getClass().getSimpleName();
        } catch (Exception e) {
            throw new AssertionError(String.join("\n", done), e);
        }
    }
}
