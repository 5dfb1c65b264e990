package io.tiercel.examples.strategies;

import io.tiercel.TiercelCache;
import io.tiercel.statistics.Counter;
import java.io.PrintStream;
import java.util.Set;
import javax.cache.CacheManager;

/** The application asks the cache alone; the cache asks the database for what it does not have. */
final class ReadThrough {
    private ReadThrough() {}

    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        Database database = new Database(10);
        try (CacheManager manager = Shop.open()) {
            TiercelCache<Long, Product> products = Shop.create(
                    manager, Shop.configure().loader(database.loader()).statistics(true));

            for (int i = 0; i < 1_000; i++) {
                products.get(1L + i % 10);
            }
            out.println("1000 reads of 10 products: " + products.statistics().get(Counter.HITS) + " hits, "
                    + database.readCount() + " reads of the database");

            products.invalidate(4L);
            int found = products.getAll(Set.of(3L, 4L, 5L)).size();
            out.println("getAll of 3, one of them invalidated: " + found + " found, " + (database.readCount() - 10)
                    + " read from the database");

            out.println("a product that there is not: " + products.get(11L));
        }
    }
}
