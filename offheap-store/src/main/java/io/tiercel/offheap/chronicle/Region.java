package io.tiercel.offheap.chronicle;

import java.util.concurrent.atomic.LongAdder;

/**
 * What was put into a cache since it was last cleared. Its number is in the keys of its entries; entries of a number that
 * is no region's are dead. Thread-safe.
 */
final class Region {

    /** In the number of the region of a piece, beside that of the entry that it is a piece of. */
    static final int PIECES = 1 << 31;

    private final int number;
    private final Part part;
    private final LongAdder entries = new LongAdder();
    private final LongAdder chunks = new LongAdder();

    Region(int number, Part part) {
        this.number = number;
        this.part = part;
    }

    int number() {
        return number;
    }

    Part part() {
        return part;
    }

    /** Counts entries that came or, if negative, left. */
    void count(int moreEntries, int moreChunks) {
        if (moreEntries != 0) {
            entries.add(moreEntries);
        }
        if (moreChunks != 0) {
            chunks.add(moreChunks);
        }
    }

    long entries() {
        return entries.sum();
    }

    long chunks() {
        return chunks.sum();
    }
}
