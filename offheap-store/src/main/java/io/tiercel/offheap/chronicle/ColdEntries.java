package io.tiercel.offheap.chronicle;

/**
 * The coldest entries of one kind that the last look through a part of a segment found, the coldest first: so one look
 * serves several evictions. They are known by their places, and count no more when they were used or have left since.
 * Guarded by the lock of the segment.
 */
final class ColdEntries {

    private static final int NONE = -1;
    private static final int PLACE_SHIFT = Short.SIZE;
    private static final int IDLE_SHIFT = PLACE_SHIFT + 21;
    private static final int PLACE_MASK = (1 << 21) - 1;

    /** Ticks since the last use, place, heat: so the order of the numbers is that of coldness. */
    private final long[] found;

    private int first;
    private int end;

    /** @param most how many are kept */
    ColdEntries(int most) {
        this.found = new long[most];
    }

    void clear() {
        first = 0;
        end = 0;
    }

    /** Takes an entry in, if it is colder than one of those that are kept. Nothing was taken since it was cleared. */
    void offer(int at, int heat, int idleTicks) {
        long offered = ((long) idleTicks << IDLE_SHIFT) | ((long) at << PLACE_SHIFT) | heat;
        if (end == found.length) {
            if (offered <= found[end - 1]) {
                return;
            }
            end--;
        }
        int to = end++;
        while (to > 0 && found[to - 1] < offered) {
            found[to] = found[to - 1];
            to--;
        }
        found[to] = offered;
    }

    /** Returns the place of the coldest one that is as it was found, or -1. */
    int coldest(SegmentHeat heat) {
        while (first < end) {
            int at = place(first);
            if (Heat.isSameUse(heat.at(at), (int) found[first])) {
                return at;
            }
            first++;
        }
        return NONE;
    }

    /** Returns the number of the coldest one that was not passed. */
    int first() {
        return first;
    }

    /** Returns how many were not passed. */
    int left() {
        return end - first;
    }

    /** Returns how many there were when they were found. */
    int size() {
        return end;
    }

    /** Returns the place of one of them, whether it is as it was found or not. */
    int place(int index) {
        return (int) (found[index] >>> PLACE_SHIFT) & PLACE_MASK;
    }

    /** Forgets the coldest one. */
    void pass() {
        first++;
    }
}
