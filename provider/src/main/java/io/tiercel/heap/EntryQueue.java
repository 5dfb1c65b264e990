package io.tiercel.heap;

import org.jspecify.annotations.Nullable;

/**
 * A queue of entries, linked through the entries themselves: entries join at the head and are looked at in the order of
 * their age at the tail.
 *
 * <p>Not thread-safe: used under the store's lock. Every operation takes constant time; an entry is in one queue at a
 * time, and its {@code queue} byte says in which.
 */
final class EntryQueue {

    private final byte id;
    private @Nullable HeapEntry head;
    private @Nullable HeapEntry tail;
    private long size;
    private long weight;

    /** @param id what the entries in this queue are marked with; not 0, which marks an entry in no queue */
    EntryQueue(int id) {
        this.id = (byte) id;
    }

    byte id() {
        return id;
    }

    long size() {
        return size;
    }

    long weight() {
        return weight;
    }

    /** Returns the entry that joined last. */
    @Nullable
    HeapEntry head() {
        return head;
    }

    /** Returns the entry that joined first. */
    @Nullable
    HeapEntry tail() {
        return tail;
    }

    /** Puts an entry that is in no queue at the head. */
    void add(HeapEntry entry) {
        entry.queue = id;
        entry.previous = null;
        entry.next = head;
        if (head == null) {
            tail = entry;
        } else {
            head.previous = entry;
        }
        head = entry;
        size++;
        weight += entry.weight();
    }

    /** Takes an entry of this queue out of it. */
    void remove(HeapEntry entry) {
        joinNext(entry.previous, entry.next);
        joinPrevious(entry.next, entry.previous);
        entry.previous = null;
        entry.next = null;
        entry.queue = 0;
        size--;
        weight -= entry.weight();
    }

    /** Takes an entry of this queue to its head. */
    void moveToHead(HeapEntry entry) {
        if (entry != head) {
            remove(entry);
            add(entry);
        }
    }

    /** Puts {@code fresh}, which is in no queue, in the place of {@code old}. */
    void replace(HeapEntry old, HeapEntry fresh) {
        fresh.queue = id;
        fresh.previous = old.previous;
        fresh.next = old.next;
        joinNext(old.previous, fresh);
        joinPrevious(old.next, fresh);
        old.previous = null;
        old.next = null;
        old.queue = 0;
        weight += fresh.weight() - old.weight();
    }

    /** Forgets its entries, without touching them. */
    void clear() {
        head = null;
        tail = null;
        size = 0;
        weight = 0;
    }

    private void joinNext(@Nullable HeapEntry entry, @Nullable HeapEntry following) {
        if (entry == null) {
            head = following;
        } else {
            entry.next = following;
        }
    }

    private void joinPrevious(@Nullable HeapEntry entry, @Nullable HeapEntry preceding) {
        if (entry == null) {
            tail = preceding;
        } else {
            entry.previous = preceding;
        }
    }
}
