package io.tiercel.offheap.chronicle;

/**
 * Which keys left a segment a short time ago, and from where. A table of two bytes for every four slots; a key has one
 * place, which the next one takes. A key is told by what its slot held of its hash: what does not choose the place is in
 * it, with the tick. Not thread-safe.
 *
 * <pre>
 * there 1 bit | settled 1 bit | fingerprint 8 bits | tick without its last 2 bits 6 bits
 * </pre>
 */
final class EvictionHistory {

    /** From where a key left, if it did a short time ago. */
    enum Origin {
        NONE,
        NEW,
        SETTLED
    }

    private static final int SLOTS_PER_PLACE = 4;
    private static final int TICK_SHIFT = 2;
    /** Longer ago, no border between the two would have kept the key. */
    private static final int HORIZON = (Heat.TICKS_PER_TURNOVER * 32 / 100) >> TICK_SHIFT;

    private static final int THERE = 1 << 15;
    private static final int SETTLED = 1 << 14;
    private static final int FINGERPRINT_SHIFT = 6;
    private static final int FINGERPRINT_MASK = 0xFF;
    private static final int TICK_MASK = 0x3F;

    private EvictionHistory() {}

    static int bytes(int slots) {
        return slots / SLOTS_PER_PLACE * Short.BYTES;
    }

    static void add(long history, int slots, int slotKey, boolean settled, int tick) {
        int place = THERE | (settled ? SETTLED : 0) | fingerprint(slots, slotKey) | ((tick >> TICK_SHIFT) & TICK_MASK);
        NativeMemory.putShort(address(history, slots, slotKey), (short) place);
    }

    /** Returns from where a key left, and forgets it. */
    static Origin take(long history, int slots, int slotKey, int tick) {
        long address = address(history, slots, slotKey);
        int place = NativeMemory.getShort(address);
        int told = FINGERPRINT_MASK << FINGERPRINT_SHIFT;
        if ((place & THERE) == 0 || (place & told) != fingerprint(slots, slotKey)) {
            return Origin.NONE;
        }
        NativeMemory.putShort(address, (short) 0);
        if ((((tick >> TICK_SHIFT) - place) & TICK_MASK) > HORIZON) {
            return Origin.NONE;
        }
        return (place & SETTLED) != 0 ? Origin.SETTLED : Origin.NEW;
    }

    private static long address(long history, int slots, int slotKey) {
        return history + ((long) (slotKey & (slots / SLOTS_PER_PLACE - 1)) << 1);
    }

    private static int fingerprint(int slots, int slotKey) {
        return (slotKey / (slots / SLOTS_PER_PLACE) & FINGERPRINT_MASK) << FINGERPRINT_SHIFT;
    }
}
