package io.tiercel.offheap.chronicle;

/**
 * Where it lies what is known beside a segment, of each of its slots and of keys that are near: heat and
 * frequencies. In blocks, one for {@link #SLOTS} slots, so that all that concerns a key is in two lines of a processor's
 * cache that are near each other. Addresses only.
 *
 * <pre>
 * heat          2 bytes a slot        {@link Heat}
 * frequencies   1 byte a slot         {@link FrequencySketch}
 * </pre>
 */
final class SideMemory {

    /** So many slots share a block. */
    static final int SLOTS = 64;

    /** So many counters of frequencies are in a block: a line. */
    static final int COUNTERS = 2 * SLOTS;

    /** Where blocks start, so that none has more lines than it must. */
    static final int ALIGNMENT = 64;

    private static final int SLOT_BITS = 6;
    private static final int HEAT_BYTES = SLOTS * Short.BYTES;
    private static final int BLOCK_BYTES = HEAT_BYTES + FrequencySketch.bytes(COUNTERS);

    private SideMemory() {}

    static long bytes(int slots) {
        return (long) blocks(slots) * BLOCK_BYTES;
    }

    private static int blocks(int slots) {
        return Math.max(1, slots >>> SLOT_BITS);
    }

    private static long block(long address, int place) {
        return address + (long) (place >>> SLOT_BITS) * BLOCK_BYTES;
    }

    /** Returns where the heat of a slot is; that of four in a row is a long if the first is a multiple of four. */
    static long heat(long address, int place) {
        return block(address, place) + ((place & (SLOTS - 1)) << 1);
    }

    /** Returns where the frequencies are of the keys whose home is near a place. */
    static long sketch(long address, int place) {
        return block(address, place) + HEAT_BYTES;
    }

    static void halveFrequencies(long address, int slots) {
        for (int block = 0; block < blocks(slots); block++) {
            FrequencySketch.halve(sketch(address, block << SLOT_BITS), COUNTERS);
        }
    }
}
