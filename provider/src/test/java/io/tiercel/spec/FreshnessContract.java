package io.tiercel.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.TierState;
import io.tiercel.TiercelCache;
import io.tiercel.TiercelConfiguration;
import io.tiercel.TiercelConfigurationBuilder;
import io.tiercel.configuration.EarlyLoading;
import io.tiercel.load.Lease;
import io.tiercel.time.ManualClock;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
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
import javax.cache.integration.CacheLoaderException;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Reads at random, with all that keeps values fresh, from a source whose rows have versions and that fails at times, while
 * time goes on, others change rows and invalidate them, and another one puts so much beside them that they are evicted. Every
 * third version of a row is that it is absent. The model is one number for each row: the version whose invalidation has
 * returned. No read that begins later may return less, be it loaded, refreshed, stale, a copy of what leaves the tier below, or
 * the memory that there was nothing. A form of a cache passes it with all its tiers.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class FreshnessContract {

    private static final int ROWS = 4;
    private static final int OTHERS = 300;
    private static final int READERS = 3;
    private static final int ABSENT = 3;
    private static final int WAYS = 200;
    private static final long NANOS = TimeUnit.MILLISECONDS.toNanos(1_000);

    private final AtomicIntegerArray versions = new AtomicIntegerArray(new int[] {1, 1, 1, 1});
    private final AtomicIntegerArray invalidated = new AtomicIntegerArray(ROWS);
    private volatile boolean done;

    /** Gives a cache its tiers. */
    protected abstract void giveTiers(TiercelConfigurationBuilder<Integer, String> builder);

    /** Returns a provider whose entries age by the clock. */
    protected abstract CachingProvider provider(ManualClock clock);

    /** Returns whether the lowest tier is too small for all. */
    protected boolean evicts() {
        return true;
    }

    /** Returns how many characters a value beside the rows has: the lowest tier is to hold fewer than {@value #OTHERS} of them. */
    protected int largeValue() {
        return 1;
    }

    private @Nullable String row(int key) {
        int read = versions.get(key);
        int dice = ThreadLocalRandom.current().nextInt(16);
        if (dice < 4) {
            LockSupport.parkNanos(1); // a source takes its time after it has read
        }
        if (dice == 15) {
            throw new CacheLoaderException("down");
        }
        return read % ABSENT == 0 ? null : Integer.toString(read);
    }

    private final class Rows implements CacheLoader<Integer, String> {
        @Override
        public @Nullable String load(Integer key) {
            return row(key);
        }

        @Override
        public Map<Integer, String> loadAll(Iterable<? extends Integer> keys) {
            Map<Integer, String> loaded = new HashMap<>();
            keys.forEach(key -> {
                String row = row(key);
                if (row != null) {
                    loaded.put(key, row);
                }
            });
            return loaded;
        }
    }

    @Test
    void readsAndInvalidations_noReadIsOlderThanAnInvalidationBeforeIt() {
        ManualClock clock = new ManualClock();
        try (CachingProvider provider = provider(clock)) {
            TiercelCache<Integer, String> cache = create(provider);
            List<Waits.Run<Integer>> runs = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                runs.add(Waits.Run.start(() -> read(cache)));
            }
            runs.add(Waits.Run.start(() -> change(cache, 0, ROWS / 2)));
            runs.add(Waits.Run.start(() -> change(cache, ROWS / 2, ROWS)));
            runs.add(Waits.Run.start(() -> putOthers(cache)));
            runs.add(Waits.Run.start(() -> letTimePass(clock)));
            Waits.untilOverOrFailed(NANOS, runs);
            Waits.until("something is evicted", () -> !evicts() || hasEvicted(cache) || Waits.hasEnded(runs));
            done = true;
            assertThat(runs)
                    .extracting(Waits.Run::result)
                    .allSatisfy(count -> assertThat(count).isPositive());
            Waits.until("all leases are given back", () -> LoadFixture.leasesOut(cache) == 0);
        }
    }

    @SuppressWarnings("unchecked") // unwrap of what was created with these types
    private TiercelCache<Integer, String> create(CachingProvider provider) {
        TiercelConfigurationBuilder<Integer, String> builder = TiercelConfiguration.builder(Integer.class, String.class)
                .statistics(true)
                .expireAfterWrite(Duration.ofMinutes(1))
                .loader(new Rows())
                .refreshAhead(0.3)
                .loadEarly(EarlyLoading.XFETCH)
                .staleWhileRevalidate(Duration.ofSeconds(30))
                .staleIfError(Duration.ofSeconds(60))
                .absentFor(Duration.ofSeconds(60))
                .tags((key, value) -> Set.of("t" + key));
        giveTiers(builder);
        return provider.getCacheManager(
                        URI.create("tiercel:default"),
                        new URLClassLoader(new URL[0], FreshnessContract.class.getClassLoader()))
                .createCache("fresh", builder.build())
                .unwrap(TiercelCache.class);
    }

    private static boolean hasEvicted(TiercelCache<Integer, String> cache) {
        List<TierState> tiers = cache.tiers();
        return tiers.get(tiers.size() - 1).evictions() > 0;
    }

    private int letTimePass(ManualClock clock) {
        int count = 0;
        while (!done) {
            clock.advance(Duration.ofSeconds(ThreadLocalRandom.current().nextInt(1, 20)));
            LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(100_000));
            count++;
        }
        return count;
    }

    private int putOthers(TiercelCache<Integer, String> cache) {
        String value = "x".repeat(largeValue());
        int count = 0;
        while (!done) {
            cache.put(ROWS + count++ % OTHERS, value);
        }
        return count;
    }

    private int read(TiercelCache<Integer, String> cache) {
        int count = 0;
        while (!done) {
            try {
                readOne(cache);
            } catch (CacheLoaderException e) {
                assertThat(e).hasMessageContaining("down");
            }
            count++;
        }
        return count;
    }

    private void readOne(TiercelCache<Integer, String> cache) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        int key = random.nextInt(ROWS);
        int other = (key + 1) % ROWS;
        int least = invalidated.get(key);
        int leastOfOther = invalidated.get(other);
        switch (random.nextInt(8)) {
            case 0 -> require(key, cache.get(key, this::row), least);
            case 1 -> tryPut(cache, key);
            case 2, 3 -> {
                Map<Integer, String> found = cache.getAll(Set.of(key, other));
                require(key, found.get(key), least);
                require(other, found.get(other), leastOfOther);
            }
            default -> require(key, cache.get(key), least);
        }
    }

    private void tryPut(TiercelCache<Integer, String> cache, int key) {
        try (Lease lease = cache.lease(key)) {
            String row = row(key);
            if (row != null) {
                cache.tryPut(key, row, lease);
            }
        }
    }

    /** That nothing is there is right if some version from the least to the present one is absent. */
    private void require(int key, @Nullable String value, int least) {
        if (value != null) {
            assertThat(Integer.parseInt(value)).isGreaterThanOrEqualTo(least);
        } else {
            int nextAbsent = (least + ABSENT - 1) / ABSENT * ABSENT;
            assertThat(nextAbsent).as("absent since %s", least).isLessThanOrEqualTo(versions.get(key));
        }
    }

    /** Changes rows of its own only, so that the versions of its puts go up. */
    private int change(TiercelCache<Integer, String> cache, int from, int to) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        int count = 0;
        while (!done) {
            int key = random.nextInt(from, to);
            int version = versions.incrementAndGet(key);
            if (version % ABSENT != 0 && random.nextInt(4) == 0) {
                cache.put(key, Integer.toString(version));
            } else {
                invalidate(cache, key, random.nextInt(WAYS));
            }
            invalidated.set(key, version);
            count++;
            LockSupport.parkNanos(random.nextInt(50_000)); // so that some reads are hits
        }
        return count;
    }

    /** All are removed seldom, or nothing would be evicted. */
    private static void invalidate(TiercelCache<Integer, String> cache, int key, int way) {
        switch (way) {
            case 0 -> cache.removeAll();
            case 1 -> cache.clear();
            default -> invalidateOne(cache, key, way % 6);
        }
    }

    private static void invalidateOne(TiercelCache<Integer, String> cache, int key, int way) {
        switch (way) {
            case 0 -> cache.invoke(key, Processors.remove());
            case 1 -> cache.removeAll(Set.of(key));
            case 2 -> cache.invalidate(key);
            case 3 -> cache.remove(key);
            case 4 -> cache.invalidateMatching((k, v) -> k == key);
            default -> cache.invalidateMatching(Integer.toString(key));
        }
    }
}
