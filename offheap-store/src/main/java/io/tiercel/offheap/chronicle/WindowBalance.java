package io.tiercel.offheap.chronicle;

/**
 * What part of the entries may be new ones, by what more of them, or more settled ones, would gain: a miss of a key that
 * was refused a short time ago would have been a hit with a larger part for new ones; a miss of one that was settled until
 * a short time ago, or a use of one that was among the coldest, speaks for the settled. Threads move it without regard to
 * each other: a step that is lost does no harm.
 */
final class WindowBalance {

    private static final double FIRST_SHARE = 0.10;
    private static final double LEAST_SHARE = 0.03;
    private static final double MOST_SHARE = 0.95;
    private static final double STEP_ENTRIES = 0.5;

    private final int segments;
    private volatile double share = FIRST_SHARE;

    WindowBalance(int segments) {
        this.segments = segments;
    }

    /** Returns how many entries of a segment may be new. */
    int newEntries(int entries) {
        return (int) (share * entries);
    }

    /** Lets more entries be new. */
    void grow(int entriesOfSegment) {
        move(STEP_ENTRIES, entriesOfSegment);
    }

    /** Lets fewer entries be new. */
    void shrink(int entriesOfSegment) {
        move(-STEP_ENTRIES, entriesOfSegment);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // a step that is lost does no harm
    private void move(double entries, int entriesOfSegment) {
        double moved = share + entries / ((double) Math.max(1, entriesOfSegment) * segments);
        share = Math.max(LEAST_SHARE, Math.min(MOST_SHARE, moved));
    }
}
