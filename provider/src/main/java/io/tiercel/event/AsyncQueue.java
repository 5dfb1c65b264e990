package io.tiercel.event;

import io.tiercel.event.QueuedEvent.Place;
import io.tiercel.jvm.LinkedItems;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The bounded queue of one asynchronous listener, drained serially on a shared executor.
 *
 * <p>An event takes its place while its key is locked, so the order per key is that of the changes; beyond the capacity
 * it takes it in the overflow, which has the same bound again, and the writer waits for room after the key is released.
 * If there is none in time the event is dropped, and counted. A thread that runs an asynchronous listener never waits:
 * it may be the one that would make the room.
 *
 * <p>Thread-safe; the lock is held for a few instructions, never while a listener runs.
 */
final class AsyncQueue {

    /** After so many events the queue goes to the end of the executor's line, for the other queues' sake. */
    private static final int EVENTS_PER_TURN = 256;

    private static final ThreadLocal<Boolean> DRAINING = new ThreadLocal<>();

    private final String name;
    private final EventSettings settings;
    private final Executor executor;
    private final EventLog log;
    private final LongAdder dropped;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private final LinkedItems<QueuedEvent> queued = new LinkedItems<>();
    private final LinkedItems<QueuedEvent> overflow = new LinkedItems<>();
    private boolean scheduled;
    private boolean closed;
    private long droppedInBurst;

    AsyncQueue(String name, EventSettings settings, Executor executor, EventLog log, LongAdder dropped) {
        this.name = name;
        this.settings = settings;
        this.executor = executor;
        this.log = log;
        this.dropped = dropped;
    }

    /** Returns whether the calling thread runs an asynchronous listener. */
    static boolean isDraining() {
        return DRAINING.get() != null;
    }

    /** Gives the event its place without blocking; returns it if it remains to be settled, else null. */
    @Nullable
    QueuedEvent offer(Runnable call) {
        QueuedEvent event = new QueuedEvent(this, call);
        boolean mayWait = !settings.waitWhenFull().isZero() && !isDraining();
        lock.lock();
        try {
            if (closed) {
                return null;
            }
            if (queued.size() < settings.queueCapacity()) {
                queued.addLast(event);
            } else if (mayWait && overflow.size() < settings.queueCapacity()) {
                event.place = Place.OVERFLOW;
                event.deadlineNanos =
                        System.nanoTime() + settings.waitWhenFull().toNanos();
                overflow.addLast(event);
            } else {
                drop(event);
                return event.startsBurst ? event : null;
            }
            event.startsDrain = !scheduled;
            scheduled = true;
            return event.startsDrain || event.place == Place.OVERFLOW ? event : null;
        } finally {
            lock.unlock();
        }
    }

    void settle(QueuedEvent event) {
        leave(event);
        awaitRoom(event);
        if (event.startsBurst) {
            log.warn("Events are dropped: the queue of the asynchronous listener " + name + " is full: capacity="
                    + settings.queueCapacity());
        }
    }

    /** Has the queue drained if nobody else does; an event in the overflow comes in when there is room. */
    void leave(QueuedEvent event) {
        if (event.startsDrain) {
            startDrain();
        }
    }

    private void awaitRoom(QueuedEvent event) {
        lock.lock();
        try {
            while (event.place == Place.OVERFLOW) {
                long remainingNanos = event.deadlineNanos - System.nanoTime();
                if (remainingNanos <= 0) {
                    giveUp(event);
                    return;
                }
                if (event.admitted == null) {
                    event.admitted = lock.newCondition();
                }
                event.admitted.awaitNanos(remainingNanos);
            }
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            if (event.place == Place.OVERFLOW) {
                giveUp(event);
            }
        } finally {
            lock.unlock();
        }
    }

    private void giveUp(QueuedEvent event) {
        overflow.remove(event);
        drop(event);
    }

    private void drop(QueuedEvent event) {
        leaveOverflow(event, Place.DROPPED);
        event.startsBurst = droppedInBurst++ == 0;
        dropped.increment();
    }

    private static void leaveOverflow(QueuedEvent event, Place place) {
        event.place = place;
        if (event.admitted != null) {
            event.admitted.signal();
        }
    }

    private void startDrain() {
        try {
            executor.execute(this::drain);
        } catch (RejectedExecutionException rejection) {
            long lost = discard();
            dropped.add(lost);
            log.failed(lost + " events for the asynchronous listener " + name + " were dropped", rejection);
        } catch (Error noThread) {
            unschedule();
            log.failed("No thread could be started for the asynchronous listener " + name, noThread);
        }
    }

    /** Leaves it to the next event to have the queue drained. */
    private void unschedule() {
        lock.lock();
        try {
            scheduled = false;
            idle.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void drain() {
        boolean drained = false;
        try {
            drainTurn();
            drained = true;
        } finally {
            if (!drained) {
                unschedule(); // or nobody would drain it again
            }
        }
    }

    private void drainTurn() {
        boolean nested = isDraining();
        DRAINING.set(Boolean.TRUE);
        try {
            for (int i = 0; i < EVENTS_PER_TURN; i++) {
                QueuedEvent event = take();
                if (event == null) {
                    return;
                }
                event.call().run();
            }
        } finally {
            if (!nested) {
                DRAINING.remove();
            }
        }
        startDrain();
    }

    private @Nullable QueuedEvent take() {
        long burst;
        lock.lock();
        try {
            QueuedEvent event = queued.pollFirst();
            if (event != null) {
                admitFromOverflow();
                return event;
            }
            burst = droppedInBurst;
            droppedInBurst = 0;
            scheduled = false;
            idle.signalAll();
        } finally {
            lock.unlock();
        }
        if (burst > 0) {
            log.warn(
                    burst + " events for the asynchronous listener " + name + " were dropped while its queue was full");
        }
        return null;
    }

    private void admitFromOverflow() {
        QueuedEvent event = overflow.pollFirst();
        if (event != null) {
            queued.addLast(event);
            leaveOverflow(event, Place.ADMITTED);
        }
    }

    /** Takes no event from now on; those that are queued are still delivered. */
    void stopAccepting() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until all that was queued is delivered, or the time is over, or the thread is interrupted. */
    void awaitIdle(long deadlineNanos) {
        lock.lock();
        try {
            while (scheduled) {
                long remainingNanos = deadlineNanos - System.nanoTime();
                if (remainingNanos <= 0) {
                    return;
                }
                idle.awaitNanos(remainingNanos);
            }
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** Takes out all events, releases the writers that wait for room, and returns the number of events. */
    long discard() {
        lock.lock();
        try {
            long count = (long) queued.size() + overflow.size();
            queued.clear();
            overflow.forEach(event -> leaveOverflow(event, Place.DROPPED));
            overflow.clear();
            scheduled = false;
            idle.signalAll();
            return count;
        } finally {
            lock.unlock();
        }
    }
}
