package io.tiercel.heap;

import io.tiercel.store.EvictionGate;
import org.jspecify.annotations.Nullable;

/** A clock: entries in the order of their arrival, where one that was used gets another turn. Call under the store's lock. */
final class EvictionPolicy {

    static final int BYTES_PER_ENTRY = 0;

    private final HeapEntry anchor = new HeapEntry("anchor", 0, "anchor");
    private long weight;

    EvictionPolicy(long capacity) {
        anchor.next = anchor;
        anchor.previous = anchor;
    }

    long weight() {
        return weight;
    }

    void inserted(HeapEntry entry) {
        weight += entry.weight();
        link(entry);
    }

    void replaced(HeapEntry old, HeapEntry fresh) {
        removed(old);
        inserted(fresh);
        fresh.use();
    }

    void removed(HeapEntry entry) {
        weight -= entry.weight();
        unlink(entry);
    }

    @Nullable
    HeapEntry evict(EvictionGate gate) {
        HeapEntry first = anchor.next;
        for (int turn = 0; turn < 1_000 && first != null && first != anchor; turn++) {
            if (first.uses == 0 && gate.admits(first)) {
                removed(first);
                return first;
            }
            first.uses = (byte) Math.max(0, first.uses - 1);
            unlink(first);
            link(first);
            first = anchor.next;
        }
        return null;
    }

    private void link(HeapEntry entry) {
        HeapEntry last = anchor.previous;
        entry.previous = last;
        entry.next = anchor;
        if (last != null) {
            last.next = entry;
        }
        anchor.previous = entry;
    }

    private static void unlink(HeapEntry entry) {
        if (entry.previous != null && entry.next != null) {
            entry.previous.next = entry.next;
            entry.next.previous = entry.previous;
        }
    }
}
