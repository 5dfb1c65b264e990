package io.tiercel.examples.strategies;

import io.tiercel.TiercelCache;
import io.tiercel.statistics.Counter;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Collections;
import javax.cache.CacheManager;

/**
 * A read of an entry that is older than a fraction of its time to live has it loaded anew in the background, and returns what
 * there is. What is read often never expires, so nobody ever waits for it; what is not read is not loaded.
 */
final class RefreshAhead {
    private RefreshAhead() {}

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
                            .expireAfterWrite(Duration.ofMinutes(1))
                            .refreshAhead(0.005) // after 0.3 s of the minute; 0.8 would be usual
                            .statistics(true));
            Product first = products.get(1L);
            products.get(2L);
            database.write(first.at(2_000)); // and nobody tells the cache

            Await.until("a read finds the new price", () -> products.get(1L).cents() == 2_000);
            out.println("product 1, read all the time: " + products.get(1L).cents());
            out.println("misses: " + products.statistics().get(Counter.MISSES) + ", the first read of each product");
            out.println("product 2, not read any more, was loaded " + Collections.frequency(database.reads(), 2L)
                    + " time");
        }
    }
}
