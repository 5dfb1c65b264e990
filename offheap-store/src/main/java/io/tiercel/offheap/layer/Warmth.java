package io.tiercel.offheap.layer;

/**
 * Remembers whose copies were used lately. The map below does not see those uses, and would take the hottest entries for
 * the coldest. Time is told by the number of copies that were made: where none are made, all stay as warm as they are.
 *
 * <p>Thread-safe: races lose a use or a tick and nothing else. Constant time; a use is one store, at most.
 */
final class Warmth {

    private static final int SPREAD = 0x9E37_79B9;
    private static final int FIRST = 2;

    private final byte[] lastUsed;
    private final int shift;
    private final int copiesPerTick;
    private byte now = FIRST;
    private int copies;

    /** @param slots a power of two, more than one */
    Warmth(int slots) {
        this.lastUsed = new byte[slots];
        this.shift = Integer.numberOfLeadingZeros(slots) + 1;
        this.copiesPerTick = Math.max(1, slots / 4);
    }

    void used(int hash) {
        int slot = (hash * SPREAD) >>> shift;
        if (lastUsed[slot] != now) {
            lastUsed[slot] = now;
        }
    }

    void copied() {
        if (++copies >= copiesPerTick) {
            copies = 0;
            now = (byte) (now == Byte.MAX_VALUE ? FIRST : now + 1);
        }
    }

    boolean isWarm(int hash) {
        byte used = lastUsed[(hash * SPREAD) >>> shift];
        return used != 0 && (used == now || used == now - 1);
    }
}
