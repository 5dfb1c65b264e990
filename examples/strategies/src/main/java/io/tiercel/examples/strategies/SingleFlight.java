package io.tiercel.examples.strategies;

import io.tiercel.TiercelCache;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.cache.CacheManager;

/** Many threads miss the same key at once: one of them loads it, the others wait for that load. */
final class SingleFlight {
    private static final int THREADS = 32;

    private SingleFlight() {}

    public static void main(String[] args) throws Exception {
        run(System.out);
    }

    static void run(PrintStream out) throws Exception {
        Database database = new Database(1);
        CountDownLatch allAsk = new CountDownLatch(THREADS);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (CacheManager manager = Shop.open()) {
            TiercelCache<Long, Product> products = Shop.create(manager, Shop.configure());
            List<Future<Product>> answers = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                answers.add(threads.submit(() -> {
                    allAsk.countDown();
                    return products.get(1L, id -> slowly(database, id, allAsk)); // a loader for this call
                }));
            }
            int same = 0;
            for (Future<Product> answer : answers) {
                same += answer.get().equals(answers.get(0).get()) ? 1 : 0;
            }
            out.println(THREADS + " threads asked for one product: " + database.readCount() + " read of the database, "
                    + same + " had its answer");
        } finally {
            threads.shutdownNow();
        }
    }

    /** A query that takes until everybody asks. */
    private static Product slowly(Database database, Long id, CountDownLatch allAsk) {
        try {
            allAsk.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Product product = database.read(id);
        if (product == null) {
            throw new IllegalStateException("no product " + id);
        }
        return product;
    }
}
