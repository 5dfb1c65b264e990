package io.tiercel.write.behind;

import io.tiercel.load.HashedKey;
import io.tiercel.time.Clock;
import io.tiercel.write.QueuedChange;
import io.tiercel.write.behind.Flushes.Flush;
import io.tiercel.write.behind.Reservations.Room;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The changes that are not written, by key: who adds them, who takes them to be written, and who waits for either.
 *
 * <p>Of each key at most one change is being written at a time, and at most one waits: a later one takes its place. So
 * the order of the changes of a key is kept, whatever fails.
 *
 * <p>Thread-safe. Adding takes constant time; {@link #latest} takes no lock.
 */
final class PendingChanges {

    /**
     * What it is made with.
     *
     * @param capacity how many keys may have changes
     * @param batch how many changes are taken at a time
     * @param delayMillis how long a change waits for others
     */
    record Limits(int capacity, int batch, long delayMillis) {}

    private static final long MOST_WAIT_MILLIS = 60_000;

    private final Limits limits;
    private final BackOff backOff;
    private final Clock clock;
    private final ConcurrentMap<HashedKey, KeySlot> slots = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Condition settled = lock.newCondition();
    private final Reservations reservations;
    private final WritingOrder order;
    private final Flushes flushes = new Flushes(slots.values(), settled);
    private volatile int size;
    private boolean closed;

    PendingChanges(Limits limits, BackOff backOff, Clock clock) {
        this.limits = limits;
        this.reservations = new Reservations(limits.capacity, slots, settled);
        this.order = new WritingOrder(limits.batch);
        this.backOff = backOff;
        this.clock = clock;
    }

    /** Returns the latest change of a key, null if all are written. */
    @Nullable
    QueuedChange latest(Object storedKey) {
        if (size == 0) {
            return null;
        }
        KeySlot slot = slots.get(new HashedKey(storedKey));
        return slot == null ? null : slot.latest();
    }

    /** Returns the keys that have changes, as the cache holds them. */
    List<Object> keys() {
        return slots.keySet().stream().map(HashedKey::stored).toList();
    }

    /** Returns those of them that get a value. */
    List<Object> keysWithValues() {
        return slots.values().stream()
                .filter(slot -> slot.latest().storedValue() != null)
                .map(slot -> slot.key().stored())
                .toList();
    }

    /** Returns how many keys have changes. */
    int size() {
        return size;
    }

    /** Returns when the oldest change was made, the largest number if there is none. Looks at all. */
    long oldestMillis() {
        lock.lock();
        try {
            long oldest = Long.MAX_VALUE;
            for (KeySlot slot : slots.values()) {
                oldest = Math.min(oldest, slot.oldestMillis());
            }
            return oldest;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits for room for changes, until {@link #add} or {@link #giveBack} is called for each.
     *
     * @param keys those of the changes; one that has a change already needs no room
     */
    Room reserve(List<Object> keys, long waitNanos) {
        List<HashedKey> hashed = keys.stream().map(HashedKey::new).toList();
        lock.lock();
        try {
            return reservations.reserve(hashed, waitNanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Room.INTERRUPTED;
        } finally {
            lock.unlock();
        }
    }

    void giveBack(int count) {
        lock.lock();
        try {
            reservations.giveBack(count);
        } finally {
            lock.unlock();
        }
    }

    /** Returns the changes of a key that are not written: the one that is being written, and the one that waits. */
    List<Pending> changes(Object storedKey) {
        HashedKey key = new HashedKey(storedKey);
        if (!slots.containsKey(key)) {
            return List.of();
        }
        lock.lock();
        try {
            KeySlot slot = slots.get(key);
            return slot == null ? List.of() : slot.changes();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Adds a change that there is room for, in the place of one that waits. Calls for one key come in the order of its changes.
     * Refuses one that comes so late that nobody would write it any more, or know of it: it is on no disk.
     *
     * @return whether it is added
     */
    boolean add(Object storedKey, Pending change) {
        HashedKey key = new HashedKey(storedKey);
        lock.lock();
        try {
            if (closed && change.position() == null) {
                return false;
            }
            addReserved(key, change);
            reservations.use(); // not before: if that fails, the room is given back
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Adds a change that a former process has left, room or not. Its clock may have been ahead of the one of today. */
    void restore(Object storedKey, Pending change) {
        lock.lock();
        try {
            addReserved(new HashedKey(storedKey), change);
        } finally {
            lock.unlock();
        }
    }

    private void addReserved(HashedKey key, Pending change) {
        KeySlot slot = slots.get(key);
        if (slot != null) {
            slot.replaceWaiting(change, flushes.numberOfNext());
            return;
        }
        slot = new KeySlot(key, change, flushes.numberOfNext());
        slot.setDueMillis(dueMillis(change));
        file(key, slot);
        size = slots.size();
        if (order.add(slot)) {
            changed.signal();
        }
    }

    /** A map that grows may have taken a key, and yet find no memory. */
    private void file(HashedKey key, KeySlot slot) {
        boolean filed = false;
        try {
            slots.put(key, slot);
            filed = true;
        } finally {
            if (!filed) {
                slots.remove(key);
            }
        }
    }

    /** Takes what is to be written now; empty if nothing is. */
    List<KeySlot> take() {
        lock.lock();
        try {
            return order.takeDue(clock.nowMillis());
        } finally {
            lock.unlock();
        }
    }

    /** Waits for what is to be written; empty once this is closed. */
    List<KeySlot> await() {
        lock.lock();
        try {
            List<KeySlot> batch = List.of();
            while (!closed && batch.isEmpty()) {
                long nowMillis = clock.nowMillis();
                batch = order.takeDue(nowMillis);
                if (batch.isEmpty()) {
                    awaitChange(order.nextDueMillis() - nowMillis);
                }
            }
            return batch;
        } finally {
            lock.unlock();
        }
    }

    /** The caller looks again, whatever ends the wait. */
    @SuppressWarnings("WaitNotInLoop")
    private void awaitChange(long millis) {
        try {
            if (!changed.await(Math.max(1, Math.min(millis, MOST_WAIT_MILLIS)), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            return; // the writer that this thread called has left that behind, or the queue is closed
        }
    }

    /**
     * Ends changes that the source has.
     *
     * @return the changes
     */
    List<Pending> succeeded(Collection<KeySlot> written) {
        List<Pending> ended = new ArrayList<>(written.size());
        lock.lock();
        try {
            for (KeySlot slot : written) {
                ended.add(slot.end());
                slot.succeeded();
                Pending next = slot.waiting();
                if (next == null) {
                    forget(slot);
                } else {
                    slot.setDueMillis(dueMillis(next));
                    order.add(slot);
                }
            }
            changed.signal();
            settled.signalAll();
            return ended;
        } finally {
            lock.unlock();
        }
    }

    private long dueMillis(Pending change) {
        return Math.min(change.madeMillis(), clock.nowMillis()) + limits.delayMillis;
    }

    private void forget(KeySlot slot) {
        slots.remove(slot.key());
        size = slots.size();
    }

    /**
     * Lets a change that failed wait again; if there is a later one of its key, that one waits alone, and not at all if a flush
     * was for it: it was not tried yet.
     *
     * @param counts whether it was tried by itself, so that the failure is its own
     */
    void failed(KeySlot slot, boolean counts) {
        lock.lock();
        try {
            Pending ended = slot.end();
            boolean isLatest = slot.waiting() == null;
            boolean isFlushed = false;
            if (isLatest) {
                slot.failed(counts, flushes.last());
                slot.waitAgain(ended);
            } else {
                slot.failed();
                isFlushed = slot.isUntried(flushes.last());
            }
            slot.setDueMillis(clock.nowMillis() + (isFlushed ? 0 : backOff.afterMillis(slot.failures())));
            order.addDelayed(slot);
            changed.signal();
            settled.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Ends a change for good, without its being written.
     *
     * @return the change
     */
    Pending givenUp(KeySlot slot) {
        return succeeded(List.of(slot)).get(0);
    }

    /** Lets those of the changes wait again that are not settled, for what settles them has failed. */
    void unsettled(Collection<KeySlot> batch) {
        for (KeySlot slot : batch) {
            if (slot.isUnderWay()) {
                failed(slot, /* counts= */ false);
            }
        }
    }

    /** Refuses changes from now on. */
    void refuse() {
        lock.lock();
        try {
            reservations.refuse();
        } finally {
            lock.unlock();
        }
    }

    /** Gives nothing more to write. */
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
            reservations.close();
            flushes.close();
        } finally {
            lock.unlock();
        }
    }

    /** Has all that waits tried now, and waits until each was; returns whether none is left. */
    boolean flush(long timeoutNanos) {
        lock.lock();
        try {
            long leftNanos = reservations.awaitLast(timeoutNanos);
            Flush flush = flushes.begin();
            order.makeAllDue(clock.nowMillis());
            changed.signal();
            return flushes.await(flush, leftNanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}
