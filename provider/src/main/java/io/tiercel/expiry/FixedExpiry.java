package io.tiercel.expiry;

import io.tiercel.store.Entry;
import io.tiercel.store.Lifetime;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Fixed durations in milliseconds. Null: creation never expires, update and access change nothing.
 *
 * <p>With {@code capped}, an access moves the deadline by its duration, but never beyond the one that the last write
 * set: what is read often still becomes stale.
 *
 * @param creation the time to live of a new entry
 * @param update the time to live of an updated entry
 * @param access the time to live of an entry that is read
 * @param capped whether the durations of creation and update bound what an access adds
 * @param jitter the fraction by which a lifetime is cut at random, from 0 and below 1
 */
public record FixedExpiry(
        @Nullable Long creation,
        @Nullable Long update,
        @Nullable Long access,
        boolean capped,
        double jitter) implements Expiry {

    /** Nothing expires. */
    public static final FixedExpiry ETERNAL = new FixedExpiry(null, null, null, /* capped= */ false, /* jitter= */ 0);

    @Override
    public Lifetime created(long nowMillis) {
        return lifetime(
                nowMillis, creation == null ? Entry.NEVER : Expiry.after(nowMillis, jittered(creation, jitter)));
    }

    @Override
    public Lifetime updated(long nowMillis, Entry current) {
        if (update != null) {
            return lifetime(nowMillis, Expiry.after(nowMillis, jittered(update, jitter)));
        }
        return capped ? lifetime(nowMillis, current.limitMillis()) : Expiry.unchanged(current);
    }

    @Override
    public Lifetime readAndUpdated(long nowMillis, Entry current) {
        return update != null || access == null || capped
                ? updated(nowMillis, current)
                : Lifetime.until(accessed(nowMillis)).within(current.limitMillis());
    }

    private Lifetime lifetime(long nowMillis, long writtenLimitMillis) {
        if (!capped || access == null) {
            return Lifetime.until(writtenLimitMillis);
        }
        return Lifetime.until(Expiry.after(nowMillis, access)).within(writtenLimitMillis);
    }

    static long jittered(long durationMillis, double jitter) {
        return jitter == 0
                ? durationMillis
                : durationMillis
                        - (long) (durationMillis
                                * jitter
                                * ThreadLocalRandom.current().nextDouble());
    }

    @Override
    public long accessed(long nowMillis) {
        return access == null ? UNCHANGED : Expiry.after(nowMillis, access);
    }

    @Override
    public boolean isEternal() {
        return creation == null && update == null && access == null;
    }

    @Override
    public boolean changesOnAccess() {
        return access != null;
    }

    @Override
    public boolean runsUserCode() {
        return false;
    }

    @Override
    public void close() {
        // holds nothing
    }

    /** Returns the expiry of durations after creation, write or access, whichever passes first. */
    public static FixedExpiry whicheverFirst(
            @Nullable Duration afterCreation,
            @Nullable Duration afterWrite,
            @Nullable Duration afterAccess,
            double jitter) {
        Long access = millis(afterAccess);
        if (afterCreation == null && afterWrite == null) {
            return new FixedExpiry(access, access, access, /* capped= */ false, jitter);
        }
        Long write = millis(afterWrite);
        Long creation = afterCreation == null ? write : millis(afterCreation);
        return new FixedExpiry(creation, write, access, /* capped= */ access != null, jitter);
    }

    private static @Nullable Long millis(@Nullable Duration duration) {
        if (duration == null) {
            return null;
        }
        // saturates, and rounds up: a duration above zero must not become one of zero
        long seconds = Math.min(duration.getSeconds(), Long.MAX_VALUE / 2_000);
        return seconds * 1_000 + (duration.getNano() + 999_999) / 1_000_000;
    }
}
