package io.tiercel;

import io.tiercel.engine.Terms;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one put says beyond its key and value. Immutable.
 *
 * @param timeToLive the longest time that the entry may live, whatever the expiry of the cache; null for no bound of its
 *     own
 * @param tags the names that the entry can be invalidated by, on top of those that the cache derives
 */
public record PutOptions(@Nullable Duration timeToLive, Set<String> tags) {

    /** Says nothing. */
    public static final PutOptions NONE = new PutOptions(null, Set.of());

    public PutOptions {
        if (timeToLive != null && (timeToLive.isNegative() || timeToLive.isZero())) {
            throw new IllegalArgumentException("timeToLive=" + timeToLive + ", must be positive");
        }
        tags = Set.copyOf(tags);
    }

    /** Returns options that bound the life of the entry. */
    public static PutOptions timeToLive(Duration timeToLive) {
        return new PutOptions(timeToLive, Set.of());
    }

    /** Returns options that give the entry tags. */
    public static PutOptions tags(Set<String> tags) {
        return new PutOptions(null, tags);
    }

    /** Returns options that give the entry tags. */
    public static PutOptions tags(String... tags) {
        return tags(Set.copyOf(List.of(tags)));
    }

    /** Returns the same options with a bound of the entry's life. */
    public PutOptions withTimeToLive(Duration bound) {
        return new PutOptions(bound, tags);
    }

    /** Returns the same options with other tags. */
    public PutOptions withTags(Set<String> others) {
        return new PutOptions(timeToLive, others);
    }

    Terms terms() {
        return Terms.of(timeToLive, tags);
    }
}
