package io.tiercel.write.behind;

import static java.util.Objects.requireNonNull;

import io.tiercel.jvm.LinkedItems;
import io.tiercel.load.HashedKey;
import io.tiercel.write.QueuedChange;
import io.tiercel.write.behind.Flushes.Flush;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A key with changes that are not written: at most one that is being written, and one that waits. Guarded by the lock of
 * {@link PendingChanges}, but for {@link #latest} and what never changes.
 */
final class KeySlot extends LinkedItems.Item<KeySlot> {

    private final HashedKey key;
    private volatile QueuedChange latest;
    private volatile @Nullable Pending waiting;
    private @Nullable Pending underWay;
    private int attempts;
    private int failures;
    private long dueMillis;
    private long waitingNumber;
    private long underWayNumber;
    private long failedInFlush;

    KeySlot(HashedKey key, Pending first, long number) {
        this.key = key;
        this.waiting = first;
        this.waitingNumber = number;
        this.latest = first.change();
    }

    HashedKey key() {
        return key;
    }

    /** Returns what reads see of the key. */
    QueuedChange latest() {
        return latest;
    }

    /** Lets a change wait in the place of the one that did, with a number that is greater than those before. */
    void replaceWaiting(Pending next, long number) {
        waiting = next;
        waitingNumber = number;
        latest = next.change();
        attempts = 0;
    }

    void begin() {
        underWay = requireNonNull(waiting);
        underWayNumber = waitingNumber;
        waiting = null;
    }

    /** Returns what is being written. Asked by the thread that writes it. */
    Pending underWay() {
        return requireNonNull(underWay);
    }

    /** Returns what is being written and what waits. */
    List<Pending> changes() {
        List<Pending> changes = new ArrayList<>(2);
        if (underWay != null) {
            changes.add(underWay);
        }
        if (waiting != null) {
            changes.add(waiting);
        }
        return changes;
    }

    /** Returns whether something is being written. Asked by the thread that writes it. */
    boolean isUnderWay() {
        return underWay != null;
    }

    /** Ends what was being written, and returns it. */
    Pending end() {
        Pending ended = requireNonNull(underWay);
        underWay = null;
        return ended;
    }

    @Nullable
    Pending waiting() {
        return waiting;
    }

    /** Returns whether there is a later change than the one that is being written. Asked without the lock. */
    boolean isFollowed() {
        return waiting != null;
    }

    /** Lets wait again what was being written. */
    void waitAgain(Pending failed) {
        waiting = failed;
        waitingNumber = underWayNumber;
    }

    void succeeded() {
        failures = 0;
        attempts = 0;
    }

    /** Notes that a change failed that has a later one. */
    void failed() {
        failures++;
    }

    /**
     * Notes that the change failed that waits next.
     *
     * @param counts whether it was an attempt of its own
     * @param last the flush that began last
     */
    void failed(boolean counts, Flush last) {
        failures++;
        failedInFlush = last.number();
        if (counts) {
            attempts++;
        }
    }

    /** Returns how often the change was tried by itself. */
    int attempts() {
        return attempts;
    }

    /** Returns how often the key has failed in a row. */
    int failures() {
        return failures;
    }

    long dueMillis() {
        return dueMillis;
    }

    void setDueMillis(long millis) {
        dueMillis = millis;
    }

    long oldestMillis() {
        long waitingMillis = waiting == null ? Long.MAX_VALUE : waiting.madeMillis();
        return underWay == null ? waitingMillis : Math.min(waitingMillis, underWay.madeMillis());
    }

    /** Returns whether a change that a flush is for is there. */
    boolean isBefore(Flush flush) {
        long upTo = flush.upToChange();
        return (underWay != null && underWayNumber <= upTo) || (waiting != null && waitingNumber <= upTo);
    }

    /** Returns whether a change that a flush is for is there that has not failed since the flush began. */
    boolean isUntried(Flush flush) {
        return isBefore(flush) && (underWay != null || failedInFlush < flush.number());
    }
}
