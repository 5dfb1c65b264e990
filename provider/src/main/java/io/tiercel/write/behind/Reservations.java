package io.tiercel.write.behind;

import io.tiercel.load.HashedKey;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;

/**
 * Who may add changes: as many keys as there is room for, and nobody once changes are refused. Guarded by the lock of
 * {@link PendingChanges}.
 */
final class Reservations {

    /** How an attempt to get room ended. */
    enum Room {
        RESERVED,
        FULL,
        INTERRUPTED,
        CLOSED
    }

    private final int capacity;
    private final Map<HashedKey, KeySlot> slots;
    private final Condition settled;
    private int reserved;
    private boolean refusing;
    private boolean closed;

    /**
     * @param capacity how many keys may have changes
     * @param slots the keys that have some, always as they are
     * @param settled tells that there may be room, and whatever else is waited for here
     */
    Reservations(int capacity, Map<HashedKey, KeySlot> slots, Condition settled) {
        this.capacity = capacity;
        this.slots = slots;
        this.settled = settled;
    }

    /** Waits for room, until {@link #use} or {@link #giveBack} is called for each key. */
    Room reserve(List<HashedKey> keys, long waitNanos) throws InterruptedException {
        long leftNanos = waitNanos;
        while (!refusing && !hasRoom(keys)) {
            if (leftNanos <= 0) {
                return Room.FULL;
            }
            leftNanos = settled.awaitNanos(leftNanos);
        }
        if (refusing) {
            return Room.CLOSED;
        }
        reserved += keys.size();
        return Room.RESERVED;
    }

    private boolean hasRoom(List<HashedKey> keys) {
        long needed = keys.stream().filter(key -> !slots.containsKey(key)).count();
        return needed == 0 || slots.size() + reserved + needed <= capacity;
    }

    void giveBack(int count) {
        reserved -= count;
        settled.signalAll();
    }

    /** Ends the reservation of one key, whose change is there now. */
    void use() {
        reserved--;
        if (refusing) {
            settled.signalAll();
        }
    }

    /** Once changes are refused, waits for those that got room before; others may come at any time. */
    long awaitLast(long timeoutNanos) throws InterruptedException {
        long leftNanos = timeoutNanos;
        while (refusing && reserved > 0 && leftNanos > 0 && !closed) {
            leftNanos = settled.awaitNanos(leftNanos);
        }
        return leftNanos;
    }

    /** Gives no room from now on. */
    void refuse() {
        refusing = true;
        settled.signalAll();
    }

    /** Gives no room from now on, and lets nobody wait for what got some. */
    void close() {
        closed = true;
        refuse();
    }
}
