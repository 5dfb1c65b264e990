package io.tiercel.examples.strategies;

import io.tiercel.TiercelCache;
import io.tiercel.statistics.Counter;
import io.tiercel.warming.WarmingProgress;
import java.io.PrintStream;
import java.nio.file.Path;
import javax.cache.CacheManager;

/**
 * The cache knows which keys are read most, keeps them when it is closed, and loads them at the next start, the hottest first
 * and no faster than it is told. Values are not kept: what is loaded is true now.
 */
final class WarmingWithHotKeys {
    private WarmingWithHotKeys() {}

    public static void main(String[] args) throws Exception {
        run(System.out);
    }

    static void run(PrintStream out) throws Exception {
        Database database = new Database(1_000);
        try (Scratch scratch = new Scratch()) {
            try (CacheManager manager = Shop.open()) {
                TiercelCache<Long, Product> products = open(manager, database, scratch.folder());
                for (int i = 0; i < 5_000; i++) {
                    read(products, 7, 12);
                    read(products, 500, 4);
                    read(products, 42, 1);
                }
                out.println("read most: " + products.warming().hotKeys(3));
            } // the close keeps the hot keys

            int before = database.readCount();
            try (CacheManager manager = Shop.open()) {
                TiercelCache<Long, Product> products = open(manager, database, scratch.folder());
                WarmingProgress warmUp =
                        products.warming().outcome().toCompletableFuture().join(); // to look at; nobody has to wait
                out.println("after a restart, warmed: " + warmUp.loaded() + ", in this order: "
                        + database.reads().subList(before, database.readCount()));
                products.get(7L);
                out.println("the first read of the hottest: "
                        + products.statistics().get(Counter.MISSES) + " misses");
            }
        }
    }

    private static TiercelCache<Long, Product> open(CacheManager manager, Database database, Path folder) {
        return Shop.create(
                manager,
                Shop.configure()
                        .loader(database.loader())
                        .warming(warming -> warming.hotKeys(100).path(folder).rate(500))
                        .statistics(true));
    }

    private static void read(TiercelCache<Long, Product> products, long id, int times) {
        for (int i = 0; i < times; i++) {
            products.get(id);
        }
    }
}
