package io.tiercel.offheap.chronicle;

import java.util.function.IntPredicate;

/**
 * Looks for the coldest entries of a segment, round and round, a part of it at a time. A look reads the heat of places that
 * lie next to each other, four at a time, and serves several evictions. Guarded by the lock of the segment.
 */
final class ColdSearch {

    /** The coldest of so many settled entries is among those found. */
    private static final int SAMPLE = 16;

    private static final int SAMPLES = 4;

    private static final int MOST_PLACES = 1024;
    private static final int ENOUGH_NEW = 24;

    /** Where new ones are many, more are seen. */
    private static final int LEAST_PLACES_FOR_NEW = 256;

    private static final int MOST_NEW = 10;

    /** Takes every place. */
    static final IntPredicate ANY = place -> true;

    private static final int LANES = Long.BYTES / Short.BYTES;
    private static final int LANE_MASK = 0xFFFF;

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
     * Looks for new entries in the place of those that were found before.
     *
     * @param wanted which places count
     */
    void lookForNew(IntPredicate wanted) {
        fresh.clear();
        int tick = segment.heat().tick();
        int most = Math.min(segment.places(), MOST_PLACES);
        int seen = 0;
        for (int passed = 0; passed < most && (seen < ENOUGH_NEW || passed < LEAST_PLACES_FOR_NEW); passed += LANES) {
            int first = handForNew;
            handForNew = after(first);
            long heats = segment.heat().atFour(first);
            for (long some = Heat.unsettled(heats); some != 0; some &= some - 1) {
                int lane = lane(some);
                int heat = heat(heats, lane);
                if (!Heat.isYoung(heat, tick) && wanted.test(first + lane)) {
                    fresh.offer(first + lane, heat, Heat.idleTicks(heat, tick));
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
        int tick = segment.heat().tick();
        int most = Math.min(segment.places(), MOST_PLACES);
        int looks = 0;
        int coldest = -1;
        int coldestHeat = 0;
        int coldestIdle = -1;
        for (int passed = 0; passed < most && looks < SAMPLE * SAMPLES; passed += LANES) {
            int first = handForSettled;
            handForSettled = after(first);
            long heats = segment.heat().atFour(first);
            for (long some = Heat.settled(heats); some != 0; some &= some - 1) {
                int lane = lane(some);
                int heat = heat(heats, lane);
                if (Heat.idleTicks(heat, tick) > coldestIdle && wanted.test(first + lane)) {
                    coldest = first + lane;
                    coldestHeat = heat;
                    coldestIdle = Heat.idleTicks(heat, tick);
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

    private int after(int place) {
        return (place + LANES) & (segment.places() - 1);
    }

    /** Returns where in four heats the lowest one is of which there is a bit. */
    private static int lane(long bits) {
        return Long.numberOfTrailingZeros(bits) >>> 4;
    }

    private static int heat(long heats, int lane) {
        return (int) (heats >>> (lane << 4)) & LANE_MASK;
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
