package io.tiercel.offheap.runtime;

import io.tiercel.TiercelCachingProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;

/** Has many caches with nothing but defaults, and prints what they and the threads that touch them take. */
final class ManyCachesMain {

    private static final int CACHES = 200;
    private static final int THREADS = 200;
    private static final int ENTRIES = 100;
    private static final int STRIDE = 10;

    private ManyCachesMain() {}

    /** Prints the growth of the resident memory and of the used heap in bytes. */
    @SuppressWarnings("SystemOut") // read by the test
    public static void main(String[] arguments) throws InterruptedException {
        long bareHeapBytes = ProcessMemory.heapBytes();
        long bareBytes = ProcessMemory.residentBytes();
        try (TiercelCachingProvider provider = new TiercelCachingProvider()) {
            CacheManager manager = provider.getCacheManager();
            List<Cache<Long, Customer>> caches = new ArrayList<>();
            for (int i = 0; i < CACHES; i++) {
                caches.add(manager.createCache(
                        "cache" + i, new MutableConfiguration<Long, Customer>().setTypes(Long.class, Customer.class)));
            }
            CountDownLatch touched = new CountDownLatch(THREADS);
            CountDownLatch measured = new CountDownLatch(1);
            for (int i = 0; i < THREADS; i++) {
                int thread = i;
                new Thread(() -> {
                            touch(caches, thread % STRIDE);
                            touched.countDown();
                            awaitQuietly(measured);
                        })
                        .start();
            }
            touched.await(); // for good if a thread fails: the test ends this process then, and has its stack trace
            long bytes = ProcessMemory.residentBytes();
            long heapBytes = ProcessMemory.heapBytes();
            measured.countDown();
            requireAll(caches);
            System.out.println((bytes - bareBytes) + " " + (heapBytes - bareHeapBytes));
        }
    }

    /** Each thread is at all caches, and at the same entries as some others. */
    private static void touch(List<? extends Cache<Long, Customer>> caches, int first) {
        for (Cache<Long, Customer> cache : caches) {
            for (long key = first; key < ENTRIES; key += STRIDE) {
                if (cache.get(key) == null) {
                    cache.put(key, new Customer(key));
                }
            }
        }
    }

    private static void requireAll(List<? extends Cache<Long, Customer>> caches) {
        for (Cache<Long, Customer> cache : caches) {
            for (long key = 0; key < ENTRIES; key++) {
                if (cache.get(key).id != key) {
                    throw new IllegalStateException(cache.getName() + " has another value of " + key);
                }
            }
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Mutable, so that it is held as bytes. */
    static final class Customer {
        final long id;
        final String name;
        final List<String> orders = new ArrayList<>();

        Customer(long id) {
            this.id = id;
            this.name = "customer " + id;
            orders.add("order of " + name);
        }
    }
}
