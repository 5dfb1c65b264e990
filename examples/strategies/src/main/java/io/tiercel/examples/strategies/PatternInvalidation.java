package io.tiercel.examples.strategies;

import io.tiercel.TiercelCache;
import io.tiercel.TiercelConfiguration;
import java.io.PrintStream;
import javax.cache.CacheManager;

/**
 * Invalidates by what keys look like, or by what a predicate says of key and value. Both go through all entries: for what is
 * invalidated often, a tag is the better choice.
 */
final class PatternInvalidation {
    private PatternInvalidation() {}

    public static void main(String[] args) {
        run(System.out);
    }

    static void run(PrintStream out) {
        try (CacheManager manager = Shop.open()) {
            TiercelCache<String, Integer> pages = Shop.tiercel(manager.createCache(
                    "pages",
                    TiercelConfiguration.builder(String.class, Integer.class).build()));
            for (int user = 1; user <= 20; user++) {
                pages.put("user:" + user + ":profile", 200);
                pages.put("user:" + user + ":orders", user % 5 == 0 ? 500 : 200);
            }

            out.println("match user:7:*   " + pages.countMatching("user:7:*")); // a look first, which changes nothing
            out.println("invalidated      " + pages.invalidateMatching("user:7:*"));
            out.println("match user:1?:*  " + pages.invalidateMatching("user:1?:*") + " invalidated"); // 10 to 19

            long failed = pages.invalidateMatching((key, status) -> status >= 500);
            out.println("status >= 500    " + failed + " invalidated"); // 5 and 20; 10 and 15 were gone already
        }
    }
}
