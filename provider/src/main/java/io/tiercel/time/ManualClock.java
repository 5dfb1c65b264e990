package io.tiercel.time;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A clock that stands still until it is told to advance: for tests. Safe for use by many threads; a reading is a load.
 */
public final class ManualClock implements Clock {

    private final AtomicLong nowMillis;

    /** Makes a clock that stands at some instant. */
    public ManualClock() {
        this(1_000_000_000_000L);
    }

    /** Makes a clock that stands at the given milliseconds since the epoch. */
    public ManualClock(long nowMillis) {
        this.nowMillis = new AtomicLong(nowMillis);
    }

    @Override
    public long nowMillis() {
        return nowMillis.get();
    }

    /**
     * Moves the clock forward.
     *
     * @throws IllegalArgumentException when the duration is negative, since clocks never run backwards
     */
    public void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("duration=" + duration);
        }
        nowMillis.addAndGet(duration.toMillis());
    }
}
