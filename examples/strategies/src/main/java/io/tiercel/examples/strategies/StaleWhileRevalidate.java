package io.tiercel.examples.strategies;

import io.tiercel.TiercelCache;
import java.io.PrintStream;
import java.time.Duration;
import javax.cache.CacheManager;

/**
 * After its time a value is served for a while longer, and loaded anew in the background: the first reader does not wait. For
 * values that are read too seldom for a refresh ahead of time. To all operations but get and getAll the entry has expired.
 */
final class StaleWhileRevalidate {
    private StaleWhileRevalidate() {}

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
                            .staleWhileRevalidate(Duration.ofMinutes(1)));
            Product first = products.get(1L);
            database.write(first.at(2_000));
            Await.until("the entry has expired", () -> !products.containsKey(1L));

            database.hold(); // a query that takes its time
            out.println(
                    "expired, and the query hangs; get says " + products.get(1L).cents());
            database.release();
            Await.until(
                    "the load in the background is done", () -> products.get(1L).cents() == 2_000);
            out.println("a later get says " + products.get(1L).cents());
        }
    }
}
