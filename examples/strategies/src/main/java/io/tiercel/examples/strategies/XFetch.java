package io.tiercel.examples.strategies;

import io.tiercel.TiercelCache;
import io.tiercel.configuration.EarlyLoading;
import io.tiercel.statistics.Counter;
import java.io.PrintStream;
import java.time.Duration;
import javax.cache.CacheManager;

/**
 * Each read may have an entry loaded anew before its time is over: the more likely, the nearer the end and the longer the
 * last load took (Vattani, Chierichetti, Lowenstein, VLDB 2015). There is no fraction to choose, and many processes with the
 * same entry do not load it at the same moment.
 */
final class XFetch {
    private XFetch() {}

    public static void main(String[] args) throws InterruptedException {
        run(System.out);
    }

    static void run(PrintStream out) throws InterruptedException {
        Database database = new Database(3);
        database.queryTime(Duration.ofMillis(100));
        try (CacheManager manager = Shop.open()) {
            TiercelCache<Long, Product> products = Shop.create(
                    manager,
                    Shop.configure()
                            .loader(database.loader())
                            .expireAfterWrite(Duration.ofSeconds(1))
                            .loadEarly(EarlyLoading.XFETCH)
                            .statistics(true));
            long startNanos = System.nanoTime();
            products.get(1L);
            Await.until("a load was early", () -> {
                products.get(1L);
                return products.statistics().get(Counter.EARLY_LOADS) > 0;
            });
            long millis = Duration.ofNanos(System.nanoTime() - startNanos).toMillis();
            out.println("a value that takes 100 ms to load and lives for 1 s: loaded anew after " + millis + " ms");
            out.println("misses until then, the first read included: "
                    + products.statistics().get(Counter.MISSES));
        }
    }
}
