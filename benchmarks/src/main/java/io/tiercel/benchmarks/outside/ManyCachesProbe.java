package io.tiercel.benchmarks.outside;

import io.tiercel.benchmarks.workload.Customer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;

/**
 * Opens many default caches, touches each with as many threads, and prints in bytes the growth of the resident size and of
 * the used heap, the growth of the resident size since the first cache was in use, and that by as many threads which touch
 * nothing. The heap must be touched at the start of the JVM, so that it is not taken for growth.
 */
final class ManyCachesProbe {

    private static final int ENTRIES = 100;

    private ManyCachesProbe() {}

    @SuppressWarnings("SystemOut") // read by the parent process
    public static void main(String[] arguments) throws InterruptedException {
        int count = Integer.parseInt(arguments[1]);
        long bareHeapBytes = ProcessMemory.heapBytes();
        long bareBytes = ProcessMemory.residentBytes();
        long idleBytes = withThreads(count, () -> {}) - bareBytes;
        long beforeBytes = ProcessMemory.residentBytes();
        try (CachingProvider provider = Caching.getCachingProvider("io.tiercel.TiercelCachingProvider")) {
            List<Cache<Long, Customer>> caches = new ArrayList<>();
            caches.add(open(provider.getCacheManager(), 0));
            touch(caches);
            long firstBytes = ProcessMemory.residentBytes();
            for (int number = 1; number < count; number++) {
                caches.add(open(provider.getCacheManager(), number));
            }
            long bytes = withThreads(count, () -> touch(caches));
            long heapBytes = ProcessMemory.heapBytes();
            check(caches);
            System.out.println((bytes - beforeBytes)
                    + " "
                    + (heapBytes - bareHeapBytes)
                    + " "
                    + (bytes - firstBytes)
                    + " "
                    + idleBytes);
        }
    }

    private static Cache<Long, Customer> open(CacheManager manager, int number) {
        return manager.createCache(
                "cache-" + number, new MutableConfiguration<Long, Customer>().setTypes(Long.class, Customer.class));
    }

    private static void touch(List<Cache<Long, Customer>> caches) {
        for (Cache<Long, Customer> cache : caches) {
            for (int entry = 0; entry < ENTRIES; entry++) {
                if (cache.get((long) entry) == null) {
                    cache.put((long) entry, Customer.of(entry));
                }
            }
        }
    }

    private static void check(List<Cache<Long, Customer>> caches) {
        for (Cache<Long, Customer> cache : caches) {
            if (cache.get(0L) == null) {
                throw new IllegalStateException("cache=" + cache.getName() + " lost its entry");
            }
        }
    }

    /** Returns the resident bytes while all the threads have done the task and live on. */
    private static long withThreads(int count, Runnable task) throws InterruptedException {
        CyclicBarrier start = new CyclicBarrier(count);
        CountDownLatch done = new CountDownLatch(count);
        CountDownLatch release = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            Thread thread = new Thread(() -> run(task, start, done, release));
            threads.add(thread);
            thread.start();
        }
        done.await();
        long residentBytes = ProcessMemory.residentBytes();
        release.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        return residentBytes;
    }

    private static void run(Runnable task, CyclicBarrier start, CountDownLatch done, CountDownLatch release) {
        try {
            start.await();
            task.run();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            done.countDown();
        }
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
