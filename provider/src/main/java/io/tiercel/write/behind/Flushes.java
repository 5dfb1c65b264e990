package io.tiercel.write.behind;

import java.util.Collection;
import java.util.concurrent.locks.Condition;

/**
 * Numbers changes in the order in which they come, and so tells those that a flush is for from later ones. Guarded by the
 * lock of {@link PendingChanges}.
 */
final class Flushes {

    /**
     * A flush: each change that was there when it began is to be tried once.
     *
     * @param number its own, greater than those of the flushes before
     * @param upToChange the number of the last change that it is for
     */
    record Flush(long number, long upToChange) {}

    private final Collection<KeySlot> slots;
    private final Condition settled;
    private long lastChange;
    private Flush last = new Flush(0, 0);
    private boolean closed;

    /**
     * @param slots the keys that have changes, always as they are
     * @param settled tells that a change has been tried, or that this is closed
     */
    Flushes(Collection<KeySlot> slots, Condition settled) {
        this.slots = slots;
        this.settled = settled;
    }

    /** Returns the number of a change that comes now. */
    long numberOfNext() {
        return ++lastChange;
    }

    /** Begins a flush of all changes that have a number. */
    Flush begin() {
        last = new Flush(last.number + 1, lastChange);
        return last;
    }

    /** Returns the flush that began last; one of nothing if none has. */
    Flush last() {
        return last;
    }

    /** Waits until each change of a flush was tried; returns whether none is left. */
    boolean await(Flush flush, long timeoutNanos) throws InterruptedException {
        long leftNanos = timeoutNanos;
        while (slots.stream().anyMatch(slot -> slot.isUntried(flush))) {
            if (leftNanos <= 0 || closed) {
                return false;
            }
            leftNanos = settled.awaitNanos(leftNanos);
        }
        return slots.stream().noneMatch(slot -> slot.isBefore(flush));
    }

    /** Nothing is tried from now on, so nobody waits for it. */
    void close() {
        closed = true;
        settled.signalAll();
    }
}
