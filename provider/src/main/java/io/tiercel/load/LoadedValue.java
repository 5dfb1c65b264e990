package io.tiercel.load;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a loader brings for a key. Immutable, as far as the value is.
 *
 * @param value the value
 * @param tags the tags of the entry
 * @param timeToLive the longest time that the entry may live, whatever the expiry of the cache; null for no bound of its
 *     own
 * @param <V> the type of values
 */
public record LoadedValue<V>(
        V value, Set<String> tags, @Nullable Duration timeToLive) {

    public LoadedValue {
        requireNonNull(value, "value");
        tags = Set.copyOf(tags);
        if (timeToLive != null && (timeToLive.isNegative() || timeToLive.isZero())) {
            throw new IllegalArgumentException("timeToLive=" + timeToLive + ", must be positive");
        }
    }

    /** Returns a value of which there is no more to say. */
    public static <V> LoadedValue<V> of(V value) {
        return new LoadedValue<>(value, Set.of(), null);
    }

    /** Returns a value with tags. */
    public static <V> LoadedValue<V> tagged(V value, String... tags) {
        return new LoadedValue<>(value, Set.copyOf(List.of(tags)), null);
    }

    /** Returns the same with a bound of its life. */
    public LoadedValue<V> timeToLive(Duration bound) {
        return new LoadedValue<>(value, tags, bound);
    }
}
