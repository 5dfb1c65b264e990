package io.tiercel.offheap.chronicle;

/**
 * What part of the entries may be new ones, by what more of them, or more settled ones, would gain: a miss of a key that
 * was refused a short time ago would have been a hit with a larger part for new ones; a miss of one that was settled until
 * a short time ago, or a use of one that was among the coldest, speaks for the settled. How much each counts follows from
 * how many entries it is drawn from: there are few that are among the coldest, and many that were refused. While nearly all
 * speaks for one side, steps are larger. Threads move it without regard to each other: a step that is lost does no harm.
 */
final class WindowBalance {

    private static final double FIRST_SHARE = 0.10;
    private static final double LEAST_SHARE = 0.03;
    private static final double MOST_SHARE = 0.99;

    private static final double MISSED_NEW_ENTRIES = 0.5;
    private static final double MISSED_SETTLED_ENTRIES = 0.5;
    private static final double USED_COLD_ENTRIES = 2;

    /** The trend is about a mean over so many entries of steps. */
    private static final double TREND_ENTRIES = 32;

    /** How much larger steps become while all are to one side. */
    private static final double FASTER = 16;

    private final int segments;
    private volatile double share = FIRST_SHARE;

    /** To which side the last steps were, from -1 to 1. */
    private volatile double trend;

    WindowBalance(int segments) {
        this.segments = segments;
    }

    /** Returns how many entries of a segment may be new. */
    int newEntries(int entries) {
        return (int) (share * entries);
    }

    /** Notes that a key was missed that left a short time ago when it was new. */
    void missedNew(int entriesOfSegment) {
        move(1, MISSED_NEW_ENTRIES, entriesOfSegment);
    }

    /** Notes that a key was missed that left a short time ago when it was settled. */
    void missedSettled(int entriesOfSegment) {
        move(-1, MISSED_SETTLED_ENTRIES, entriesOfSegment);
    }

    /** Notes that a settled entry was used when it was among the coldest. */
    void usedCold(int entriesOfSegment) {
        move(-1, USED_COLD_ENTRIES, entriesOfSegment);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // a step that is lost does no harm
    private void move(int side, double entries, int entriesOfSegment) {
        double now = trend + (side - trend) * entries / TREND_ENTRIES;
        trend = now;
        double lead = Math.max(0, side * now);
        double step = side * entries * (1 + FASTER * lead * lead);
        double moved = share + step / ((double) Math.max(1, entriesOfSegment) * segments);
        share = Math.max(LEAST_SHARE, Math.min(MOST_SHARE, moved));
    }
}
