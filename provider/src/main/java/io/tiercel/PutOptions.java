package io.tiercel;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one put says beyond its key and value. Immutable.
 *
 * @param timeToLive the longest time that the entry may live, whatever the expiry of the cache; null for no bound of its
 *     own
 */
public record PutOptions(@Nullable Duration timeToLive) {

    public PutOptions {
        if (timeToLive != null && (timeToLive.isNegative() || timeToLive.isZero())) {
            throw new IllegalArgumentException("timeToLive=" + timeToLive + ", must be positive");
        }
    }

    /** Returns the bound in milliseconds, rounded up; saturates. */
    long timeToLiveMillis() {
        if (timeToLive == null) {
            return Long.MAX_VALUE;
        }
        long seconds = Math.min(timeToLive.getSeconds(), Long.MAX_VALUE / 2_000);
        return seconds * 1_000 + (timeToLive.getNano() + 999_999) / 1_000_000;
    }

    /** Returns options that bound the life of the entry. */
    public static PutOptions timeToLive(Duration timeToLive) {
        return new PutOptions(timeToLive);
    }
}
