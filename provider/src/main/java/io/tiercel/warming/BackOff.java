package io.tiercel.warming;

/**
 * How long a warm-up waits after loads that failed one after the other, and when it gives up: see {@link Warming}. For one
 * thread.
 */
final class BackOff {

    static final int FAILURES_BEFORE_WAIT = 10;
    static final int WAITS_BEFORE_END = 10;
    private static final long FIRST_MILLIS = 1_000;
    private static final long LONGEST_MILLIS = 60_000;

    private int failures;

    void succeeded() {
        failures = 0;
    }

    void failed() {
        failures++;
    }

    /** Returns whether the next load is one to try with. */
    boolean isWaiting() {
        return failures >= FAILURES_BEFORE_WAIT;
    }

    boolean isOver() {
        return failures >= FAILURES_BEFORE_WAIT + WAITS_BEFORE_END;
    }

    long delayMillis() {
        return isWaiting() ? Math.min(LONGEST_MILLIS, FIRST_MILLIS << (failures - FAILURES_BEFORE_WAIT)) : 0;
    }
}
