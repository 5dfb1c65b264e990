package io.tiercel.time;

/**
 * A source of the time that entries age by. Implementations are safe for use by many threads and never run backwards,
 * whatever the clock on the wall does.
 */
@FunctionalInterface
public interface Clock {

    /** How far {@link #recentMillis()} may be behind before something is served after its time. */
    long MOST_BEHIND_MILLIS = 1_000;

    /**
     * Returns the milliseconds since the epoch as they were when the clock started, moved on by the time that a
     * monotonic clock has measured since. Takes constant time and does not block.
     */
    long nowMillis();

    /**
     * Returns a time that is at most that of {@link #nowMillis()}, and mostly a millisecond or two behind it, for the
     * price of a single load. A busy machine may leave it further behind: it tells what is surely over, not what surely
     * is not.
     */
    default long recentMillis() {
        return nowMillis();
    }

    /**
     * Returns whether a deadline has passed at the {@link #recentMillis()}. One that never passes, {@link Long#MAX_VALUE}, is
     * not compared with any: a clock that nobody reads may rest.
     */
    default boolean hasPassed(long deadlineMillis) {
        return deadlineMillis != Long.MAX_VALUE && deadlineMillis <= recentMillis();
    }
}
