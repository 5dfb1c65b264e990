package io.tiercel.offheap.runtime;

import io.tiercel.TiercelCachingProvider;
import io.tiercel.TiercelConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;

/** Has many threads put and get in a cache on the heap and outside it, and prints what is left of them when they are dead. */
final class ManyThreadsMain {

    private static final int WAVES = 4;

    /** What the first collections leave to later ones has gone after this one. */
    private static final int SETTLED = 1;

    private static final int TIMEOUT_SECONDS = 60;

    private ManyThreadsMain() {}

    /**
     * Takes how many threads there are in a wave, and whether they are virtual. Prints how many bytes of the heap are used
     * after the last of four waves more than after the second.
     */
    @SuppressWarnings("SystemOut") // read by the test
    public static void main(String[] arguments) throws Exception {
        int threads = Integer.parseInt(arguments[0]);
        boolean virtual = Boolean.parseBoolean(arguments[1]);
        try (TiercelCachingProvider provider = new TiercelCachingProvider()) {
            Cache<Integer, String> cache = provider.getCacheManager()
                    .createCache(
                            "threads",
                            TiercelConfiguration.builder(Integer.class, String.class)
                                    .heapEntries(1_000)
                                    .offHeapSize("64MiB")
                                    .statistics(true)
                                    .build());
            long[] bytes = new long[WAVES];
            for (int wave = 0; wave < WAVES; wave++) {
                run(newExecutor(virtual, threads), threads, cache, wave);
                bytes[wave] = ProcessMemory.heapBytes();
            }
            System.out.println(bytes[WAVES - 1] - bytes[SETTLED]);
        }
    }

    private static ExecutorService newExecutor(boolean virtual, int threads) throws ReflectiveOperationException {
        return virtual
                ? (ExecutorService) Executors.class
                        .getMethod("newVirtualThreadPerTaskExecutor")
                        .invoke(null)
                : Executors.newFixedThreadPool(threads);
    }

    /** Each thread has a key of its own, of which it finds what the wave before put, and then what it puts itself. */
    private static void run(ExecutorService executor, int threads, Cache<Integer, String> cache, int wave)
            throws Exception {
        try {
            List<Future<?>> results = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int key = i;
                results.add(executor.submit(() -> use(cache, key, wave)));
            }
            for (Future<?> result : results) {
                result.get();
            }
        } finally {
            executor.shutdown();
        }
        if (!executor.awaitTermination(
                TIMEOUT_SECONDS, TimeUnit.SECONDS)) { // or they would be taken for what they leave
            throw new IllegalStateException("threads that do not end");
        }
    }

    private static void use(Cache<Integer, String> cache, int key, int wave) {
        String before = cache.get(key);
        cache.put(key, valueOf(key, wave));
        String after = cache.get(key);
        if (!Objects.equals(before, wave == 0 ? null : valueOf(key, wave - 1))
                || !valueOf(key, wave).equals(after)) {
            throw new IllegalStateException("key=" + key + " wave=" + wave + " before=" + before + " after=" + after);
        }
    }

    private static String valueOf(int key, int wave) {
        return key + " of wave " + wave;
    }
}
