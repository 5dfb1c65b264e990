package io.tiercel.benchmarks.tags;

import io.tiercel.TiercelCache;
import io.tiercel.TiercelConfiguration;
import io.tiercel.TiercelConfigurationBuilder;
import java.util.Arrays;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.cache.CacheManager;
import javax.cache.Caching;

/**
 * Prints how long {@code invalidateTag} takes, by the number of entries that carry the tag: on the heap, and outside it.
 * Arguments: the numbers of entries, one million and five millions if there are none.
 */
public final class TagInvalidation {

    private static final int ROUNDS = 5;
    private static final String TAG = "all";

    private TagInvalidation() {}

    @SuppressWarnings("SystemOut") // a command's output
    public static void main(String[] arguments) {
        String[] counts = arguments.length == 0 ? new String[] {"1000000", "5000000"} : arguments;
        System.out.println(
                "| entries with the tag | tiers | median of " + ROUNDS + ", microseconds | entries counted |");
        System.out.println("|---:|---|---:|---:|");
        try (CacheManager manager =
                Caching.getCachingProvider("io.tiercel.TiercelCachingProvider").getCacheManager()) {
            for (String count : counts) {
                int entries = Integer.parseInt(count);
                measure(
                        manager,
                        "heap",
                        entries,
                        builder -> builder.heapUnbounded().offHeapNone());
                measure(
                        manager,
                        "off-heap",
                        entries,
                        builder -> builder.heapEntries(1_000).offHeapSize(Math.max(64L << 20, entries * 160L)));
            }
        }
    }

    @SuppressWarnings({"SystemOut", "unchecked"}) // a command's output; a cache of this provider is one
    private static void measure(
            CacheManager manager,
            String tiers,
            int entries,
            UnaryOperator<TiercelConfigurationBuilder<Integer, Integer>> more) {
        TiercelCache<Integer, Integer> cache = manager.createCache(
                        tiers,
                        more.apply(TiercelConfiguration.builder(Integer.class, Integer.class))
                                .build())
                .unwrap(TiercelCache.class);
        for (int key = 0; key < entries; key++) {
            cache.put(key, key, Set.of(TAG));
        }
        long[] nanos = new long[ROUNDS];
        long counted = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long began = System.nanoTime();
            counted = Math.max(counted, cache.invalidateTag(TAG));
            nanos[round] = System.nanoTime() - began;
            cache.put(round, round, Set.of(TAG));
        }
        Arrays.sort(nanos);
        System.out.printf("| %,d | %s | %.1f | %,d |%n", entries, tiers, nanos[ROUNDS / 2] / 1e3, counted);
        if (cache.get(entries - 1) != null) {
            throw new IllegalStateException("an invalidated entry was served");
        }
        manager.destroyCache(tiers);
    }
}
