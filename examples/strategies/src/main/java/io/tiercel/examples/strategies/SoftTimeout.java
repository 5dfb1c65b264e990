package io.tiercel.examples.strategies;

import io.tiercel.TiercelCache;
import io.tiercel.statistics.Counter;
import java.io.PrintStream;
import java.time.Duration;
import javax.cache.CacheManager;

/**
 * A read waits for a load only so long while there is a stale value to go on with; the load itself goes on, and its result is
 * kept. The hard timeout ends the wait of those that have nothing to go on with.
 */
final class SoftTimeout {
    private SoftTimeout() {}

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
                            .loaderSoftTimeout(Duration.ofMillis(50))
                            .loaderTimeout(Duration.ofSeconds(20))
                            .expireAfterWrite(Duration.ofMillis(50))
                            .staleIfError(Duration.ofMinutes(1))
                            .statistics(true));
            Product first = products.get(1L);
            database.write(first.at(2_000));
            Await.until("the entry has expired", () -> !products.containsKey(1L));

            database.hold();
            out.println("the query hangs; after the soft timeout, get says "
                    + products.get(1L).cents());
            out.println("soft timeouts: " + products.statistics().get(Counter.SOFT_TIMEOUTS));

            database.release();
            Await.until("the load is done", () -> products.get(1L).cents() == 2_000);
            out.println("the query came through; get says " + products.get(1L).cents());
        }
    }
}
