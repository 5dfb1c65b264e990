package io.tiercel.freshness;

import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * When a value that is still good is to be loaded anew. Immutable and thread-safe; constant time, and nothing is allocated.
 *
 * <p>By its age: from a fraction of its time to live on.
 *
 * <p>By chance, after Vattani, Chierichetti and Lowenstein, "Optimal Probabilistic Cache Stampede Prevention" (VLDB 2015),
 * with their beta of 1: if {@code now - cost * ln(random) >= deadline}. So each reader draws a time from an exponential
 * distribution around the cost of a load: with many readers one of them is early enough, and who loads seldom, loads late.
 */
public final class RefreshTiming {

    /** Beyond this many costs before the deadline no draw reaches: a random double is 0 or at least 2^-53. */
    private static final int MOST_COSTS = 37;

    private final FreshnessPolicy policy;
    private final DoubleSupplier random;

    public RefreshTiming(FreshnessPolicy policy) {
        this(policy, () -> ThreadLocalRandom.current().nextDouble());
    }

    /** @param random supplies numbers from 0 and below 1 */
    RefreshTiming(FreshnessPolicy policy, DoubleSupplier random) {
        this.policy = policy;
        this.random = random;
    }

    /**
     * Returns whether a value is to be loaded anew now.
     *
     * @param sinceMillis when it was made
     * @param loadMillis how long it took to load it, 0 if that is not known
     * @param deadlineMillis when its time is over
     */
    public boolean isDue(long sinceMillis, long loadMillis, long deadlineMillis, long nowMillis) {
        return isOld(sinceMillis, deadlineMillis, nowMillis) || isEarly(loadMillis, deadlineMillis, nowMillis);
    }

    /** Returns the first time at which {@link #isDue} may say so of a value. */
    public long earliestMillis(long sinceMillis, long loadMillis, long deadlineMillis) {
        long old = policy.refreshAhead() < 1
                ? sinceMillis + (long) ((deadlineMillis - sinceMillis) * policy.refreshAhead())
                : Long.MAX_VALUE;
        long early = policy.early() && loadMillis > 0 ? deadlineMillis - MOST_COSTS * loadMillis : Long.MAX_VALUE;
        return Math.min(old, early);
    }

    private boolean isOld(long sinceMillis, long deadlineMillis, long nowMillis) {
        return policy.refreshAhead() < 1
                && nowMillis - sinceMillis >= (deadlineMillis - sinceMillis) * policy.refreshAhead();
    }

    private boolean isEarly(long loadMillis, long deadlineMillis, long nowMillis) {
        long leftMillis = deadlineMillis - nowMillis;
        return policy.early()
                && loadMillis > 0
                && leftMillis <= MOST_COSTS * loadMillis
                && -Math.log(1 - random.getAsDouble()) * loadMillis >= leftMillis;
    }
}
