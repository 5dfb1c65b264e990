package io.tiercel.benchmarks.tags;

import io.tiercel.TiercelCache;
import io.tiercel.TiercelConfiguration;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Set;
import javax.cache.CacheManager;
import javax.cache.Caching;

/** Prints what a {@code get} of an entry with three tags costs against one of an entry without, in turn. */
public final class TaggedGet {

    private static final int KEYS = Integer.getInteger("keys", 100_000);
    private static final int GETS = 5_000_000;
    private static final int ROUNDS = 15;

    private TaggedGet() {}

    @SuppressWarnings({"SystemOut", "unchecked"}) // a command's output; a cache of this provider is one
    public static void main(String[] arguments) {
        try (CacheManager manager = Caching.getCachingProvider().getCacheManager()) {
            TiercelCache<Integer, Integer> cache = manager.createCache(
                            "tagged",
                            TiercelConfiguration.builder(Integer.class, Integer.class)
                                    .heapUnbounded()
                                    .statistics(true)
                                    .build())
                    .unwrap(TiercelCache.class);
            for (int key = 0; key < KEYS; key++) {
                cache.put(key, key);
                cache.put(KEYS + key, key, Set.of("all", "hundred-" + key / 100, "thousand-" + key / 1_000));
            }
            cache.invalidateTag("hundred-0");
            cache.invalidateTag("unknown");
            double[] plain = new double[ROUNDS];
            double[] tagged = new double[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                plain[round] = nanosPerGet(cache, 0);
                tagged[round] = nanosPerGet(cache, KEYS);
            }
            System.out.printf(
                    "CPU ns a get, median of %d: without tags %.1f, with three tags %.1f%n",
                    ROUNDS, median(plain), median(tagged));
        }
    }

    private static double median(double[] figures) {
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static double nanosPerGet(TiercelCache<Integer, Integer> cache, int firstKey) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long began = threads.getCurrentThreadCpuTime();
        long sum = 0;
        int key = 0;
        for (int i = 0; i < GETS; i++) {
            key = (key + 7_919) % KEYS;
            Integer value = cache.get(firstKey + key);
            sum += value == null ? 0 : value;
        }
        long nanos = threads.getCurrentThreadCpuTime() - began;
        if (sum == 0) {
            throw new IllegalStateException("nothing was found");
        }
        return (double) nanos / GETS;
    }
}
