package io.tiercel.examples.strategies;

import io.tiercel.PutOptions;
import io.tiercel.TiercelCache;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import javax.cache.CacheManager;

/**
 * Entries live for a time. Those that are written together would also be loaded again together: jitter cuts the time of each
 * at random. One put can say a shorter time for its entry.
 */
final class TimeToLiveWithJitter {
    private static final int PRODUCTS = 500;

    private TimeToLiveWithJitter() {}

    public static void main(String[] args) throws InterruptedException {
        run(System.out);
    }

    static void run(PrintStream out) throws InterruptedException {
        try (CacheManager manager = Shop.open()) {
            TiercelCache<Long, Product> products = Shop.create(
                    manager,
                    Shop.configure().expireAfterWrite(Duration.ofMillis(800)).expiryJitter(0.5)); // 400 to 800 ms
            for (long id = 1; id <= PRODUCTS; id++) {
                products.put(id, new Product(id, "product " + id, "toys", 1_000));
            }
            List<Long> millis = watchThemGo(products);
            out.println(PRODUCTS + " entries, put at once, with 800 ms to live and half of that as jitter, were gone");
            out.println("  after " + millis.get(0) + " ms (the first), " + millis.get(millis.size() / 2)
                    + " ms (half of them) and " + millis.get(millis.size() - 1) + " ms (the last)");
        }
        try (CacheManager manager = Shop.open()) {
            TiercelCache<Long, Product> products =
                    Shop.create(manager, Shop.configure().expireAfterWrite(Duration.ofMinutes(10)));
            products.put(1L, new Product(1, "any product", "toys", 1_000));
            products.put(
                    2L,
                    new Product(2, "offer of the moment", "toys", 500),
                    PutOptions.timeToLive(Duration.ofMillis(50)));
            Await.until("the offer has expired", () -> !products.containsKey(2L));
            out.println("the offer, put with 50 ms to live, is gone; the other is there: " + products.containsKey(1L));
        }
    }

    /** Waits until there is no entry left, and returns when each was seen to be gone. */
    private static List<Long> watchThemGo(TiercelCache<Long, Product> products) throws InterruptedException {
        long startNanos = System.nanoTime();
        List<Long> goneAfterMillis = new ArrayList<>();
        Set<Long> left = LongStream.rangeClosed(1, PRODUCTS).boxed().collect(Collectors.toSet());
        Await.until("all have expired", () -> {
            long now = Duration.ofNanos(System.nanoTime() - startNanos).toMillis();
            left.removeIf(id -> !products.containsKey(id) && goneAfterMillis.add(now));
            return left.isEmpty();
        });
        return goneAfterMillis;
    }
}
