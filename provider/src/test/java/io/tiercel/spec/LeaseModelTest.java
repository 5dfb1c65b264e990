package io.tiercel.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.TiercelCache;
import io.tiercel.load.Lease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CompletionListenerFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Reads at random from a source whose rows have versions, while others change rows and invalidate them at random. The
 * model is one number for each row: the version whose invalidation has returned. No read that begins later may return
 * less.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class LeaseModelTest {

    private static final int ROWS = 4;
    private static final int READERS = 4;
    private static final long NANOS = TimeUnit.MILLISECONDS.toNanos(1_500);

    private final LoadFixture fixture = new LoadFixture();
    private final AtomicIntegerArray versions = new AtomicIntegerArray(ROWS);
    private final AtomicIntegerArray invalidated = new AtomicIntegerArray(ROWS);
    private volatile boolean done;

    @AfterEach
    void close() {
        fixture.close();
    }

    private String row(int key) {
        String read = Integer.toString(versions.get(key));
        if (ThreadLocalRandom.current().nextInt(4) == 0) {
            LockSupport.parkNanos(1); // a source takes its time after it has read
        }
        return read;
    }

    private static Set<String> tagsOf(Integer key, String value) {
        return Set.of("row:" + key, "half:" + key % 2, "rows");
    }

    private final class Rows implements CacheLoader<Integer, String> {
        @Override
        public String load(Integer key) {
            return row(key);
        }

        @Override
        public Map<Integer, String> loadAll(Iterable<? extends Integer> keys) {
            Map<Integer, String> loaded = new HashMap<>();
            keys.forEach(key -> loaded.put(key, row(key)));
            return loaded;
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void readsAndInvalidations_noReadIsOlderThanAnInvalidationBeforeIt(boolean withTimeout) {
        var builder = LoadFixture.builder().loader(new Rows()).tags(LeaseModelTest::tagsOf);
        TiercelCache<Integer, String> cache =
                fixture.cache(withTimeout ? builder.loaderTimeout(Duration.ofMinutes(1)) : builder);
        List<Waits.Run<Integer>> runs = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            runs.add(Waits.Run.start(() -> read(cache)));
        }
        runs.add(Waits.Run.start(() -> change(cache, 0, ROWS / 2)));
        runs.add(Waits.Run.start(() -> change(cache, ROWS / 2, ROWS)));
        long began = System.nanoTime();
        Waits.until(
                "the time is over or a thread has failed",
                () -> System.nanoTime() - began > NANOS || runs.stream().anyMatch(run -> run.task.isDone()));
        done = true;
        assertThat(runs)
                .extracting(Waits.Run::result)
                .allSatisfy(count -> assertThat(count).isPositive());
        Waits.until("all leases are given back", () -> LoadFixture.leasesOut(cache) == 0);
    }

    private int read(TiercelCache<Integer, String> cache) throws Exception {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        int count = 0;
        while (!done) {
            int key = random.nextInt(ROWS);
            int other = (key + 1) % ROWS;
            int least = invalidated.get(key);
            int leastOfOther = invalidated.get(other);
            switch (random.nextInt(7)) {
                case 0 -> require(cache.get(key), least);
                case 1 -> require(cache.get(key, this::row), least);
                case 2 -> require(cache.invoke(key, Processors.get()), least);
                case 3 -> tryPut(cache, key);
                case 4 -> loadAll(cache, key, random.nextBoolean());
                default -> {
                    Map<Integer, String> found = cache.getAll(Set.of(key, other));
                    require(found.get(key), least);
                    require(found.get(other), leastOfOther);
                }
            }
            count++;
        }
        return count;
    }

    private void tryPut(TiercelCache<Integer, String> cache, int key) {
        try (Lease lease = cache.lease(key)) {
            cache.tryPut(key, row(key), lease);
        }
    }

    private void loadAll(TiercelCache<Integer, String> cache, int key, boolean replace) throws Exception {
        CompletionListenerFuture completed = new CompletionListenerFuture();
        cache.loadAll(Set.of(key, (key + 2) % ROWS), replace, completed);
        completed.get(20, TimeUnit.SECONDS);
    }

    private static void require(String value, int least) {
        assertThat(Integer.parseInt(value)).isGreaterThanOrEqualTo(least);
    }

    /** Changes rows of its own only, so that the versions of its puts go up. */
    private int change(TiercelCache<Integer, String> cache, int from, int to) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        int count = 0;
        while (!done) {
            int key = random.nextInt(from, to);
            int version = versions.incrementAndGet(key);
            switch (random.nextInt(15)) {
                case 8 -> cache.invalidate(key);
                case 9 -> cache.invalidateTag("row:" + key);
                case 10 -> cache.invalidateTags(Set.of("half:" + key % 2, "unknown"));
                case 11 -> cache.invalidateTag("rows");
                case 12 -> cache.invalidateMatching("?");
                case 13 -> cache.invalidateMatching(Integer.toString(key));
                case 14 -> cache.invalidateMatching((other, value) -> other == key);
                case 0 -> cache.put(key, Integer.toString(version));
                case 1 -> cache.invoke(key, Processors.set(Integer.toString(version)));
                case 2 -> cache.invoke(key, Processors.remove());
                case 3 -> cache.removeAll(Set.of(key));
                case 4 -> cache.removeAll();
                case 5 -> cache.clear();
                default -> cache.remove(key);
            }
            invalidated.set(key, version);
            count++;
        }
        return count;
    }
}
