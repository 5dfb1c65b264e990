package io.tiercel.heap;

import java.util.Arrays;

/**
 * Remembers about how often keys were used lately, whether they are in the cache or not.
 *
 * <p>A count-min sketch (Cormode and Muthukrishnan, "An Improved Data Stream Summary: The Count-Min Sketch and its
 * Applications", 2005) with conservative update (Estan and Varghese, "New Directions in Traffic Measurement and
 * Accounting", 2002): of the four counters of a key only the least ones are raised, so that keys that share a counter
 * inflate each other less. A counter has three bits: most keys that pass through a cache are used a few times, so more
 * counters tell more than higher ones. The four counters of a key lie in four neighbouring longs, half a cache line. So
 * that the past fades, all counters are halved after a number of uses in proportion to the entries (the reset of
 * TinyLFU: Einziger, Friedman and Manes, "TinyLFU: A Highly Efficient Cache Admission Policy", 2017).
 *
 * <p>Not thread-safe: used under the store's lock. Constant time, but for the halving, which is amortized over the uses
 * between two of them. 6.4 bytes per entry. Until a halving an estimate is never too low, up to {@value #MOST}.
 */
final class FrequencySketch {

    /** The highest estimate. */
    static final int MOST = 7;

    private static final int ROWS = 4;
    private static final int COUNTER_BITS = 3;
    private static final int COUNTERS_PER_LONG = 21;
    private static final int ENTRIES_PER_BLOCK = 5;
    private static final int MOST_BLOCKS = 1 << 28;

    /** Uses per entry between two halvings: many, for a small cache needs a long memory to know its steady keys. */
    private static final long HALVING_USES_PER_ENTRY = 30;

    /** All bits but the highest of each counter, which receives a bit of its neighbour when all are shifted. */
    private static final long LOW_BITS = 0x36DB_6DB6_DB6D_B6DBL;

    private long[] counters;
    private long uses;

    /** @param entries the number of entries in the cache that it is for */
    FrequencySketch(long entries) {
        long blocks = Math.max(1, (entries + ENTRIES_PER_BLOCK - 1) / ENTRIES_PER_BLOCK);
        counters = new long[(int) Math.min(blocks, MOST_BLOCKS) * ROWS];
    }

    /** Returns how many entries it is made for. */
    long entries() {
        return (long) counters.length / ROWS * ENTRIES_PER_BLOCK;
    }

    /** Doubles the number of entries that it is for; what it remembers stays. */
    void doubleSize() {
        if (counters.length / ROWS > MOST_BLOCKS / 2) {
            return;
        }
        // A key's block is a fraction of the length, so its new block is one of the two copies of its old one.
        long[] doubled = new long[counters.length * 2];
        for (int block = 0; block < counters.length; block += ROWS) {
            System.arraycopy(counters, block, doubled, block * 2, ROWS);
            System.arraycopy(counters, block, doubled, block * 2 + ROWS, ROWS);
        }
        counters = doubled;
    }

    /** Returns about how often the key was used lately. */
    int frequency(int hash) {
        int choice = choice(hash);
        int block = block(hash);
        int least = MOST;
        for (int row = 0; row < ROWS; row++) {
            least = Math.min(least, (int) (counters[block + row] >>> shift(choice, row)) & MOST);
        }
        return least;
    }

    /** Counts uses of a key. */
    void add(int hash, int count) {
        int choice = choice(hash);
        int block = block(hash);
        int raised = Math.min(MOST, frequency(hash) + count);
        for (int row = 0; row < ROWS; row++) {
            int shift = shift(choice, row);
            long counter = (counters[block + row] >>> shift) & MOST;
            if (counter < raised) {
                counters[block + row] += (raised - counter) << shift;
            }
        }
        uses += count;
        if (uses >= entries() * HALVING_USES_PER_ENTRY) {
            halve();
        }
    }

    private void halve() {
        Arrays.setAll(counters, i -> (counters[i] >>> 1) & LOW_BITS);
        uses /= 2;
    }

    private int block(int hash) {
        int blocks = counters.length / ROWS;
        return (int) (((hash & 0xFFFF_FFFFL) * blocks) >>> Integer.SIZE) * ROWS;
    }

    /** Returns a byte for each row that chooses a counter; from all bits of the hash, for the high ones chose the block. */
    private static int choice(int hash) {
        return (int) ((hash * 0x9E37_79B9_7F4A_7C15L) >>> 24);
    }

    private static int shift(int choice, int row) {
        int chosen = (choice >>> (row * Byte.SIZE)) & 0xFF;
        return ((chosen * COUNTERS_PER_LONG) >>> Byte.SIZE) * COUNTER_BITS;
    }
}
