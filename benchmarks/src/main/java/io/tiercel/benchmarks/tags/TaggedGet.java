package io.tiercel.benchmarks.tags;

import io.tiercel.TiercelCache;
import io.tiercel.TiercelConfiguration;
import io.tiercel.benchmarks.table.Median;
import io.tiercel.benchmarks.workload.ZipfSequence;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.cache.CacheManager;
import javax.cache.Caching;

/**
 * Prints what a {@code get} of an entry with three tags costs against one of an entry without, in turn, of keys in a Zipf
 * distribution.
 */
public final class TaggedGet {

    private static final int KEYS = Integer.getInteger("keys", 100_000);
    private static final int GETS = 1_000_000;
    private static final int WARM_UPS = 20;
    private static final int ROUNDS = 60;
    private static final int[] SEQUENCE = ZipfSequence.of(KEYS, ZipfSequence.usualLength(KEYS), 11);

    private TaggedGet() {}

    @SuppressWarnings({"SystemOut", "unchecked"}) // a command's output; a cache of this provider is one
    public static void main(String[] arguments) {
        try (CacheManager manager =
                Caching.getCachingProvider("io.tiercel.TiercelCachingProvider").getCacheManager()) {
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
            System.out.println(compare(cache));
        }
    }

    private static String compare(TiercelCache<Integer, Integer> cache) {
        for (int i = 0; i < WARM_UPS; i++) {
            nanosPerGet(cache, 0);
            nanosPerGet(cache, KEYS);
        }
        List<Double> plain = new ArrayList<>();
        List<Double> tagged = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            plain.add(nanosPerGet(cache, 0));
            tagged.add(nanosPerGet(cache, KEYS));
            ratios.add(tagged.get(round) / plain.get(round));
        }
        return String.format(
                Locale.ROOT,
                "CPU ns a get, median of %d: without tags %.1f, with three tags %.1f, ratio %.2f",
                ROUNDS,
                Median.of(plain),
                Median.of(tagged),
                Median.of(ratios));
    }

    private static double nanosPerGet(TiercelCache<Integer, Integer> cache, int firstKey) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long began = threads.getCurrentThreadCpuTime();
        long sum = 0;
        for (int i = 0; i < GETS; i++) {
            Integer value = cache.get(firstKey + SEQUENCE[i & (SEQUENCE.length - 1)]);
            sum += value == null ? 0 : value;
        }
        long nanos = threads.getCurrentThreadCpuTime() - began;
        if (sum == 0) {
            throw new IllegalStateException("nothing was found");
        }
        return (double) nanos / GETS;
    }
}
