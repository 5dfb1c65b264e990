package io.tiercel.engine;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is said of a value besides itself when it is put or loaded. Immutable.
 *
 * @param timeToLiveMillis the longest time that the entry may live, {@link #UNBOUNDED} for as long as the expiry says
 * @param tags the tags of the entry, on top of those that are derived from key and value
 */
public record Terms(long timeToLiveMillis, Set<String> tags) {

    /** No bound. */
    public static final long UNBOUNDED = Long.MAX_VALUE;

    /** Says nothing. */
    public static final Terms NONE = new Terms(UNBOUNDED, Set.of());

    /** Returns terms with a bound, rounded up to milliseconds, or with none for null; saturates. */
    public static Terms of(@Nullable Duration timeToLive, Set<String> tags) {
        return timeToLive == null && tags.isEmpty() ? NONE : new Terms(millis(timeToLive), tags);
    }

    private static long millis(@Nullable Duration timeToLive) {
        if (timeToLive == null) {
            return UNBOUNDED;
        }
        long seconds = Math.min(timeToLive.getSeconds(), Long.MAX_VALUE / 2_000);
        return seconds * 1_000 + (timeToLive.getNano() + 999_999) / 1_000_000;
    }
}
