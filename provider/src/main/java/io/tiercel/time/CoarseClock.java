package io.tiercel.time;

import io.tiercel.jvm.DetachedThread;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A clock whose recent time a daemon thread moves on about every millisecond, for reading on the path of every get.
 *
 * <p>Safe for use by many threads, and never runs backwards: every recent time is a value that was published, and values
 * are published in order. Reading it is one load and a test. It lags behind the exact clock by a millisecond, and by as
 * long as the scheduler keeps the thread from running when it should; the thread asks the exact clock at each tick, so
 * it makes up for any pause at its first.
 *
 * <p>The thread marks what it publishes as unread every now and then, and the next reader takes the mark away. When a
 * mark has stood for 100 ms the thread falls asleep, and the clock says so: the next reader asks the exact clock,
 * publishes that, and wakes the thread. After five seconds of sleep the thread ends, and a later reader starts another.
 * So a process that does not read has no ticking thread, and a clock that nobody can reach any more keeps nothing in
 * memory for long. The thread is a {@link DetachedThread}. When the system refuses a
 * thread, readings are exact.
 */
public final class CoarseClock implements Clock {

    private static final long TICK_NANOS = 1_000_000;
    private static final long IDLE_TICKS = 100;

    // What is published is twice the milliseconds, plus one for "unread". These two are odd as well, so that one test
    // tells a reader whether it may take the value as it is.
    private static final long ASLEEP = -1;
    private static final long STOPPED = -3;

    private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);

    /** In the middle of an array, so that nothing else shares its cache line. */
    private static final int PUBLISHED = 8;

    private static final CoarseClock SHARED = new CoarseClock(new SystemClock(), Duration.ofSeconds(5));

    private final Clock exact;
    private final long lingerNanos;
    private final long[] padded = new long[2 * PUBLISHED + 1];
    private volatile @Nullable Thread ticker;

    /** Makes a clock that publishes what another tells, and whose thread ends when it has slept for so long. */
    CoarseClock(Clock exact, Duration linger) {
        this.exact = exact;
        this.lingerNanos = linger.toNanos();
        Arrays.fill(padded, STOPPED);
    }

    /** Returns the clock that the caches of this class loader share. */
    public static CoarseClock shared() {
        return SHARED;
    }

    @Override
    public long nowMillis() {
        return exact.nowMillis();
    }

    @Override
    public long recentMillis() {
        long published = published();
        return (published & 1) == 0 ? published >> 1 : recentMillisUnread(published);
    }

    private long recentMillisUnread(long seen) {
        long published = seen;
        while ((published & 1) != 0) {
            if (published != ASLEEP && published != STOPPED) {
                replace(published, published & ~1);
            } else {
                long now = exact.nowMillis() << 1;
                if (replace(published, now)) {
                    resume(published);
                    return now >> 1;
                }
            }
            published = published();
        }
        return published >> 1;
    }

    private void resume(long previousState) {
        if (previousState == ASLEEP) {
            LockSupport.unpark(ticker);
            return;
        }
        Thread thread = DetachedThread.of("tiercel-clock", this::tick);
        ticker = thread;
        try {
            thread.start();
        } catch (OutOfMemoryError refused) {
            // No thread to be had: time must not stand still for it, so the next reader asks the exact clock again.
            ticker = null;
            LONGS.setVolatile(padded, PUBLISHED, STOPPED);
        }
    }

    private void tick() {
        long ticksSinceMark = 0;
        while (true) {
            park(TICK_NANOS);
            long published = published();
            boolean unread = (published & 1) != 0;
            ticksSinceMark++;
            if (unread && ticksSinceMark >= IDLE_TICKS) {
                if (replace(published, ASLEEP) && !awoken()) {
                    return;
                }
                ticksSinceMark = 0;
            } else {
                boolean mark = unread || ticksSinceMark >= IDLE_TICKS;
                if (mark && !unread) {
                    ticksSinceMark = 0;
                }
                publish(published, mark);
            }
        }
    }

    /** Publishes the time. Only a reader that takes a mark away can come in between, and then the mark stays away. */
    private void publish(long previous, boolean mark) {
        long now = exact.nowMillis() << 1;
        if (!replace(previous, mark ? now | 1 : now)) {
            LONGS.setVolatile(padded, PUBLISHED, now);
        }
    }

    /** Sleeps until a reader comes, and returns false when none came and this thread shall end. */
    private boolean awoken() {
        long deadline = System.nanoTime() + lingerNanos;
        while (published() == ASLEEP) {
            long remaining = deadline - System.nanoTime();
            if (remaining <= 0) {
                return !replace(ASLEEP, STOPPED);
            }
            park(remaining);
        }
        return true;
    }

    // An interrupt that nobody should send must not make a thread that parks in a loop spin.
    private static void park(long nanos) {
        LockSupport.parkNanos(nanos);
        boolean unused = Thread.interrupted();
    }

    private long published() {
        return (long) LONGS.getOpaque(padded, PUBLISHED);
    }

    private boolean replace(long expected, long value) {
        return LONGS.compareAndSet(padded, PUBLISHED, expected, value);
    }

    /** Whether a thread is moving the clock on. */
    boolean isTicking() {
        Thread thread = ticker;
        return published() != ASLEEP && published() != STOPPED && thread != null && thread.isAlive();
    }

    boolean isAsleep() {
        return published() == ASLEEP;
    }

    /** The thread that was started last. */
    @Nullable
    Thread thread() {
        return ticker;
    }
}
