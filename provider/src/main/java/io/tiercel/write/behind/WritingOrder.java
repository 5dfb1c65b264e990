package io.tiercel.write.behind;

import static java.util.Objects.requireNonNull;

import io.tiercel.jvm.LinkedItems;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The keys whose changes wait, in the order in which they are to be written: those that never failed in the order in which
 * their changes began to wait, and those that failed when their back-off is over. Adding a key cannot fail, and none is lost
 * if there is no memory for something else. Guarded by the lock of {@link PendingChanges}.
 */
final class WritingOrder {

    private final int batch;
    private final LinkedItems<KeySlot> fresh = new LinkedItems<>();
    private final PriorityQueue<KeySlot> delayed = new PriorityQueue<>(Comparator.comparingLong(KeySlot::dueMillis));
    private long lastMillis = Long.MIN_VALUE;

    /** @param batch how many are taken at a time; as many do not wait for their delay */
    WritingOrder(int batch) {
        this.batch = batch;
    }

    /**
     * Adds a key that has not failed.
     *
     * @return whether that changes when the next batch is due
     */
    boolean add(KeySlot slot) {
        fresh.addLast(slot);
        return fresh.size() == 1 || fresh.size() >= batch;
    }

    /** Adds a key that has failed. */
    void addDelayed(KeySlot slot) {
        try {
            delayed.add(slot);
        } catch (OutOfMemoryError noRoom) { // it does not wait for its back-off
            slot.setDueMillis(lastMillis);
            fresh.addLast(slot);
        }
    }

    /** Returns when something is due, if nothing comes meanwhile. */
    long nextDueMillis() {
        KeySlot first = fresh.peekFirst();
        long freshDue = first == null ? Long.MAX_VALUE / 2 : first.dueMillis();
        long delayedDue =
                delayed.isEmpty() ? Long.MAX_VALUE / 2 : delayed.peek().dueMillis();
        return Math.min(freshDue, delayedDue);
    }

    /** Begins to write what is due, and returns it; empty if nothing is. */
    List<KeySlot> takeDue(long nowMillis) {
        follow(nowMillis);
        List<KeySlot> taken = new ArrayList<>(Math.min(batch, delayed.size() + fresh.size()));
        while (taken.size() < batch && !delayed.isEmpty() && delayed.peek().dueMillis() <= nowMillis) {
            taken.add(begun(requireNonNull(delayed.poll())));
        }
        KeySlot first = fresh.peekFirst();
        boolean isDue = first != null && (taken.size() + fresh.size() >= batch || first.dueMillis() <= nowMillis);
        while (isDue && taken.size() < batch && fresh.size() > 0) {
            taken.add(begun(requireNonNull(fresh.pollFirst())));
        }
        return taken;
    }

    private static KeySlot begun(KeySlot slot) {
        slot.begin();
        return slot;
    }

    /** A clock that was put back lets nothing wait for as much longer. All are moved alike, so the order stays. */
    private void follow(long nowMillis) {
        if (nowMillis < lastMillis) {
            long backMillis = lastMillis - nowMillis;
            delayed.forEach(slot -> slot.setDueMillis(slot.dueMillis() - backMillis));
            fresh.forEach(slot -> slot.setDueMillis(slot.dueMillis() - backMillis));
        }
        lastMillis = nowMillis;
    }

    /** Lets nothing wait any longer. */
    void makeAllDue(long nowMillis) {
        delayed.forEach(fresh::addLast);
        delayed.clear();
        fresh.forEach(slot -> slot.setDueMillis(nowMillis));
    }
}
