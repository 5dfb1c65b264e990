package io.tiercel.examples.strategies;

import io.tiercel.TiercelCache;
import io.tiercel.warming.KeySource;
import io.tiercel.warming.Warming;
import io.tiercel.warming.WarmingState;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import javax.cache.CacheManager;

/**
 * Keys that the application names are loaded again and again, if they are not there: here every 100 ms. With the module
 * {@code tiercel-cron}, {@code schedule("0 2 * * *")} does it at two o'clock each night. Jitter keeps a hundred processes from
 * starting at the same moment.
 */
final class WarmingOnSchedule {
    private WarmingOnSchedule() {}

    public static void main(String[] args) throws InterruptedException {
        run(System.out);
    }

    static void run(PrintStream out) throws InterruptedException {
        Database database = new Database(100);
        KeySource<Long> offersOfToday = () -> List.of(10L, 20L, 30L); // asked anew for each warm-up
        try (CacheManager manager = Shop.open()) {
            TiercelCache<Long, Product> products = Shop.create(
                    manager,
                    Shop.configure()
                            .loader(database.loader())
                            .warming(warming -> warming.keys(offersOfToday)
                                    .every(Duration.ofMillis(100))
                                    .jitter(Duration.ofMillis(10))));
            Warming<Long> warming = products.warming();
            Await.until("the first warm-up is done", () -> warming.progress().state() == WarmingState.DONE);
            out.println("warmed at the start: " + database.reads());

            products.invalidate(20L);
            Await.until("a later warm-up has loaded it", () -> products.containsKey(20L));
            out.println("invalidated, and there again without a read: " + database.reads());

            warming.pause();
            warming.cancel();
        }
    }
}
