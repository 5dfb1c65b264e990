package io.tiercel.write.behind;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Keys in the order in which they were added. They are linked with each other, so that adding one takes no memory and cannot
 * fail: a key that is in no line would never be written. Each is in one line at most. Guarded by the lock of {@link
 * PendingChanges}.
 */
final class SlotLine {

    private @Nullable KeySlot first;
    private @Nullable KeySlot last;
    private int size;

    void add(KeySlot slot) {
        if (last == null) {
            first = slot;
        } else {
            last.setNext(slot);
        }
        last = slot;
        size++;
    }

    /** Returns the first, null if there is none. */
    @Nullable
    KeySlot first() {
        return first;
    }

    KeySlot removeFirst() {
        KeySlot removed = requireNonNull(first);
        first = removed.next();
        if (first == null) {
            last = null;
        }
        removed.setNext(null);
        size--;
        return removed;
    }

    int size() {
        return size;
    }
}
