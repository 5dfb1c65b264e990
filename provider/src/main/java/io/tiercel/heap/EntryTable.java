package io.tiercel.heap;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A chained hash table whose nodes are the entries themselves. Reads take no lock and allocate nothing; writes are made
 * under the lock of the store.
 *
 * <p>Growing relinks the nodes in place, for they cannot be copied: the policy's queue refers to them. So does bringing one
 * to the front of its chain. A reader that looks meanwhile may therefore miss an entry that is there. So the table counts the
 * starts and ends of relinkings, and a reader that has <em>not</em> found its key asks {@link #isSettledSince} whether the
 * count was even and has not moved; otherwise it looks again under the lock. A reader never loops: while a part grows, a node
 * that has its new place leads only to nodes that have theirs, and a node is taken out of its chain before it is put in front.
 *
 * <p>Writers publish parts and slots by a release. Readers follow them by plain loads: each depends on the one before,
 * which keeps them in order on every processor that there is a JVM for, and what they lead to has final fields or was
 * complete before the release. An acquire would cost a type check at each step.
 *
 * <p>The table is split by the high bits of the hash into parts that grow one by one, so that no growth keeps writers
 * waiting for long. Memory is 8 to 16 bytes an entry: at most half of the slots are taken,
 * because a chain that has to be followed cannot be predicted, and keeps the processor from going on with the next read. For
 * the same reason the entries that are used most are {@linkplain #bringToFront brought to the front} of theirs.
 */
final class EntryTable {

    private static final int PART_BITS = 4;
    private static final int PARTS = 1 << PART_BITS;
    private static final int PART_SHIFT = Integer.SIZE - PART_BITS;
    private static final int SMALLEST_PART = 4;
    private static final int LARGEST_PART = 1 << (PART_SHIFT - 1);

    private static final VarHandle PART = MethodHandles.arrayElementVarHandle(HeapEntry[][].class);
    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(HeapEntry[].class);

    private final HeapEntry[][] parts = new HeapEntry[PARTS][];
    private final int[] sizes = new int[PARTS];
    private volatile int relinkings;

    EntryTable() {
        clear();
    }

    /** Returns what {@link #isSettledSince} is to be given after a search without the lock. */
    int relinkings() {
        return relinkings;
    }

    /** Returns whether a search that found nothing, without the lock, was right. */
    boolean isSettledSince(int relinkingsBefore) {
        VarHandle.acquireFence();
        return (relinkingsBefore & 1) == 0 && relinkingsBefore == relinkings;
    }

    /** Returns the entry of the key, or null; without the lock, null may be wrong. */
    @Nullable
    HeapEntry search(Object key, int hash) {
        HeapEntry entry = first(hash);
        while (entry != null) {
            if (entry.hash() == hash && entry.hasKey(key)) {
                return entry;
            }
            entry = entry.chained();
        }
        return null;
    }

    /** Returns an entry of the hash, whatever its key, or null; without the lock, null may be wrong. */
    @Nullable
    HeapEntry searchHash(int hash) {
        HeapEntry entry = first(hash);
        while (entry != null && entry.hash() != hash) {
            entry = entry.chained();
        }
        return entry;
    }

    /** Adds an entry of a key that has none. Call under the lock. */
    void add(HeapEntry entry) {
        int index = entry.hash() >>> PART_SHIFT;
        HeapEntry[] part = parts[index];
        if (2 * sizes[index] >= part.length && part.length < LARGEST_PART) {
            part = grow(index, part);
        }
        int slot = entry.hash() & (part.length - 1);
        entry.chain(part[slot]);
        SLOT.setRelease(part, slot, entry);
        sizes[index]++;
    }

    /** Puts a new entry in the place of one that is in the table. Call under the lock. */
    void replace(HeapEntry old, HeapEntry fresh) {
        fresh.chain(old.chained());
        relink(old, fresh);
    }

    /** Takes out an entry, if this very one is in the table. Call under the lock. */
    boolean remove(HeapEntry entry) {
        boolean found = relink(entry, entry.chained());
        if (found) {
            sizes[entry.hash() >>> PART_SHIFT]--;
        }
        return found;
    }

    /** Returns whether the entry is the first of its chain; without the lock, as it was a moment ago. */
    boolean isInFront(HeapEntry entry) {
        return first(entry.hash()) == entry;
    }

    /** Returns whether the first of the entry's chain is another one, which is not hot; without the lock, a moment ago. */
    boolean isBehindCooler(HeapEntry entry) {
        HeapEntry first = first(entry.hash());
        return first != null && first != entry && !first.isHot();
    }

    /** Makes an entry the first of its chain, if this very one is in the table. Call under the lock. */
    void bringToFront(HeapEntry entry) {
        if (isInFront(entry)) {
            return;
        }
        int relinkingsBefore = relinkings;
        relinkings = relinkingsBefore + 1;
        if (relink(entry, entry.chained())) {
            HeapEntry[] part = parts[entry.hash() >>> PART_SHIFT];
            int slot = entry.hash() & (part.length - 1);
            entry.chain(part[slot]);
            SLOT.setRelease(part, slot, entry);
        }
        relinkings = relinkingsBefore + 2;
    }

    /** Takes out all entries. Call under the lock. */
    void clear() {
        for (int index = 0; index < PARTS; index++) {
            sizes[index] = 0;
            PART.setRelease(parts, index, new HeapEntry[SMALLEST_PART]);
        }
    }

    /**
     * Copies the entries of one slot and returns the cursor of the next. The bits of the slot are counted up from the
     * highest one down, so that a growth in the middle of a scan neither hides an entry nor shows it twice: the two
     * slots that one is split into come one after the other. Call under the lock.
     */
    long scan(long cursor, List<? super HeapEntry> into) {
        int index = (int) (cursor >>> Integer.SIZE);
        HeapEntry[] part = parts[index];
        int mask = part.length - 1;
        int slot = (int) cursor & mask;
        for (HeapEntry entry = part[slot]; entry != null; entry = entry.chained()) {
            into.add(entry);
        }
        int next = Integer.reverse(Integer.reverse(slot | ~mask) + 1);
        if (next != 0) {
            return ((long) index << Integer.SIZE) | next;
        }
        return index + 1 == PARTS ? 0 : (long) (index + 1) << Integer.SIZE;
    }

    private @Nullable HeapEntry first(int hash) {
        HeapEntry[] part = parts[hash >>> PART_SHIFT];
        return part[hash & (part.length - 1)];
    }

    private boolean relink(HeapEntry entry, @Nullable HeapEntry successor) {
        HeapEntry[] part = parts[entry.hash() >>> PART_SHIFT];
        int slot = entry.hash() & (part.length - 1);
        HeapEntry at = part[slot];
        if (at == entry) {
            SLOT.setRelease(part, slot, successor);
            return true;
        }
        while (at != null) {
            HeapEntry following = at.chained();
            if (following == entry) {
                at.chain(successor);
                return true;
            }
            at = following;
        }
        return false;
    }

    private HeapEntry[] grow(int index, HeapEntry[] part) {
        HeapEntry[] larger = new HeapEntry[part.length << 1]; // first, for it may fail
        int relinkingsBefore = relinkings;
        relinkings = relinkingsBefore + 1;
        int mask = larger.length - 1;
        for (HeapEntry head : part) {
            HeapEntry entry = head;
            while (entry != null) {
                HeapEntry following = entry.chained();
                int slot = entry.hash() & mask;
                entry.chain(larger[slot]);
                larger[slot] = entry;
                entry = following;
            }
        }
        PART.setRelease(parts, index, larger);
        relinkings = relinkingsBefore + 2;
        return larger;
    }
}
