package io.tiercel.examples.strategies;

import io.tiercel.TiercelCache;
import java.io.PrintStream;
import java.time.Duration;
import javax.cache.CacheManager;

/**
 * That the database has no such row is an answer, too, and can be remembered for a time. Otherwise each read of a key that
 * does not exist is a query.
 */
final class NegativeCaching {
    private NegativeCaching() {}

    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        Database database = new Database(3);
        try (CacheManager manager = Shop.open()) {
            TiercelCache<Long, Product> products =
                    Shop.create(manager, Shop.configure().loader(database.loader()));
            out.println("without: 100 reads of product 4 are " + queries(products, database) + " queries");
        }
        try (CacheManager manager = Shop.open()) {
            TiercelCache<Long, Product> products = Shop.create(
                    manager, Shop.configure().loader(database.loader()).absentFor(Duration.ofMinutes(1)));
            out.println("with:    100 reads of product 4 are " + queries(products, database) + " query");

            database.write(new Product(4, "new arrival", "toys", 900));
            products.invalidate(4L); // whoever creates rows says so; else it takes the minute
            out.println("created, and invalidated: " + products.get(4L));
        }
    }

    private static int queries(TiercelCache<Long, Product> products, Database database) {
        int before = database.readCount();
        for (int i = 0; i < 100; i++) {
            products.get(4L);
        }
        return database.readCount() - before;
    }
}
