package io.tiercel.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.TiercelCache;
import io.tiercel.TiercelConfiguration;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CompletionListenerFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ByValueTest {

    private static final Map<Integer, Integer> ONE_TO_TEN = Map.of(1, 10);

    private final ScratchManager scratch = new ScratchManager();

    @AfterEach
    void close() {
        scratch.close();
    }

    static Stream<Arguments> holdingsAndExposures() {
        return Stream.of(Holding.values())
                .flatMap(holding -> Stream.of(Exposure.values()).map(exposure -> Arguments.of(holding, exposure)));
    }

    private TiercelCache<Box, Box> cache(CompleteConfiguration<Box, Box> configuration) {
        Cache<Box, Box> cache = scratch.create("boxes", configuration);
        return unwrapped(cache);
    }

    @SuppressWarnings("unchecked") // unwrap keeps the types of the cache
    private static TiercelCache<Box, Box> unwrapped(Cache<Box, Box> cache) {
        return cache.unwrap(TiercelCache.class);
    }

    @ParameterizedTest
    @MethodSource("holdingsAndExposures")
    void anyOperation_whatTheApplicationHoldsIsChanged_cacheKeepsItsOwn(Holding holding, Exposure exposure) {
        TiercelCache<Box, Box> cache = cache(holding.boxes().build());
        cache.put(new Box(1), new Box(10));

        List<Box> exposed = exposure.expose(cache);
        exposed.forEach(Box::spoil);

        assertThat(exposed).isNotEmpty();
        assertThat(cache.get(new Box(1))).isEqualTo(new Box(10));
        assertThat(Exposure.numbers(cache)).isEqualTo(ONE_TO_TEN);
    }

    @ParameterizedTest
    @EnumSource(Exposure.class)
    void anyOperation_byReference_handsOutTheObjectsItWasGiven(Exposure exposure) {
        TiercelCache<Box, Box> cache = cache(
                TiercelConfiguration.builder(Box.class, Box.class).byReference().build());
        Box key = new Box(1);
        Box value = new Box(10);
        cache.put(key, value);

        List<Box> exposed = exposure.expose(cache);
        Cache.Entry<Box, Box> held = cache.iterator().next();

        Set<Box> objects = Collections.newSetFromMap(new IdentityHashMap<>());
        objects.addAll(exposed);
        assertThat(objects.contains(held.getValue()) || objects.contains(value)).isTrue();
        assertThat(cache.get(new Box(1))).isSameAs(held.getValue());
        assertThat(cache.getAll(Set.of(new Box(1))).values()).first().isSameAs(held.getValue());
        assertThat(cache.<Box>invoke(new Box(1), (entry, arguments) -> entry.getValue()))
                .isSameAs(held.getValue());
    }

    @ParameterizedTest
    @EnumSource(Holding.class)
    void listeners_changeWhatTheyAreTold_neitherTheCacheNorTheNextListenerSeesIt(Holding holding) {
        List<String> told = new CopyOnWriteArrayList<>();
        TiercelCache<Box, Box> cache = cache(holding.boxes()
                .listener(spoiling(told, /* withFilter= */ true))
                .listener(spoiling(told, /* withFilter= */ false))
                .build());

        cache.put(new Box(1), new Box(10));
        cache.put(new Box(1), new Box(11));
        cache.put(new Box(1), new Box(10));
        assertThat(Exposure.numbers(cache)).isEqualTo(ONE_TO_TEN);
        cache.remove(new Box(1));

        assertThat(told)
                .containsExactly(
                        "1: null -> 10",
                        "1: null -> 10",
                        "1: 10 -> 11",
                        "1: 10 -> 11",
                        "1: 11 -> 10",
                        "1: 11 -> 10",
                        "1: 10 -> 10",
                        "1: 10 -> 10");
    }

    @ParameterizedTest
    @EnumSource(Holding.class)
    void loader_keepsAndChangesWhatItLoaded_cacheKeepsItsOwn(Holding holding) throws Exception {
        KeepingLoader loader = new KeepingLoader();
        TiercelCache<Box, Box> cache = cache(holding.boxes()
                .loader((CacheLoader<Box, Box>) loader)
                .readThrough(true)
                .build());

        loader.kept.add(cache.get(new Box(1)));
        cache.getAll(Set.of(new Box(2), new Box(3))).forEach((key, value) -> {
            loader.kept.add(key);
            loader.kept.add(value);
        });
        CompletionListenerFuture done = new CompletionListenerFuture();
        cache.loadAll(Set.of(new Box(3), new Box(4)), /* replaceExistingValues= */ true, done);
        done.get();
        loader.kept.add(cache.invoke(new Box(5), (entry, arguments) -> entry.getValue()));
        loader.kept.forEach(Box::spoil);

        assertThat(Exposure.numbers(cache)).isEqualTo(Map.of(1, 10, 2, 20, 3, 30, 4, 40, 5, 50));
    }

    @ParameterizedTest
    @EnumSource(Holding.class)
    void getAndPut_oldValueAndNewValueOfOneOperation_areSeparate(Holding holding) {
        TiercelCache<Box, Box> cache = cache(holding.boxes().build());
        Box same = new Box(10);
        cache.put(new Box(1), same);

        Box old = cache.getAndPut(new Box(1), same);

        assertThat(old).isEqualTo(same).isNotSameAs(same);
    }

    @Test
    void get_immutableValues_areTheSameObject() {
        Cache<Object, Object> cache = scratch.create("any", Object.class, Object.class);
        List<Object> values = List.of(
                new String("text"),
                new BigDecimal("12.50"),
                UUID.randomUUID(),
                DayOfWeek.MONDAY,
                new Point(1, "a"),
                List.of("a", "b"),
                1_000_000L);

        for (Object value : values) {
            cache.put("key", value);

            assertThat(cache.get("key")).isSameAs(value);
        }
    }

    @Test
    void get_recordThatHoldsAMutableObject_isACopy() {
        Cache<String, Holder> cache = scratch.create("holders", String.class, Holder.class);
        Holder value = new Holder(new ArrayList<>(List.of("a")));
        cache.put("key", value);

        value.names().add("b");
        cache.get("key").names().add("c");

        assertThat(cache.get("key").names()).containsExactly("a");
    }

    @Test
    void getAll_returnedMapIsChanged_cacheIsNot() {
        Cache<String, String> cache = scratch.create("strings", String.class, String.class);
        cache.putAll(Map.of("a", "1", "b", "2"));

        Map<String, String> all = cache.getAll(Set.of("a", "b"));
        all.clear();
        all.put("c", "3");

        assertThat(cache.getAll(Set.of("a", "b", "c"))).isEqualTo(Map.of("a", "1", "b", "2"));
    }

    @Test
    void put_collectionsOfMutableObjects_areIsolatedInDepth() {
        MutableConfiguration<String, Map<String, List<Box>>> untyped = new MutableConfiguration<>();
        Cache<String, Map<String, List<Box>>> cache = scratch.create("nested", untyped);
        Map<String, List<Box>> value = new HashMap<>(Map.of("list", new ArrayList<>(List.of(new Box(1)))));
        cache.put("key", value);

        value.get("list").get(0).spoil();
        cache.get("key").get("list").clear();

        assertThat(cache.get("key")).isEqualTo(Map.of("list", List.of(new Box(1))));
    }

    @Test
    void put_arrays_areIsolated() {
        Cache<String, Object> cache = scratch.create("arrays", String.class, Object.class);
        int[] numbers = {1, 2};
        Box[] boxes = {new Box(1)};
        cache.put("numbers", numbers);
        cache.put("boxes", boxes);

        numbers[0] = 9;
        boxes[0].spoil();
        ((int[]) cache.get("numbers"))[1] = 9;

        assertThat((int[]) cache.get("numbers")).containsExactly(1, 2);
        assertThat((Box[]) cache.get("boxes")).containsExactly(new Box(1));
    }

    private static MutableCacheEntryListenerConfiguration<Box, Box> spoiling(List<String> told, boolean withFilter) {
        return new MutableCacheEntryListenerConfiguration<>(
                () -> new SpoilingListener(told),
                withFilter
                        ? () -> event -> {
                            spoil(event);
                            return true;
                        }
                        : null,
                /* isOldValueRequired= */ true,
                /* isSynchronous= */ true) {
            private static final long serialVersionUID = 1L;
        };
    }

    private static void spoil(CacheEntryEvent<? extends Box, ? extends Box> event) {
        // what the filter changes, the listener of the same registration may see; spoiling twice is no change
        for (int i = 0; i < 2; i++) {
            event.getKey().spoil();
            event.getValue().spoil();
        }
    }

    private record Point(int x, String name) {}

    private record Holder(List<String> names) implements java.io.Serializable {}

    private static final class KeepingLoader implements CacheLoader<Box, Box> {
        private final List<Box> kept = new CopyOnWriteArrayList<>();

        @Override
        public Box load(Box key) {
            Box loaded = new Box(10 * key.number());
            kept.add(loaded);
            return loaded;
        }

        @Override
        public Map<Box, Box> loadAll(Iterable<? extends Box> keys) {
            Map<Box, Box> loaded = new HashMap<>();
            keys.forEach(key -> loaded.put(key, load(key)));
            return loaded;
        }
    }

    private static final class SpoilingListener
            implements CacheEntryCreatedListener<Box, Box>,
                    CacheEntryUpdatedListener<Box, Box>,
                    CacheEntryRemovedListener<Box, Box>,
                    CacheEntryExpiredListener<Box, Box> {
        private final List<String> told;

        SpoilingListener(List<String> told) {
            this.told = told;
        }

        @Override
        public void onCreated(Iterable<CacheEntryEvent<? extends Box, ? extends Box>> events) {
            tell(events);
        }

        @Override
        public void onUpdated(Iterable<CacheEntryEvent<? extends Box, ? extends Box>> events) {
            tell(events);
        }

        @Override
        public void onRemoved(Iterable<CacheEntryEvent<? extends Box, ? extends Box>> events) {
            tell(events);
        }

        @Override
        public void onExpired(Iterable<CacheEntryEvent<? extends Box, ? extends Box>> events) {
            tell(events);
        }

        private void tell(Iterable<CacheEntryEvent<? extends Box, ? extends Box>> events) {
            for (CacheEntryEvent<? extends Box, ? extends Box> event : events) {
                Box old = event.getOldValue();
                told.add(event.getKey().number() + ": " + (old == null ? null : old.number()) + " -> "
                        + event.getValue().number());
                event.getKey().spoil();
                event.getValue().spoil();
                if (old != null) {
                    old.spoil();
                }
            }
        }
    }
}
