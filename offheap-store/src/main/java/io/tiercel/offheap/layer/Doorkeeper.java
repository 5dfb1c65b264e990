package io.tiercel.offheap.layer;

/**
 * Tells whether a key was read below a short time ago: only then it is worth a copy above, once that is full, so that a
 * scan leaves the copies alone. A short time is as many reads of other keys as there are slots, more or less.
 *
 * <p>Thread-safe: races cost a copy and nothing else. Constant time.
 */
final class Doorkeeper {

    private static final int SPREAD = 0x9E37_79B9;

    private final int[] seen;
    private final int shift;

    /** @param slots a power of two, more than one */
    Doorkeeper(int slots) {
        this.seen = new int[slots];
        this.shift = Integer.numberOfLeadingZeros(slots) + 1;
    }

    /** Returns whether the key was here before, and remembers it if not. */
    boolean admits(int hash) {
        int slot = (hash * SPREAD) >>> shift;
        int tag = hash | 1; // 0 marks an empty slot
        if (seen[slot] == tag) {
            seen[slot] = 0;
            return true;
        }
        seen[slot] = tag;
        return false;
    }
}
