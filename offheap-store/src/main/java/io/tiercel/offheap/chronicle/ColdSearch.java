package io.tiercel.offheap.chronicle;

import java.util.function.IntPredicate;

/**
 * Looks for the coldest entries of a segment, round and round, a part of it at a time. A look reads the heat of places that
 * lie next to each other, a block at a time, and serves several evictions. Guarded by the lock of the segment.
 */
final class ColdSearch {

    /** The coldest of so many settled entries is among those found. */
    private static final int SAMPLE = 16;

    private static final int SAMPLES = 4;

    private static final int MOST_PLACES = 1024;
    private static final int ENOUGH_NEW = 36;

    /** Where new ones are many, more are seen. */
    private static final int LEAST_PLACES_FOR_NEW = 256;

    /** As many as leave a segment at a time, and some more: of those that are found some are used or moved meanwhile. */
    private static final int MOST_NEW = 18;

    /** Fewer than this part of those that were passed are forgotten: another look is to come, and to read them again is in vain. */
    private static final int LEAST_LEFT_FRACTION = 4;

    /** Takes every place. */
    static final IntPredicate ANY = place -> true;

    /** The heat of so many is read at once: eight lines of a processor's cache. */
    private static final int PLACES_AHEAD = 256;

    private final Segment segment;
    private final ColdEntries fresh = new ColdEntries(MOST_NEW);
    private final ColdEntries settled = new ColdEntries(SAMPLES);
    private int handForNew;
    private int handForSettled;

    ColdSearch(Segment segment) {
        this.segment = segment;
    }

    /** Returns the new entries that were found, of those that are not young any more. */
    ColdEntries fresh() {
        return fresh;
    }

    /** Returns the settled entries that were found. */
    ColdEntries settled() {
        return settled;
    }

    /**
     * Reads what the evictions that a put is going to cause will look at, while that put waits for memory itself: the places
     * that come next, and many that those before left over, which have left the processor's caches since; a few are forgotten.
     */
    void readAhead() {
        if (fresh.left() * LEAST_LEFT_FRACTION < fresh.first()) {
            fresh.clear();
        }
        segment.readAhead(fresh);
        int places = Math.min(segment.places(), PLACES_AHEAD);
        segment.heat().readAhead(handForNew, places);
        segment.readSlotsAhead(handForNew, places);
    }

    /**
     * Looks for new entries in the place of those that were found before.
     *
     * @param wanted which places count
     */
    void lookForNew(IntPredicate wanted) {
        fresh.clear();
        SegmentHeat heat = segment.heat();
        int tick = heat.tick();
        int most = Math.min(segment.places(), MOST_PLACES);
        int seen = 0;
        for (int passed = 0;
                passed < most && (seen < ENOUGH_NEW || passed < LEAST_PLACES_FOR_NEW);
                passed += SideMemory.SLOTS) {
            int first = handForNew;
            handForNew = after(first, passed);
            for (long some = heat.newInBlock(first); some != 0; some &= some - 1) {
                int place = first + Long.numberOfTrailingZeros(some);
                int found = heat.at(place);
                if (!Heat.isYoung(found, tick) && wanted.test(place)) {
                    fresh.offer(place, found, Heat.idleTicks(found, tick));
                    seen++;
                }
            }
        }
        segment.readAhead(fresh);
    }

    /**
     * Looks for settled entries in the place of those that were found before.
     *
     * @param wanted which places count
     */
    void lookForSettled(IntPredicate wanted) {
        settled.clear();
        SegmentHeat heat = segment.heat();
        int tick = heat.tick();
        int most = Math.min(segment.places(), MOST_PLACES);
        int looks = 0;
        int coldest = -1;
        int coldestHeat = 0;
        int coldestIdle = -1;
        for (int passed = 0; passed < most && looks < SAMPLE * SAMPLES; passed += SideMemory.SLOTS) {
            int first = handForSettled;
            handForSettled = after(first, passed);
            for (long some = heat.settledInBlock(first); some != 0; some &= some - 1) {
                int place = first + Long.numberOfTrailingZeros(some);
                int found = heat.at(place);
                if (Heat.idleTicks(found, tick) > coldestIdle && wanted.test(place)) {
                    coldest = place;
                    coldestHeat = found;
                    coldestIdle = Heat.idleTicks(found, tick);
                }
                if (++looks % SAMPLE == 0 && coldestIdle >= 0) {
                    settled.offer(coldest, coldestHeat, coldestIdle);
                    coldestIdle = -1;
                }
            }
        }
        if (coldestIdle >= 0) {
            settled.offer(coldest, coldestHeat, coldestIdle);
        }
        segment.readAhead(settled);
    }

    /** Returns the place after a block; sees to it that those that come are at hand. */
    private int after(int first, int passed) {
        if (passed % PLACES_AHEAD == 0) {
            segment.heat().readAhead(first, PLACES_AHEAD);
        }
        return (first + SideMemory.SLOTS) & (segment.places() - 1);
    }

    /** Returns the coldest of some entries of whatever kind, or -1 if there are none at the places that count. */
    int coldestOfAll(IntPredicate wanted) {
        int tick = segment.heat().tick();
        int places = segment.places();
        int coldest = -1;
        int coldestIdle = -1;
        int looks = 0;
        for (int passed = 0; passed < places && looks < SAMPLE; passed++) {
            int at = (handForNew + passed) & (places - 1);
            int heat = segment.heat().at(at);
            if (heat != 0 && wanted.test(at)) {
                looks++;
                if (Heat.idleTicks(heat, tick) > coldestIdle) {
                    coldest = at;
                    coldestIdle = Heat.idleTicks(heat, tick);
                }
            }
        }
        return coldest;
    }
}
