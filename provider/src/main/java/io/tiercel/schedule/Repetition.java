package io.tiercel.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Does something at the moments of a schedule, each put off at random by up to a jitter, so that many processes with one
 * schedule do not act at once. It goes by the clock on the wall, at which it looks once a minute at least: a clock that
 * is set, or a machine that slept, puts nothing off by more than that. Thread-safe.
 */
public final class Repetition implements AutoCloseable {

    private static final long LONGEST_WAIT_MILLIS = 60_000;

    private final Schedule schedule;
    private final long jitterMillis;
    private final Scheduler scheduler;
    private final Runnable action;
    private final InstantSource wall;
    private final LongUnaryOperator random;
    private final ReentrantLock lock = new ReentrantLock();

    // Guarded by the lock.
    private @Nullable Instant due;
    private Instant looked = Instant.MIN;
    private Scheduler.@Nullable Task waiting;
    private boolean closed;

    /** @param action is short */
    public Repetition(Schedule schedule, Duration jitter, Scheduler scheduler, Runnable action) {
        this(
                schedule,
                jitter,
                scheduler,
                action,
                new Chance(
                        InstantSource.system(),
                        bound -> ThreadLocalRandom.current().nextLong(bound)));
    }

    /** What differs from one run to the next: the time, and a number from 0 and below a bound. */
    record Chance(InstantSource wall, LongUnaryOperator random) {}

    Repetition(Schedule schedule, Duration jitter, Scheduler scheduler, Runnable action, Chance chance) {
        this.schedule = schedule;
        this.jitterMillis = jitter.toMillis();
        this.scheduler = scheduler;
        this.action = action;
        this.wall = chance.wall();
        this.random = chance.random();
    }

    /** Begins to wait for the first moment. */
    public void start() {
        lock.lock();
        try {
            looked = wall.instant();
            due = nextAfter(looked);
            await();
        } finally {
            lock.unlock();
        }
    }

    private void look() {
        boolean isDue;
        lock.lock();
        try {
            Instant now = wall.instant();
            if (now.isBefore(looked)) { // the clock was put back, and may come by earlier moments
                due = earlier(due, nextAfter(now));
            }
            looked = now;
            isDue = !closed && due != null && !now.isBefore(due);
            if (isDue) {
                due = nextAfter(now);
            }
            await();
        } finally {
            lock.unlock();
        }
        if (isDue) {
            action.run();
        }
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        return one == null || (other != null && other.isBefore(one)) ? other : one;
    }

    private @Nullable Instant nextAfter(Instant moment) {
        Instant next = schedule.nextAfter(moment);
        return next == null ? null : next.plusMillis(jitterMillis == 0 ? 0 : random.applyAsLong(jitterMillis + 1));
    }

    private void await() {
        if (closed || due == null) {
            return;
        }
        long untilMillis = Math.max(0, Duration.between(wall.instant(), due).toMillis());
        waiting = scheduler.after(Math.min(untilMillis, LONGEST_WAIT_MILLIS), this::look);
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            due = null;
            if (waiting != null) {
                waiting.cancel();
            }
        } finally {
            lock.unlock();
        }
    }
}
