package io.tiercel.examples.strategies;

import io.tiercel.TiercelCache;
import io.tiercel.TiercelCacheManager;
import io.tiercel.rule.CacheEvent;
import io.tiercel.rule.CacheEvents;
import io.tiercel.rule.EventOutcome;
import io.tiercel.rule.EventRule;
import java.io.PrintStream;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import javax.cache.CacheManager;
import javax.cache.Caching;

/**
 * Who changes data says what happened, and need not know any cache; rules say which entries that makes stale. Rules are in
 * the file {@code event-rules.yaml}, or in code. Events also come from PostgreSQL, Hibernate and JMX: see docs/events.md.
 */
final class EventRules {
    private static final URI FILE = URI.create("classpath:io/tiercel/examples/strategies/event-rules.yaml");

    private EventRules() {}

    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        try (CacheManager manager =
                Caching.getCachingProvider().getCacheManager(FILE, EventRules.class.getClassLoader())) {
            TiercelCache<Long, Product> products =
                    Shop.tiercel(manager.getCache(Shop.PRODUCTS, Long.class, Product.class));
            TiercelCache<String, String> pages = Shop.tiercel(manager.getCache("pages", String.class, String.class));
            CacheEvents events = manager.unwrap(TiercelCacheManager.class).events();
            for (long id = 1; id <= 3; id++) {
                products.put(id, new Product(id, "product " + id, "toys", 1_000), Set.of("supplier-acme"));
                pages.put("product:" + id + ":en", "<html>");
                pages.put("product:" + id + ":de", "<html>");
            }
            pages.put("start", "<html>", Set.of("supplier-acme"));
            out.println("rules of the file: " + events.rules());

            CacheEvent updated =
                    CacheEvent.of("product_updated", "productId", 2).withId("change-17");
            out.println("would invalidate   " + words(events.preview(updated)));
            out.println("invalidates        " + words(events.publish(updated)));
            out.println("again, by its id   " + words(events.publish(updated)));

            events.add(EventRule.on("supplier_closed").tags("supplier-{name}").build()); // a rule in code
            EventOutcome closed = events.publish(CacheEvent.of("supplier_closed", Map.of("name", "acme")));
            out.println("supplier_closed    " + words(closed));
        }
    }

    private static String words(EventOutcome outcome) {
        return outcome.repeated()
                ? "nothing: it was applied before"
                : outcome.invalidatedByCache().getOrDefault("products", 0L) + " products, "
                        + outcome.invalidatedByCache().getOrDefault("pages", 0L) + " pages";
    }
}
