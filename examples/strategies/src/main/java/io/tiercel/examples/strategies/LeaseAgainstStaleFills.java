package io.tiercel.examples.strategies;

import io.tiercel.TiercelCache;
import io.tiercel.load.Lease;
import java.io.PrintStream;
import java.util.Objects;
import javax.cache.CacheManager;

/**
 * An application that fills the cache itself (get, query, put) can be overtaken: between its query and its put somebody
 * changes the row and invalidates the entry, and the put brings the old row back for good. A lease, taken before the query,
 * refuses such a put. Loaders of a cache are protected in the same way without being asked.
 */
final class LeaseAgainstStaleFills {
    private LeaseAgainstStaleFills() {}

    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        Database database = new Database(3);
        try (CacheManager manager = Shop.open()) {
            TiercelCache<Long, Product> products = Shop.create(manager, Shop.configure());

            Product old = query(database, 1);
            somebodyElseChanges(database, products, old.at(2_000));
            products.put(1L, old);
            out.println("without a lease: " + comparison(database, products));

            products.invalidate(1L);
            try (Lease lease = products.lease(1L)) { // before the query
                Product read = query(database, 1);
                somebodyElseChanges(database, products, read.at(3_000));
                out.println("put under a lease that was overtaken: " + products.tryPut(1L, read, lease));
            }
            try (Lease lease = products.lease(1L)) {
                out.println("put under a lease that was not: " + products.tryPut(1L, query(database, 1), lease));
            }
            out.println("with a lease:    " + comparison(database, products));
        }
    }

    private static Product query(Database database, long id) {
        return Objects.requireNonNull(database.read(id));
    }

    private static void somebodyElseChanges(Database database, TiercelCache<Long, Product> products, Product changed) {
        database.write(changed);
        products.invalidate(changed.id());
    }

    private static String comparison(Database database, TiercelCache<Long, Product> products) {
        return "the database says " + database.cents(1) + ", the cache "
                + products.get(1L).cents();
    }
}
