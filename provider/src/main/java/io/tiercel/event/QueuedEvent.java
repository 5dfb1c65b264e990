package io.tiercel.event;

import io.tiercel.jvm.LinkedItems;
import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/** One event for one asynchronous listener, on its way through the queue. Guarded by the lock of the queue. */
final class QueuedEvent extends LinkedItems.Item<QueuedEvent> {

    /** Where the event stands. */
    enum Place {
        /** Within the capacity of the queue, or taken out of it already. */
        ADMITTED,
        /** Beyond the capacity: the writer waits for room. */
        OVERFLOW,
        /** Will not be delivered. */
        DROPPED
    }

    private final AsyncQueue queue;
    private final Runnable call;

    Place place = Place.ADMITTED;

    /** When the writer of an event in the overflow stops waiting for room. */
    long deadlineNanos;

    /** Whether the writer of this event has to start the drain. */
    boolean startsDrain;

    /** Whether this event is the first dropped since the queue was last empty. */
    boolean startsBurst;

    @Nullable
    Condition admitted;

    QueuedEvent(AsyncQueue queue, Runnable call) {
        this.queue = queue;
        this.call = call;
    }

    Runnable call() {
        return call;
    }

    /** Does what its writer owes after the key is released; may wait for room, within the bound. */
    void settle() {
        queue.settle(this);
    }

    /** Does the same for a writer that cannot: waits for nothing. */
    void leave() {
        queue.leave(this);
    }
}
