package io.tiercel.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.TiercelCache;
import io.tiercel.TiercelConfigurationBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Threads that would come to wait for each other in a circle: one of them is refused, and none hangs. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class CircleTest {

    private final LoadFixture fixture = new LoadFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    private TiercelConfigurationBuilder<Integer, String> builder(boolean withTimeout) {
        var builder = LoadFixture.builder();
        return withTimeout ? builder.loaderTimeout(Duration.ofSeconds(25)) : builder;
    }

    private static void requireUsable(List<TiercelCache<Integer, String>> caches) {
        Waits.Run.start(() -> {
                    for (TiercelCache<Integer, String> cache : caches) {
                        for (int key = 1; key <= 3; key++) {
                            cache.put(key, "after");
                            assertThat(cache.get(key)).isEqualTo("after");
                        }
                    }
                    return null;
                })
                .result();
        caches.forEach(cache -> Waits.until("all leases are given back", () -> LoadFixture.leasesOut(cache) == 0));
    }

    @ParameterizedTest
    @CsvSource({"1,false", "2,false", "3,false", "1,true", "2,true", "3,true"})
    void loadersOfCachesThatCallEachOther(int threads, boolean withTimeout) {
        int count = Math.max(2, threads);
        CountDownLatch allLoading = new CountDownLatch(threads);
        List<TiercelCache<Integer, String>> caches = new ArrayList<>();
        List<FakeSource> sources = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            FakeSource source = new FakeSource();
            int next = (i + 1) % count;
            source.script = call -> {
                allLoading.countDown();
                Waits.block(allLoading);
                caches.get(next).get(1);
            };
            sources.add(source);
            caches.add(fixture.cache(builder(withTimeout).loader(source)));
        }
        List<Waits.Run<String>> runs = IntStream.range(0, threads)
                .mapToObj(i -> Waits.Run.start(() -> caches.get(i).get(1)))
                .toList();
        List<Object> outcomes =
                runs.stream().map(run -> run.resultOr(CacheException.class)).toList();
        assertThat(outcomes).hasAtLeastOneElementOfType(CacheException.class);
        sources.forEach(source -> source.script = call -> {});
        requireUsable(caches);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void getAllAgainstGetAll_oppositeOrder_bothSucceed(boolean withTimeout) {
        FakeSource source = new FakeSource();
        source.rows.putAll(Map.of(1, "a", 2, "b", 3, "c"));
        source.script = call -> LockSupport.parkNanos(1);
        TiercelCache<Integer, String> cache = fixture.cache(builder(withTimeout).loader(source));
        Set<Integer> up = new LinkedHashSet<>(List.of(1, 2, 3));
        Set<Integer> down = new LinkedHashSet<>(List.of(3, 2, 1));
        List<Waits.Run<Void>> runs = new ArrayList<>();
        for (Set<Integer> keys : List.of(up, down, up, down)) {
            runs.add(Waits.Run.start(() -> {
                for (int n = 0; n < 500; n++) {
                    assertThat(cache.getAll(keys)).hasSize(3);
                    cache.remove(1 + n % 3);
                }
                return null;
            }));
        }
        runs.forEach(Waits.Run::result);
        requireUsable(List.of(cache));
    }

    @Test
    void getAllAgainstGetAll_loadersReadEachOthersKeys_oneIsRefused() {
        FakeSource source = new FakeSource();
        TiercelCache<Integer, String> cache = fixture.cache(builder(false).loader(source));
        CountDownLatch bothLoading = new CountDownLatch(2);
        source.script = call -> {
            bothLoading.countDown();
            Waits.block(bothLoading);
            if (call.equals("loadAll [1, 3]")) {
                cache.getAll(Set.of(2));
            } else if (call.equals("loadAll [2, 4]")) {
                cache.getAll(Set.of(1));
            }
        };
        var one = Waits.Run.start(() -> cache.getAll(Set.of(1, 3)));
        var two = Waits.Run.start(() -> cache.getAll(Set.of(2, 4)));
        assertThat(List.of(one.resultOr(CacheException.class), two.resultOr(CacheException.class)))
                .hasAtLeastOneElementOfType(CacheException.class);
        source.script = call -> {};
        requireUsable(List.of(cache));
    }

    @Test
    void putAllAgainstPutAll_oppositeOrderWithWriter_allSucceed() {
        FakeSource source = new FakeSource();
        source.script = call -> LockSupport.parkNanos(1);
        TiercelCache<Integer, String> cache = fixture.cache(builder(false).writer(source));
        List<Waits.Run<Void>> runs = new ArrayList<>();
        for (List<Integer> order : List.of(List.of(1, 2, 3), List.of(3, 2, 1), List.of(2, 3, 1), List.of(1, 3, 2))) {
            runs.add(Waits.Run.start(() -> {
                for (int n = 0; n < 500; n++) {
                    Map<Integer, String> entries = new LinkedHashMap<>();
                    for (int key : order) {
                        entries.put(key, order + "-" + n);
                    }
                    cache.putAll(entries);
                    cache.removeAll(new LinkedHashSet<>(order.subList(0, 2)));
                }
                return null;
            }));
        }
        runs.forEach(Waits.Run::result);
        assertThat(cache.getAll(Set.of(1, 2, 3))).isEqualTo(source.rows);
        requireUsable(List.of(cache));
    }

    @RepeatedTest(5)
    void processorsThatWriteEachOthersKeys_oneIsRefused() {
        TiercelCache<Integer, String> cache = fixture.cache(builder(false));
        CountDownLatch both = new CountDownLatch(2);
        List<Waits.Run<Void>> runs = IntStream.of(1, 2)
                .mapToObj(key -> Waits.Run.start(() -> cache.<Void>invoke(key, (entry, arguments) -> {
                    both.countDown();
                    Waits.block(both);
                    cache.put(3 - key, "other");
                    entry.setValue("own");
                    return null;
                })))
                .toList();
        List<Object> outcomes = new ArrayList<>();
        runs.forEach(run -> outcomes.add(run.resultOr(CacheException.class)));
        assertThat(outcomes.stream().filter(CacheException.class::isInstance)).hasSize(1);
        requireUsable(List.of(cache));
    }

    @RepeatedTest(5)
    void processorAgainstLoaderThatWritesItsKey_oneIsRefused() {
        FakeSource source = new FakeSource();
        TiercelCache<Integer, String> written = fixture.cache(builder(false));
        TiercelCache<Integer, String> loaded = fixture.cache(builder(false).loader(source));
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch processing = new CountDownLatch(1);
        source.script = call -> {
            loading.countDown();
            Waits.block(processing);
            written.put(1, "by the loader");
        };
        Waits.Run<String> load = Waits.Run.start(() -> loaded.get(1));
        Waits.Run<String> process = Waits.Run.start(() -> written.invoke(1, (entry, arguments) -> {
            Waits.block(loading);
            processing.countDown();
            return loaded.get(1);
        }));
        List<Object> outcomes = new ArrayList<>();
        outcomes.add(load.resultOr(CacheException.class));
        outcomes.add(process.resultOr(CacheException.class));
        assertThat(outcomes).hasAtLeastOneElementOfType(CacheException.class);
        source.script = call -> {};
        requireUsable(List.of(written, loaded));
    }

    /** A processor holds a key and reads, a load for that read writes, and a listener told of the write wants the key. */
    @RepeatedTest(5)
    @SuppressWarnings("serial") // the factory is not serialized here
    void processorLoaderAndListener_noneHangs() {
        FakeSource source = new FakeSource();
        TiercelCache<Integer, String> held = fixture.cache(builder(false));
        TiercelCache<Integer, String> loaded = fixture.cache(builder(false).loader(source));
        TiercelCache<Integer, String> heard = fixture.cache(builder(false));
        CountDownLatch all = new CountDownLatch(3);
        AtomicReference<Cache<Integer, String>> target = new AtomicReference<>(held);
        CacheEntryCreatedListener<Integer, String> listener = events -> {
            Cache<Integer, String> wanted = target.getAndSet(null);
            if (wanted != null) {
                all.countDown();
                Waits.block(all);
                wanted.put(1, "by the listener"); // waits for the processor
            }
        };
        heard.registerCacheEntryListener(new MutableCacheEntryListenerConfiguration<>(
                new FactoryBuilder.SingletonFactory<>(listener), null, false, /* isSynchronous= */ true));
        source.script = call -> {
            all.countDown();
            Waits.block(all);
            heard.put(1, "by the loader"); // waits for the listener
        };
        List<Waits.Run<Object>> runs = List.of(
                Waits.Run.start(() -> held.invoke(1, (entry, arguments) -> {
                    all.countDown();
                    Waits.block(all);
                    return loaded.get(1); // waits for the loader
                })),
                Waits.Run.start(() -> loaded.get(1)),
                Waits.Run.start(() -> {
                    heard.put(1, "told");
                    return null;
                }));
        runs.forEach(run -> run.resultOr(CacheException.class));
        source.script = call -> {};
        requireUsable(List.of(held, loaded, heard));
    }

    @Test
    @SuppressWarnings("serial") // the factory is not serialized here
    void listenersThatWriteEachOthersKeys_bothSucceed() {
        TiercelCache<Integer, String> cache = fixture.cache(builder(false));
        CountDownLatch both = new CountDownLatch(2);
        CacheEntryCreatedListener<Integer, String> listener = events -> events.forEach(event -> {
            if ("told".equals(event.getValue())) {
                both.countDown();
                Waits.block(both);
                cache.put(3 - event.getKey(), "by the listener");
            }
        });
        cache.registerCacheEntryListener(new MutableCacheEntryListenerConfiguration<>(
                new FactoryBuilder.SingletonFactory<>(listener), null, false, /* isSynchronous= */ true));
        List<Waits.Run<Void>> runs = IntStream.of(1, 2)
                .mapToObj(key -> Waits.Run.<Void>start(() -> {
                    cache.put(key, "told");
                    return null;
                }))
                .toList();
        runs.forEach(Waits.Run::result);
        requireUsable(List.of(cache));
    }
}
