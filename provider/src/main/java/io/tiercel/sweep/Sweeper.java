package io.tiercel.sweep;

import io.tiercel.jvm.EarlierInterrupt;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Sweeps one cache in the background, in short slices, so that it takes a small part of one processor at most: a pass
 * starts a few seconds after the last one ended. Does nothing until there is something to sweep, or may be.
 *
 * <p>Listeners are told of what has left by another executor, with nothing locked, and the next slice waits until they have
 * been: so a slow one delays the sweeps of its own cache alone, and what is to be told is bounded by what a slice finds. Where
 * no thread can be started for that, the one that sweeps tells them.
 *
 * <p>Thread-safe.
 */
public final class Sweeper implements SweepRequest, AutoCloseable {

    private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long BETWEEN_SLICES_MILLIS = 100;
    private static final long BETWEEN_PASSES_MILLIS = 5_000;
    private static final long SOON_MILLIS = 10;
    private static final long MOST_WAIT_SECONDS = 5;

    private final ScheduledExecutorService scheduler;
    private final Executor teller;
    private final ReentrantLock changing = new ReentrantLock();
    private final Condition ended = changing.newCondition();
    private volatile boolean needed;
    private volatile @Nullable Sweepable cache;

    // Guarded by the lock.
    private @Nullable ScheduledFuture<?> next;
    private boolean underWay;
    private @Nullable Thread telling;
    private boolean again;
    private boolean closed;

    /**
     * @param scheduler runs the slices
     * @param teller tells the listeners
     */
    public Sweeper(ScheduledExecutorService scheduler, Executor teller) {
        this.scheduler = scheduler;
        this.teller = teller;
    }

    /** Says what is to be swept; nothing is before that. */
    public void attach(Sweepable swept) {
        cache = swept;
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
            schedule(SOON_MILLIS);
        } finally {
            changing.unlock();
        }
    }

    /** Has all be gone through once, since it is not known what there is: a {@link #need} meanwhile has it go on. */
    public void lookOnce() {
        schedule(BETWEEN_SLICES_MILLIS);
    }

    private void schedule(long delayMillis) {
        changing.lock();
        try {
            if (closed || underWay) { // the end of a slice schedules the next
                return;
            }
            if (next != null) {
                if (next.getDelay(TimeUnit.MILLISECONDS) <= delayMillis) {
                    return;
                }
                next.cancel(/* mayInterruptIfRunning= */ false);
                next = null; // if what follows fails, somebody else may schedule
            }
            next = scheduler.schedule(this::slice, delayMillis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            closed = true; // so is the manager
        } finally {
            changing.unlock();
        }
    }

    private void slice() {
        Sweepable swept = cache;
        if (!begin()) {
            return;
        }
        boolean complete = true;
        try {
            complete = swept == null || swept.sweep(SLICE_NANOS);
        } catch (RuntimeException | Error e) { // of a closed store, or of equals of a key: the next sweep goes on
            needed = true;
            System.getLogger(Sweeper.class.getName()).log(Level.DEBUG, "A sweep failed", e);
        }
        Runnable events = swept == null ? null : takeEvents(swept);
        if (events == null) {
            end(complete);
        } else {
            handOver(events, complete);
        }
    }

    private static @Nullable Runnable takeEvents(Sweepable swept) {
        try {
            return swept.takeEvents();
        } catch (RuntimeException | Error e) { // of want of memory: what was not taken is told after the next
            System.getLogger(Sweeper.class.getName()).log(Level.DEBUG, "What a sweep found could not be told", e);
            return null;
        }
    }

    /** Returns whether a slice may begin; from then on none other does until it has ended. */
    private boolean begin() {
        changing.lock();
        try {
            next = null;
            if (closed) {
                return false;
            }
            underWay = true;
            again = false;
            return true;
        } finally {
            changing.unlock();
        }
    }

    private void handOver(Runnable events, boolean complete) {
        try {
            teller.execute(() -> tell(events, complete));
        } catch (RejectedExecutionException e) { // the manager is closed, and with it all listeners
            end(complete);
        } catch (OutOfMemoryError e) { // no thread could be started: this one tells
            tell(events, complete);
        }
    }

    private void tell(Runnable events, boolean complete) {
        tells(Thread.currentThread());
        try {
            events.run();
        } finally {
            tells(null);
            end(complete);
        }
    }

    private void tells(@Nullable Thread thread) {
        changing.lock();
        try {
            telling = thread;
        } finally {
            changing.unlock();
        }
    }

    private void end(boolean complete) {
        changing.lock();
        try {
            underWay = false;
            ended.signalAll();
            if (needed || !complete) {
                schedule(again ? SOON_MILLIS : complete ? BETWEEN_PASSES_MILLIS : BETWEEN_SLICES_MILLIS);
            }
        } finally {
            changing.unlock();
        }
    }

    /**
     * Ends the sweeping; waits for a slice that is under way, unless a listener that it calls takes seconds, or is the one
     * that closes. An interrupt that comes meanwhile ends the wait; one that came before does not, for it was not meant for
     * this.
     */
    @Override
    public void close() {
        EarlierInterrupt.aside(this::endSweeping);
    }

    private void endSweeping() {
        changing.lock();
        try {
            closed = true;
            if (next != null) {
                next.cancel(/* mayInterruptIfRunning= */ false);
            }
            awaitEnd();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            changing.unlock();
        }
    }

    private void awaitEnd() throws InterruptedException {
        long nanos = TimeUnit.SECONDS.toNanos(MOST_WAIT_SECONDS);
        while (underWay && telling != Thread.currentThread() && nanos > 0) {
            nanos = ended.awaitNanos(nanos);
        }
    }
}
