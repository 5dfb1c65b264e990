package io.tiercel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.concurrent.Effort;
import io.tiercel.expiry.Expiry;
import io.tiercel.expiry.FixedExpiry;
import io.tiercel.load.Lease;
import io.tiercel.load.LoadRunner;
import io.tiercel.load.Source;
import io.tiercel.store.StoreInvariants;
import io.tiercel.store.Threads;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import javax.cache.integration.CacheLoaderException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Nobody reads what was out of date before the read began, whatever is evicted, loaded or cleared meanwhile.
 *
 * <p>The specification is that of a map from which any entry may vanish at any time: each key has one writer, whose
 * values rise; what is read is absent, or no older than the latest write that had ended before the read began, and no
 * newer than the latest that has begun.
 */
class FreshnessTest {

    private static final int KEYS = 3;
    private static final int TURNS = Effort.of(2_000);

    /** The latest value of each key whose write has begun, or has ended. */
    private final AtomicIntegerArray begun = new AtomicIntegerArray(KEYS);

    private final AtomicIntegerArray ended = new AtomicIntegerArray(KEYS);
    private final AtomicInteger writing = new AtomicInteger(KEYS);

    /** What a writer does to a key, in one call. */
    @FunctionalInterface
    private interface Write {
        void to(Integer key, Integer value, int turn);
    }

    /** How a reader asks for a key. */
    @FunctionalInterface
    private interface Read {
        @Nullable
        Object of(Integer key);
    }

    private void run(Write write, Read... reads) throws Exception {
        Threads.Task[] tasks = new Threads.Task[KEYS + reads.length];
        for (int key = 0; key < KEYS; key++) {
            int own = key;
            tasks[key] = () -> {
                try {
                    write(own, write);
                } finally {
                    writing.decrementAndGet();
                }
            };
        }
        for (int i = 0; i < reads.length; i++) {
            Read read = reads[i];
            SplittableRandom random = new SplittableRandom(i);
            tasks[KEYS + i] = () -> {
                while (writing.get() > 0) {
                    read(random.nextInt(KEYS), read);
                }
            };
        }
        Threads.run(tasks);
    }

    private void write(int key, Write write) {
        for (int value = 1; value <= TURNS; value++) {
            begun.set(key, value);
            write.to(key, value, value);
            ended.set(key, value);
            dawdle();
        }
    }

    /** Takes a while, so that others come in between. */
    private static void dawdle() {
        for (int spins = ThreadLocalRandom.current().nextInt(1_000); spins > 0; spins--) {
            Thread.onSpinWait();
        }
    }

    /** Reads the source, and comes back late. */
    private static int readSlowly(AtomicIntegerArray source, Object key) {
        int value = source.get((Integer) key);
        dawdle();
        return value;
    }

    private void read(int key, Read read) {
        int oldest = ended.get(key);
        Object value = read.of(key);
        if (value != null) {
            assertThat((Integer) value).isBetween(oldest, begun.get(key));
        }
    }

    private static void change(TestEngine test, Integer key, Integer value, int turn) {
        switch (turn % 7) {
            case 0 -> test.writes.getAndPut(key, value);
            case 1 -> {
                test.writes.remove(key);
                test.writes.putIfAbsent(key, value);
            }
            case 2 -> {
                if (!test.writes.replace(key, value)) {
                    test.writes.put(key, value);
                }
            }
            case 3 ->
                test.processing(null).invoke(key, (entry, arguments) -> {
                    entry.setValue(value);
                    return null;
                });
            case 4 -> {
                if (!test.writes.replace(key, value - 1, value)) {
                    test.writes.remove(key);
                }
            }
            case 5 -> test.writes.getAndRemove(key);
            default -> test.writes.put(key, value);
        }
    }

    @Test
    void find_whileEntriesAreEvicted_isFreshOrAbsent() throws Exception {
        TestEngine test = new TestEngine(FixedExpiry.ETERNAL, /* capacity= */ 1);
        run((key, value, turn) -> change(test, key, value, turn), test.reads::find, test.reads::find);
        StoreInvariants.check(test.parts.store());
        assertThat(test.parts.store().size()).isLessThanOrEqualTo(1);
    }

    @Test
    void find_whileEntriesExpire_isFreshOrAbsent() throws Exception {
        Expiry expiry = FixedExpiry.whicheverFirst(null, Duration.ofMillis(20), Duration.ofMillis(3), 0);
        TestEngine test = new TestEngine(expiry, /* capacity= */ 2);
        run((key, value, turn) -> change(test, key, value, turn), test.reads::find, key -> {
            test.clock.advance(Duration.ofMillis(1));
            return test.reads.find(key);
        });
        StoreInvariants.check(test.parts.store());
    }

    @Test
    void find_whileTheCacheIsCleared_isFreshOrAbsent() throws Exception {
        TestEngine test = new TestEngine(FixedExpiry.ETERNAL);
        run((key, value, turn) -> change(test, key, value, turn), test.reads::find, key -> {
            test.engine.clear();
            return test.reads.find(key);
        });
        StoreInvariants.check(test.parts.store());
    }

    /** How the cache is told that the source has changed. */
    enum Notice {
        PUT,
        REMOVE,
        CLEAR,
        REMOVE_ALL
    }

    private static Write throughSource(TestEngine test, AtomicIntegerArray source, Notice notice) {
        return (key, value, turn) -> {
            source.set(key, value);
            switch (notice) {
                case PUT -> test.writes.put(key, value);
                case REMOVE -> test.writes.remove(key);
                case CLEAR -> test.engine.clear();
                case REMOVE_ALL -> {
                    test.engine.overtakeLeases();
                    test.reads.forEachKey(test.writes::remove);
                }
            }
        };
    }

    private static @Nullable Object find(
            TestEngine test, ReadThrough<Object, Object> readThrough, Integer key, Read source) {
        Object found = test.reads.find(key);
        return found != null ? found : readThrough.get(key, Source.of(missing -> source.of((Integer) missing)));
    }

    @ParameterizedTest
    @EnumSource(Notice.class)
    void get_readThrough_isFresh(Notice notice) throws Exception {
        AtomicIntegerArray source = new AtomicIntegerArray(KEYS);
        TestEngine test = new TestEngine(FixedExpiry.ETERNAL, /* capacity= */ 2);
        ReadThrough<Object, Object> readThrough = test.readThrough(LoadRunner.direct(test.loads));
        Read read = key -> find(test, readThrough, key, missing -> readSlowly(source, missing));
        Processing<Object, Object> processing = test.processing(missing -> readSlowly(source, missing));
        run(
                throughSource(test, source, notice),
                read,
                read,
                key -> processing.invoke(key, (entry, arguments) -> entry.getValue()));
        assertNothingInFlight(test);
    }

    @ParameterizedTest
    @EnumSource(Notice.class)
    void get_readThroughWithATimeout_isFresh(Notice notice) throws Exception {
        AtomicIntegerArray source = new AtomicIntegerArray(KEYS);
        TestEngine test = new TestEngine(FixedExpiry.ETERNAL, /* capacity= */ 2);
        ThreadPoolExecutor executor = new ThreadPoolExecutor(2, 2, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(100));
        LoadRunner runner = LoadRunner.withTimeout(test.loads, executor, Duration.ofNanos(50_000), () -> {});
        ReadThrough<Object, Object> readThrough = test.readThrough(runner);
        Read read = key -> {
            try {
                return find(test, readThrough, key, missing -> readSlowly(source, missing));
            } catch (CacheLoaderException timeout) {
                return ended.get(key);
            }
        };
        run(throughSource(test, source, notice), read, read);
        runner.close();
        assertThat(executor.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        assertNothingInFlight(test);
    }

    @ParameterizedTest
    @EnumSource(Notice.class)
    void tryPut_underALease_isFresh(Notice notice) throws Exception {
        AtomicIntegerArray source = new AtomicIntegerArray(KEYS);
        TestEngine test = new TestEngine(FixedExpiry.ETERNAL, /* capacity= */ 2);
        run(throughSource(test, source, notice), test.reads::find, key -> {
            try (Lease lease = test.writes.lease(key)) {
                test.writes.tryPut(key, readSlowly(source, key), lease, Terms.NONE);
            }
            return test.reads.find(key);
        });
        assertNothingInFlight(test);
    }

    private static void assertNothingInFlight(TestEngine test) {
        assertThat(test.loads.size()).as("loads in flight").isZero();
        assertThat(test.leases.size()).as("leases out").isZero();
        StoreInvariants.check(test.parts.store());
    }
}
