package io.tiercel.event;

import io.tiercel.jvm.LinkedItems;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The undelivered synchronous events of one key, in the order of its changes, and the one thread that delivers them.
 *
 * <p>At most one thread at a time is the deliverer, so listeners see the events of a key one after another. It delivers
 * from the head, events of other threads included, until its own event is done and none is left whose thread went on
 * without waiting; then it gives the role back and wakes a waiter, which takes the role itself. So no thread is kept
 * delivering by a stream of writers, and no event is left without a thread that will deliver it: its own thread is
 * still to come, or waits, or has left it to the present deliverer.
 *
 * <p>A drained chain retires, and a later change of the key starts a new one. Thread-safe; the lock is held for a few
 * instructions, never while a listener runs.
 */
final class KeyChain {

    /** What a thread finds when it comes to see its event through. */
    enum Turn {
        /** The event was delivered. */
        DONE,
        /** The calling thread is the deliverer now. */
        DELIVER,
        /** The calling thread delivers this chain further up its stack, and will deliver the event there. */
        LEFT_TO_SELF,
        /** Another thread is the deliverer. */
        WAIT
    }

    private final ChainKey key;
    private final ReentrantLock lock = new ReentrantLock();
    private final LinkedItems<PendingEvent> pending = new LinkedItems<>();
    private volatile @Nullable Thread deliverer;
    private int abandonedCount;
    private boolean retired;

    KeyChain(ChainKey key) {
        this.key = key;
    }

    ChainKey key() {
        return key;
    }

    @Nullable
    Thread deliverer() {
        return deliverer;
    }

    /** Adds the latest event of the key; returns false if the chain has retired. */
    boolean append(PendingEvent event) {
        lock.lock();
        try {
            if (!retired) {
                pending.addLast(event);
            }
            return !retired;
        } finally {
            lock.unlock();
        }
    }

    /** Takes the role of the deliverer if it is free and the event is not yet done. */
    Turn arrive(PendingEvent event) {
        Thread self = Thread.currentThread();
        lock.lock();
        try {
            if (event.isDone()) {
                return Turn.DONE;
            }
            if (deliverer == null) {
                deliverer = self;
                return Turn.DELIVER;
            }
            if (deliverer == self) {
                leaveToDeliverer(event);
                return Turn.LEFT_TO_SELF;
            }
            return Turn.WAIT;
        } finally {
            lock.unlock();
        }
    }

    /** Leaves the event to the deliverer; returns false if there is none by now. */
    boolean abandon(PendingEvent event) {
        lock.lock();
        try {
            if (event.isDone()) {
                return true;
            }
            if (deliverer == null) {
                return false;
            }
            leaveToDeliverer(event);
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void leaveToDeliverer(PendingEvent event) {
        event.abandoned = true;
        abandonedCount++;
    }

    /** Waits until the event is done or the role of the deliverer is free, interrupted or not. */
    void awaitTurn(PendingEvent event) {
        boolean interrupted = false;
        while (mustWait(event)) {
            LockSupport.park(this);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean mustWait(PendingEvent event) {
        lock.lock();
        try {
            boolean wait = !event.isDone() && deliverer != null;
            event.waiter = wait ? Thread.currentThread() : null;
            return wait;
        } finally {
            lock.unlock();
        }
    }

    /** Returns the event to deliver next, or null after giving the role back, when the deliverer's part is done. */
    @Nullable
    PendingEvent next(PendingEvent own) {
        lock.lock();
        try {
            if (!own.isDone() || abandonedCount > 0) {
                return pending.peekFirst();
            }
            deliverer = null;
            retired = pending.isEmpty();
            wakeFirstWaiter();
            return null;
        } finally {
            lock.unlock();
        }
    }

    private void wakeFirstWaiter() {
        for (PendingEvent event = pending.peekFirst(); event != null; event = event.following()) {
            if (event.waiter != null) {
                LockSupport.unpark(event.waiter);
                return;
            }
        }
    }

    /** Gives the role back where the deliverer has failed. Its own event is left to the next one if it was not delivered. */
    void giveUp(PendingEvent own) {
        lock.lock();
        try {
            if (deliverer != Thread.currentThread()) {
                return;
            }
            deliverer = null;
            if (!own.isDone()) {
                leaveToDeliverer(own);
            }
            retired = pending.isEmpty();
            wakeFirstWaiter();
        } finally {
            lock.unlock();
        }
    }

    /** Takes the delivered event off the head and wakes its thread; returns whether that thread has gone on. */
    boolean complete(PendingEvent event) {
        lock.lock();
        try {
            pending.pollFirst(); // which it is
            event.markDone();
            if (event.abandoned) {
                abandonedCount--;
            } else if (event.waiter != null) {
                LockSupport.unpark(event.waiter);
            }
            return event.abandoned;
        } finally {
            lock.unlock();
        }
    }

    boolean isRetired() {
        lock.lock();
        try {
            return retired;
        } finally {
            lock.unlock();
        }
    }
}
