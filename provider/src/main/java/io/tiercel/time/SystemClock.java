package io.tiercel.time;

import java.util.function.LongSupplier;

/**
 * The exact clock: it asks the wall once, when it is made, and a monotonic clock from then on, so that a change of the
 * wall clock makes nothing expire early or late. Safe for use by many threads. A reading costs one
 * {@link System#nanoTime()}, some tens of nanoseconds.
 */
public final class SystemClock implements Clock {

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final LongSupplier nanoTime;
    private final long startNanos;
    private final long startMillis;

    /** Makes a clock that agrees with the wall now. */
    public SystemClock() {
        this(System.currentTimeMillis(), System::nanoTime);
    }

    SystemClock(long startMillis, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.startNanos = nanoTime.getAsLong();
        this.startMillis = startMillis;
    }

    @Override
    public long nowMillis() {
        return startMillis + (nanoTime.getAsLong() - startNanos) / NANOS_PER_MILLI;
    }
}
