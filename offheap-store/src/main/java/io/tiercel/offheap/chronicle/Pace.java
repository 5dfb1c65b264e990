package io.tiercel.offheap.chronicle;

import java.util.concurrent.locks.LockSupport;

/**
 * Slows a thread down that works in the background: after a start without rest it rests three times as long as it works.
 * Used by one thread.
 */
final class Pace {

    private static final long START_NANOS = 100_000_000;
    private static final long WORK_NANOS = 2_000_000;
    private static final int RESTS_PER_WORK = 3;

    private final long startNanos = System.nanoTime();
    private long workSinceNanos = startNanos;

    /** Called after each piece of work. */
    void rest() {
        long nowNanos = System.nanoTime();
        long workedNanos = nowNanos - workSinceNanos;
        if (nowNanos - startNanos < START_NANOS) {
            workSinceNanos = nowNanos;
        } else if (workedNanos >= WORK_NANOS) {
            LockSupport.parkNanos(workedNanos * RESTS_PER_WORK);
            workSinceNanos = System.nanoTime();
        }
    }
}
