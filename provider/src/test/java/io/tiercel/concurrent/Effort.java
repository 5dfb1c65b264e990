package io.tiercel.concurrent;

/** How long tests search for races: a little by default, longer with {@code -Plong} or {@code
 * -Drace.effort}, by which the numbers of tries are multiplied. */
public final class Effort {

    private static final int FACTOR = Integer.getInteger("race.effort", 1);

    private Effort() {}

    /** Returns a number of tries, or ten thousand at the most. */
    public static int of(int tries) {
        return Math.min(tries * FACTOR, 10_000);
    }
}
