package io.tiercel.offheap.runtime;

import io.tiercel.TiercelCachingProvider;
import io.tiercel.TiercelConfiguration;
import javax.cache.Cache;
import javax.cache.CacheManager;

/** Fills caches outside the heap and closes them, and prints what is resident meanwhile. */
final class ClosedCachesMain {

    private static final int VALUE_BYTES = 4 << 10;

    private ClosedCachesMain() {}

    /**
     * Takes the mebibytes of a cache that is closed once, those of one that is closed often, and how often. Prints the growth of
     * the resident memory in bytes since a small cache was used: with the first one filled, after that was closed, and after
     * all others.
     */
    @SuppressWarnings("SystemOut") // read by the test
    public static void main(String[] arguments) {
        int mebibytes = Integer.parseInt(arguments[0]);
        int mebibytesOfARound = Integer.parseInt(arguments[1]);
        int rounds = Integer.parseInt(arguments[2]);
        try (TiercelCachingProvider provider = new TiercelCachingProvider()) {
            CacheManager manager = provider.getCacheManager();
            for (int i = 0; i < 10; i++) {
                fill(manager, 1).close();
            }
            long bareBytes = ProcessMemory.residentBytes();
            Cache<Integer, byte[]> cache = fill(manager, mebibytes);
            long filledBytes = ProcessMemory.residentBytes();
            cache.close();
            long closedBytes = ProcessMemory.residentBytes();
            for (int round = 0; round < rounds; round++) {
                fill(manager, mebibytesOfARound).close();
            }
            long lastBytes = ProcessMemory.residentBytes();
            System.out.println(
                    (filledBytes - bareBytes) + " " + (closedBytes - bareBytes) + " " + (lastBytes - bareBytes));
        }
    }

    private static Cache<Integer, byte[]> fill(CacheManager manager, int mebibytes) {
        Cache<Integer, byte[]> cache = manager.createCache(
                "cache",
                TiercelConfiguration.builder(Integer.class, byte[].class)
                        .heapNone()
                        .offHeapSize((long) mebibytes << 20)
                        .build());
        int values = (mebibytes << 20) / VALUE_BYTES;
        for (int key = 0; key < values; key++) {
            cache.put(key, new byte[VALUE_BYTES]);
        }
        return cache;
    }
}
