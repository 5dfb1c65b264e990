package io.tiercel.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.MutableConfiguration;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CloseRaceTest {

    private static final int THREADS = 4;
    private static final long DEADLINE_SECONDS = 30;

    private final ScratchManager scratch = new ScratchManager();
    private final CloseRecorder recorder = new CloseRecorder();
    private final ExecutorService executor = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        executor.shutdownNow();
        scratch.close();
    }

    private MutableConfiguration<Integer, String> configuration() {
        return new MutableConfiguration<Integer, String>()
                .setTypes(Integer.class, String.class)
                .setReadThrough(true)
                .setWriteThrough(true)
                .setCacheLoaderFactory(recorder::loader)
                .setCacheWriterFactory(recorder::writer)
                .setStatisticsEnabled(true)
                .setManagementEnabled(true);
    }

    /** Starts the work in several threads at once; its argument is the number of the thread. */
    private List<Future<?>> race(int threads, java.util.function.IntConsumer work) {
        CountDownLatch ready = new CountDownLatch(threads);
        List<Future<?>> racing = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int number = i;
            racing.add(executor.submit(() -> {
                ready.countDown();
                ready.await();
                work.accept(number);
                return null;
            }));
        }
        return racing;
    }

    private static void join(List<Future<?>> racing) throws Exception {
        for (Future<?> each : racing) {
            try {
                each.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                throw new AssertionError(e.getCause());
            }
        }
    }

    @Test
    void createCache_manyThreadsOneName_oneWins() throws Exception {
        for (int round = 0; round < 20; round++) {
            AtomicInteger won = new AtomicInteger();
            AtomicInteger lost = new AtomicInteger();
            String name = "contended-" + round;

            join(race(THREADS, number -> {
                try {
                    scratch.create(name, configuration());
                    won.incrementAndGet();
                } catch (CacheException taken) {
                    lost.incrementAndGet();
                }
            }));

            assertThat(won).hasValue(1);
            assertThat(lost).hasValue(THREADS - 1);
        }
        assertThat(recorder.created).hasSize(20 * 2);
        assertThat(recorder.closed).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cache", "destroy", "manager"})
    void close_operationsInFlight_theySucceedOrSayThatItIsClosed(String way) throws Exception {
        for (int round = 0; round < 10; round++) {
            try (ScratchManager own = new ScratchManager()) {
                Cache<Integer, String> cache = own.create("busy", configuration());
                AtomicInteger done = new AtomicInteger();
                List<Future<?>> racing = race(THREADS, number -> {
                    try {
                        for (int i = 0; ; i++) {
                            work(cache, i % 8);
                            done.incrementAndGet();
                        }
                    } catch (IllegalStateException closed) {
                        assertThat(cache.isClosed()).isTrue();
                    }
                });
                Eventual.await(() -> "operations run", () -> done.get() > 100);

                switch (way) {
                    case "cache" -> cache.close();
                    case "destroy" -> own.manager.destroyCache("busy");
                    default -> own.manager.close();
                }
                join(racing);
            }
        }
        assertThat(recorder.closed).containsExactlyInAnyOrderElementsOf(recorder.created);
    }

    private static void work(Cache<Integer, String> cache, int key) {
        cache.get(key);
        cache.put(key, "value");
        cache.putAll(Map.of(key, "a", key + 1, "b"));
        cache.getAll(Set.of(key, key + 1));
        cache.invoke(key, (entry, arguments) -> entry.getValue());
        Iterator<Cache.Entry<Integer, String>> iterator = cache.iterator();
        if (iterator.hasNext()) {
            iterator.next();
            iterator.remove();
        }
        cache.removeAll(Set.of(key));
    }

    @Test
    void close_byManyThreads_closesEachPartOnce() throws Exception {
        for (int round = 0; round < 20; round++) {
            Cache<Integer, String> cache = scratch.create("closed-by-many", configuration());

            join(race(THREADS, number -> {
                switch (number) {
                    case 0 -> cache.close();
                    case 1 -> scratch.manager.destroyCache("closed-by-many");
                    default -> cache.close();
                }
            }));

            assertThat(cache.isClosed()).isTrue();
        }
        assertThat(recorder.created).hasSize(20 * 2);
        assertThat(recorder.closed).containsExactlyInAnyOrderElementsOf(recorder.created);
    }

    @Test
    void destroyAndCreate_beanNames_areAlwaysThoseOfTheStandard() throws Exception {
        ObjectName further = new ObjectName("javax.cache:Cache=racing,Instance=*,*");
        for (int round = 0; round < 200; round++) {
            Cache<Integer, String> old = scratch.create("racing", configuration());

            join(race(2, number -> {
                if (number == 0) {
                    old.close();
                } else {
                    createWhenFree();
                }
            }));

            assertThat(ManagementFactory.getPlatformMBeanServer().queryNames(further, null))
                    .isEmpty();
            scratch.manager.destroyCache("racing");
        }
    }

    private void createWhenFree() {
        while (true) {
            try {
                scratch.create("racing", configuration());
                return;
            } catch (CacheException taken) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void enableManagement_whileTheCacheCloses_leavesNoBean() throws Exception {
        ObjectName all = new ObjectName("javax.cache:Cache=toggled,*");
        for (int round = 0; round < 200; round++) {
            Cache<Integer, String> cache = scratch.create("toggled", Integer.class, String.class);

            join(race(2, number -> {
                if (number == 0) {
                    cache.close();
                } else {
                    scratch.manager.enableManagement("toggled", true);
                    scratch.manager.enableStatistics("toggled", true);
                }
            }));

            assertThat(ManagementFactory.getPlatformMBeanServer().queryNames(all, null))
                    .isEmpty();
        }
    }

    @Test
    void getCacheManager_whileItCloses_isNeverClosedForGood() throws Exception {
        for (int round = 0; round < 100; round++) {
            join(race(2, number -> {
                if (number == 0) {
                    scratch.provider
                            .getCacheManager(null, scratch.manager.getClassLoader())
                            .close();
                } else {
                    scratch.provider.getCacheManager(null, scratch.manager.getClassLoader());
                }
            }));

            assertThat(scratch.provider
                            .getCacheManager(null, scratch.manager.getClassLoader())
                            .isClosed())
                    .isFalse();
        }
    }
}
