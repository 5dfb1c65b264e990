package io.tiercel.offheap.chronicle;

/**
 * Runs of chunks that entries had which left lately, the last one first. Entries often are of one size, so the next ones take
 * these as they are, and nobody looks for room. Guarded by the lock of the segment.
 */
final class FreedRuns {

    /** As many as leave a segment at a time, about. */
    private static final int MOST = 16;

    private final long[] runs = new long[MOST];
    private int size;

    /** Returns whether so many more can be added. */
    boolean hasRoomFor(int more) {
        return size + more <= MOST;
    }

    /** Adds a run if there is room for it. */
    boolean add(int from, int length) {
        if (!hasRoomFor(1)) {
            return false;
        }
        runs[size++] = ((long) length << Integer.SIZE) | from;
        return true;
    }

    /** Removes the last run of this very length and returns its first chunk, or -1 if there is none. */
    int take(int length) {
        for (int at = size - 1; at >= 0; at--) {
            if ((int) (runs[at] >>> Integer.SIZE) == length) {
                int from = (int) runs[at];
                runs[at] = runs[--size];
                return from;
            }
        }
        return -1;
    }

    /** Returns the first chunk of the last run, or another one if there is none. */
    int lastOr(int other) {
        return size == 0 ? other : (int) runs[size - 1];
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Forgets all, and frees them in the bitmap. */
    void giveBack(long bitmap) {
        for (int at = 0; at < size; at++) {
            FreeChunks.free(bitmap, (int) runs[at], (int) (runs[at] >>> Integer.SIZE));
        }
        size = 0;
    }

    /** Forgets all. */
    void clear() {
        size = 0;
    }
}
