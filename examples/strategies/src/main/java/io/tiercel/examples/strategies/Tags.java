package io.tiercel.examples.strategies;

import io.tiercel.TiercelCache;
import io.tiercel.load.LoadedValue;
import io.tiercel.load.TiercelLoader;
import java.io.PrintStream;
import java.util.Map;
import java.util.Set;
import javax.cache.CacheManager;

/**
 * Entries carry tags, and one call invalidates all that carry one of them: in the same time for three entries and for three
 * million. Tags come from the put, from the loader, and from a function of key and value.
 */
final class Tags {
    private Tags() {}

    public static void main(String[] args) throws InterruptedException {
        run(System.out);
    }

    static void run(PrintStream out) throws InterruptedException {
        Database database = new Database(9);
        TiercelLoader<Long, Product> loader = id -> {
            Product product = database.read(id);
            return product == null ? null : LoadedValue.tagged(product, "from-database"); // by the loader
        };
        try (CacheManager manager = Shop.open()) {
            TiercelCache<Long, Product> products = Shop.create(
                    manager,
                    Shop.configure().loader(loader).tags((id, product) -> Set.of(product.category()))); // derived

            for (long id = 1; id <= 9; id++) {
                products.get(id);
            }
            products.put(100L, new Product(100, "hammer", "tools", 2_500), Set.of("sale", "gift")); // by the put
            out.println("entries by tag:   " + products.tagCounts(10));

            out.println("invalidate tools: " + products.invalidateTag("tools") + " entries");
            out.println("  a tool is there: " + products.containsKey(100L) + ", a book: " + products.containsKey(1L));

            Await.until(
                    "a sweep in the background has put the other counts right",
                    () -> products.tagCounts(10).equals(Map.of("from-database", 6L, "books", 3L, "toys", 3L)));
            out.println("after a sweep:    " + products.tagCounts(10));

            int before = database.readCount();
            products.get(1L); // a book
            products.get(3L); // a tool: the cache asks for it anew
            out.println("a book and a tool read: " + (database.readCount() - before) + " loaded");
        }
    }
}
