package io.tiercel.examples.quickstart;

import io.tiercel.TiercelCache;
import io.tiercel.rule.CacheEvent;
import io.tiercel.rule.CacheEvents;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Pretends that modules have been upgraded, so that what the cache has of them is stale: invalidates one by its tag, and
 * another by an event, for which {@code tiercel.yaml} has a rule. For one thread.
 */
final class Upgrade {
    static final String EVENT = "module_upgraded";

    private static final String BASE = ModuleTags.tag("java.base"); // what all need is left alone
    private static final int TAGS = 3;
    private static final Duration LONGEST_SEARCH = Duration.ofSeconds(1);

    private final TiercelCache<String, ClassSummary> cache;
    private final CacheEvents events;

    Upgrade(TiercelCache<String, ClassSummary> cache, CacheEvents events) {
        this.cache = cache;
        this.events = events;
    }

    /** Upgrades the two modules of which the cache has most, or fewer if it has fewer. */
    List<Invalidation> run() {
        List<String> tags = cache.tagCounts(TAGS).keySet().stream()
                .filter(tag -> !tag.equals(BASE))
                .toList();
        List<Invalidation> done = new ArrayList<>();
        if (!tags.isEmpty()) {
            String tag = tags.get(0);
            invalidate(tag, "tag " + tag, () -> cache.invalidateTag(tag), done);
        }
        if (tags.size() > 1) {
            String module = ModuleTags.module(tags.get(1));
            CacheEvent event = CacheEvent.of(EVENT, "name", module);
            events.preview(event); // counts, and changes nothing
            invalidate(
                    tags.get(1),
                    "event " + EVENT + ", " + module,
                    () -> events.publish(event).invalidated(),
                    done);
        }
        return done;
    }

    private void invalidate(String tag, String how, LongSupplier call, List<Invalidation> done) {
        List<String> keys = cache.listKeys(tag, 1, LONGEST_SEARCH);
        Instant before = Instant.now();
        long startNanos = System.nanoTime();
        long entries = call.getAsLong();
        long nanos = System.nanoTime() - startNanos;
        for (String example : keys) {
            ClassSummary summary = cache.get(example);
            boolean readAnew = summary != null && !summary.readAt().isBefore(before);
            done.add(new Invalidation(how, entries, nanos, example, readAnew));
        }
    }
}
