package io.tiercel.examples.strategies;

import io.tiercel.TiercelCache;
import io.tiercel.warming.RelatedKeys;
import java.io.PrintStream;
import java.util.List;
import javax.cache.CacheManager;

/**
 * Whoever missed a page is likely to ask for the next ones: they are loaded in the background, just in time. They in turn
 * load nothing, so one miss does not fill the cache.
 */
final class WarmingOfRelatedKeys {
    private WarmingOfRelatedKeys() {}

    public static void main(String[] args) throws InterruptedException {
        run(System.out);
    }

    static void run(PrintStream out) throws InterruptedException {
        Database database = new Database(100);
        RelatedKeys<Long> next = id -> List.of(id + 1, id + 2);
        try (CacheManager manager = Shop.open()) {
            TiercelCache<Long, Product> products = Shop.create(
                    manager, Shop.configure().loader(database.loader()).warming(warming -> warming.related(next)));

            products.get(1L);
            Await.until(
                    "two related keys are loaded",
                    () -> products.warming().related().loaded() == 2);
            out.println("get(1) missed; the loads: "
                    + database.reads().stream().sorted().toList());

            products.get(2L);
            products.get(3L);
            out.println("get(2) and get(3) were hits; the loads: " + database.readCount());

            products.get(4L);
            Await.until(
                    "two more are loaded", () -> products.warming().related().loaded() == 4);
            out.println("get(4) missed; the loads: "
                    + database.reads().stream().sorted().toList());
        }
    }
}
