package io.tiercel.tier;

import io.tiercel.heap.HeapStore;
import org.jspecify.annotations.Nullable;

/**
 * Decides who comes up to the heap. While little is there, everyone whose entry is read or written; later whoever is read
 * below and was a short time ago, so that a scan of the lower tier leaves the heap alone, and a large heap fills with what is
 * asked for and not within a second: what comes all at once survives all at once, and the garbage collector pauses for it.
 * "A short time" is half as many reads of other keys as a full heap has entries, to as many. Which of those that come up stay is for the
 * heap's own policy to say.
 *
 * <p>Thread-safe: races cost a promotion and nothing else. Constant time; 2 to 4 bytes an entry of a full heap.
 */
final class Doorkeeper {

    private static final int FEWEST = 64;
    private static final int MOST = 1 << 20;

    /** What part of a heap is open to everyone. */
    private static final int OPEN_SHARE = 16;

    /** The part that is not, of a heap with but few entries. An eviction leaves less room than that. */
    private static final int CLOSED_SHARE_OF_FEW = 4;

    private final HeapStore heap;
    private int @Nullable [] seen;

    Doorkeeper(HeapStore heap) {
        this.heap = heap;
    }

    /** Returns whether so little is there that everyone is to come up. */
    boolean isOpen() {
        long capacity = heap.capacity();
        long open = heap.size() < FEWEST ? capacity - capacity / CLOSED_SHARE_OF_FEW : capacity / OPEN_SHARE;
        return heap.weight() < open;
    }

    /** Returns whether a key that is read below is to come up, and notes that it was read. */
    boolean admits(int hash) {
        if (isOpen()) {
            return true;
        }
        int[] hashes = hashes();
        int slot = (hash * 0x9E37_79B9) >>> Integer.numberOfLeadingZeros(hashes.length - 1);
        int tag = hash | 1; // 0 marks an empty slot
        if (hashes[slot] == tag) {
            hashes[slot] = 0;
            return true;
        }
        hashes[slot] = tag;
        return false;
    }

    private int[] hashes() {
        int[] hashes = seen;
        if (hashes == null) {
            hashes = new int[Integer.highestOneBit(entriesWhenFull())];
            seen = hashes;
        }
        return hashes;
    }

    /** Returns about how many entries the heap has when it is full, by those that it has. */
    private int entriesWhenFull() {
        double entries = (double) heap.capacity() * heap.size() / Math.max(1, heap.weight());
        return (int) Math.min(Math.max(entries, FEWEST), MOST);
    }
}
