package io.tiercel.sweep;

import java.lang.System.Logger.Level;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Sweeps one cache in the background, in short slices, so that it takes a small part of one processor at most: a pass
 * starts a few seconds after the last one ended. Does nothing until there is something to sweep. Thread-safe.
 */
public final class Sweeper implements SweepRequest, AutoCloseable {

    private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long BETWEEN_SLICES_MILLIS = 100;
    private static final long BETWEEN_PASSES_MILLIS = 5_000;
    private static final long SOON_MILLIS = 10;
    private static final long MOST_WAIT_SECONDS = 5;

    private final ScheduledExecutorService scheduler;
    private final ReentrantLock changing = new ReentrantLock();
    private final ReentrantLock sweeping = new ReentrantLock();
    private volatile boolean needed;
    private @Nullable Sweepable cache;
    private @Nullable ScheduledFuture<?> next;
    private boolean again;
    private boolean closed;

    /** @param scheduler runs the slices */
    public Sweeper(ScheduledExecutorService scheduler) {
        this.scheduler = scheduler;
    }

    /** Says what is to be swept; nothing is before that. */
    public void attach(Sweepable swept) {
        sweeping.lock();
        try {
            cache = swept;
        } finally {
            sweeping.unlock();
        }
    }

    @Override
    public void need() {
        if (!needed) {
            needed = true;
            schedule(BETWEEN_PASSES_MILLIS);
        }
    }

    @Override
    public void soon() {
        needed = true;
        changing.lock();
        try {
            again = true;
        } finally {
            changing.unlock();
        }
        schedule(SOON_MILLIS);
    }

    private void schedule(long delayMillis) {
        changing.lock();
        try {
            if (closed) {
                return;
            }
            if (next != null) {
                if (next.getDelay(TimeUnit.MILLISECONDS) <= delayMillis && !next.isDone()) {
                    return;
                }
                next.cancel(/* mayInterruptIfRunning= */ false);
            }
            next = scheduler.schedule(this::slice, delayMillis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            closed = true; // so is the manager
        } finally {
            changing.unlock();
        }
    }

    private void slice() {
        boolean complete = true;
        beginning();
        sweeping.lock();
        try {
            complete = cache == null || cache.sweep(SLICE_NANOS);
        } catch (RuntimeException | Error e) { // of a closed store, or of equals of a key: the next sweep goes on
            System.getLogger(Sweeper.class.getName()).log(Level.DEBUG, "A sweep failed", e);
        } finally {
            sweeping.unlock();
        }
        reschedule(complete ? BETWEEN_PASSES_MILLIS : BETWEEN_SLICES_MILLIS);
    }

    private void beginning() {
        changing.lock();
        try {
            again = false;
        } finally {
            changing.unlock();
        }
    }

    private void reschedule(long delayMillis) {
        changing.lock();
        try {
            next = null;
            schedule(again ? SOON_MILLIS : delayMillis);
        } finally {
            changing.unlock();
        }
    }

    /** Ends the sweeping; waits for a slice that is running, unless a listener that it calls takes seconds. */
    @Override
    public void close() {
        changing.lock();
        try {
            closed = true;
            if (next != null) {
                next.cancel(/* mayInterruptIfRunning= */ false);
            }
        } finally {
            changing.unlock();
        }
        awaitSlice();
    }

    private void awaitSlice() {
        boolean ended = false;
        try {
            ended = sweeping.tryLock(MOST_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (ended) {
                sweeping.unlock();
            }
        }
    }
}
