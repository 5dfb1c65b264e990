package io.tiercel.tier;

import io.tiercel.heap.HeapStore;
import org.jspecify.annotations.Nullable;

/**
 * Decides who comes up to the heap. While it has room, everyone; later whoever was read below a short time ago, so that a
 * scan of the lower tier leaves the heap alone. "A short time" is as many reads of other keys as the heap has entries.
 * Which of those that come up stay is for the heap's own policy to say.
 *
 * <p>Thread-safe: races cost a promotion and nothing else. Constant time; 4 to 8 bytes an entry of a full heap.
 */
final class Doorkeeper {

    private static final int FEWEST = 64;
    private static final int MOST = 1 << 20;
    private static final int ROOM_SHARE = 4;

    private final HeapStore heap;
    private int @Nullable [] seen;
    private boolean full;

    Doorkeeper(HeapStore heap) {
        this.heap = heap;
    }

    /** Returns whether a key that is read below is to come up, and notes that it was read. */
    boolean admits(int hash) {
        if (hasRoom()) {
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

    /** A heap that was full has room again only when a good part of it has left: what was evicted just now is no room. */
    private boolean hasRoom() {
        long weight = heap.weight();
        long capacity = heap.capacity();
        if (full) {
            full = weight >= capacity - capacity / ROOM_SHARE;
        } else {
            long entries = heap.size();
            full = weight + (entries == 0 ? 0 : weight / entries) > capacity;
        }
        return !full;
    }

    private int[] hashes() {
        int[] hashes = seen;
        if (hashes == null) {
            long entries = Math.min(Math.max(heap.size(), FEWEST), MOST);
            hashes = new int[Integer.highestOneBit((int) entries - 1) << 1];
            seen = hashes;
        }
        return hashes;
    }
}
