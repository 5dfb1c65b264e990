package io.tiercel.write.behind;

import java.util.function.DoubleSupplier;

/**
 * How long a change waits before it is tried again: twice as long after each failure, up to a most, and less at random by
 * up to a half, so that what failed together is not tried together for ever.
 *
 * @param leastMillis after the first failure
 * @param mostMillis the most
 * @param random from 0 and below 1
 */
record BackOff(long leastMillis, long mostMillis, DoubleSupplier random) {

    private static final int MOST_DOUBLINGS = 40;

    /** @param failures at least 1 */
    long afterMillis(int failures) {
        double doubled = leastMillis * (double) (1L << Math.min(failures - 1, MOST_DOUBLINGS));
        double whole = Math.min(doubled, (double) mostMillis);
        return Math.max(1, (long) (whole * (1 - random.getAsDouble() / 2)));
    }
}
