package io.tiercel.examples.strategies;

import io.tiercel.TiercelCache;
import java.io.PrintStream;
import java.time.Duration;
import javax.cache.CacheManager;
import javax.cache.integration.CacheLoaderException;

/**
 * If the loader fails, a value whose time is over is better than none, for a bounded while. A value that was invalidated is
 * not: that one is known to be wrong.
 */
final class StaleOnError {
    private StaleOnError() {}

    public static void main(String[] args) throws InterruptedException {
        run(System.out);
    }

    static void run(PrintStream out) throws InterruptedException {
        Database database = new Database(3);
        try (CacheManager manager = Shop.open()) {
            TiercelCache<Long, Product> products = Shop.create(
                    manager,
                    Shop.configure()
                            .loader(database.loader())
                            .expireAfterWrite(Duration.ofMillis(50))
                            .staleIfError(Duration.ofMinutes(1)));
            Product first = products.get(1L);
            products.get(2L);
            Await.until("both have expired", () -> !products.containsKey(1L) && !products.containsKey(2L));

            database.down(true);
            out.println("the database is down");
            out.println("  product 1, expired:     " + answer(products, 1));
            products.invalidate(2L);
            out.println("  product 2, invalidated: " + answer(products, 2));
            out.println("  product 3, never read:  " + answer(products, 3));

            database.down(false);
            database.write(first.at(2_000));
            Await.until("it is tried again", () -> products.get(1L).cents() == 2_000); // within a second
            out.println("the database is up");
            out.println("  product 1:              " + answer(products, 1));
        }
    }

    private static String answer(TiercelCache<Long, Product> products, long id) {
        try {
            return "costs " + products.get(id).cents();
        } catch (CacheLoaderException e) {
            return "an exception";
        }
    }
}
