package io.tiercel.examples.strategies;

import io.tiercel.TiercelCache;
import java.io.PrintStream;
import javax.cache.CacheManager;
import javax.cache.integration.CacheWriterException;

/**
 * A put writes to the database first and then to the cache, in the caller's thread: when it returns, both have the value; when
 * the database refuses, neither has.
 */
final class WriteThrough {
    private WriteThrough() {}

    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        Database database = new Database(3);
        try (CacheManager manager = Shop.open()) {
            TiercelCache<Long, Product> products = Shop.create(
                    manager, Shop.configure().loader(database.loader()).writer(database.writer()));

            products.put(1L, products.get(1L).at(2_000));
            out.println("after the put: the database says " + database.cents(1) + ", the cache "
                    + products.get(1L).cents());

            database.down(true);
            try {
                products.put(1L, products.get(1L).at(3_000));
            } catch (CacheWriterException refused) {
                out.println("the put failed: " + refused.getCause());
            }
            database.down(false);
            out.println("after the failed put: the database says " + database.cents(1) + ", the cache "
                    + products.get(1L).cents());

            products.remove(1L);
            out.println("after the removal: the database has it: " + (database.cents(1) != 0) + ", the cache has it: "
                    + products.containsKey(1L));
        }
    }
}
