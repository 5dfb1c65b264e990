package io.tiercel.offheap.chronicle;

/**
 * About how often keys of a segment were used lately, whether they are in it or not: counters of four bits, two of which
 * are a key's, of which the lower one tells (a count-min sketch with conservative update; Cormode and Muthukrishnan, "An
 * Improved Data Stream Summary", 2005; Estan and Varghese, "New Directions in Traffic Measurement and Accounting", 2002).
 * All are halved by and by, so that the past fades (Einziger, Friedman and Manes, "TinyLFU", 2017). A key is told by what
 * its slot holds of its hash, so that nothing of an entry needs to be read. Two counters for each slot. Not thread-safe.
 */
final class FrequencySketch {

    /** What a counter has room for. */
    static final int MOST = 15;

    /** What it is raised to at most: soon reached, so that all of a loop tie. */
    static final int SATURATED = 7;

    private static final int SPREAD_1 = 0x9E37_79B9;
    private static final int SPREAD_2 = 0x85EB_CA6B;
    private static final long LOW_BITS = 0x7777_7777_7777_7777L;

    private FrequencySketch() {}

    static int bytes(int counters) {
        return counters / 2;
    }

    static int frequency(long sketch, int counters, int slotKey) {
        return Math.min(
                get(sketch, index(counters, slotKey * SPREAD_1)), get(sketch, index(counters, slotKey * SPREAD_2)));
    }

    /** Sees to it that a key's frequency is at least a number. */
    static void raise(long sketch, int counters, int slotKey, int to) {
        raise(sketch, index(counters, slotKey * SPREAD_1), Math.min(to, SATURATED));
        raise(sketch, index(counters, slotKey * SPREAD_2), Math.min(to, SATURATED));
    }

    static void halve(long sketch, int counters) {
        for (long at = sketch, end = sketch + bytes(counters); at < end; at += Long.BYTES) {
            NativeMemory.putLong(at, (NativeMemory.getLong(at) >>> 1) & LOW_BITS);
        }
    }

    private static int index(int counters, int spread) {
        return (spread ^ (spread >>> 15)) & (counters - 1);
    }

    private static int get(long sketch, int index) {
        return (NativeMemory.getByte(sketch + (index >>> 1)) >>> ((index & 1) << 2)) & MOST;
    }

    private static void raise(long sketch, int index, int to) {
        long address = sketch + (index >>> 1);
        int shift = (index & 1) << 2;
        int both = NativeMemory.getByte(address);
        if (((both >>> shift) & MOST) < to) {
            NativeMemory.putByte(address, (byte) ((both & ~(MOST << shift)) | (to << shift)));
        }
    }
}
