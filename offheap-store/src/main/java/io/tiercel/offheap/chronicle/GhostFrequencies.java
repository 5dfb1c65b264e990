package io.tiercel.offheap.chronicle;

/** About how often each of a few keys was used lately: what {@link FrequencySketch} is to a segment. Not thread-safe. */
final class GhostFrequencies {

    private static final long SPREAD_1 = 0x9E37_79B9_7F4A_7C15L;
    private static final long SPREAD_2 = 0xC2B2_AE3D_27D4_EB4FL;
    private static final int COUNTERS_PER_KEY = 4;

    private final byte[] counters;
    private final int shift;

    /** @param keys how many there are at a time */
    GhostFrequencies(int keys) {
        this.counters = new byte[COUNTERS_PER_KEY * Integer.highestOneBit(2 * keys - 1)];
        this.shift = Long.SIZE - Integer.numberOfTrailingZeros(counters.length);
    }

    int of(long key) {
        return Math.min(counters[index(key, SPREAD_1)], counters[index(key, SPREAD_2)]);
    }

    void count(long key) {
        byte frequency = (byte) Math.min(FrequencySketch.SATURATED, of(key) + 1);
        raise(index(key, SPREAD_1), frequency);
        raise(index(key, SPREAD_2), frequency);
    }

    void halve() {
        for (int i = 0; i < counters.length; i++) {
            counters[i] = (byte) (counters[i] >> 1);
        }
    }

    private void raise(int index, byte to) {
        if (counters[index] < to) {
            counters[index] = to;
        }
    }

    private int index(long key, long spread) {
        return (int) ((key * spread) >>> shift);
    }
}
