package io.tiercel.offheap.chronicle;

import java.util.Arrays;

/**
 * Some ranges of chunks in a row, in a segment locked for writing, and what the entries in them are worth: one was used
 * lately, or has just come, is worth many that were not. Used once, by one thread. Takes one look at each slot, and at no
 * entry but those in front of the ranges.
 */
final class Ranges {

    private static final int COUNT = 16;
    private static final int YOUNG_WORTH = 1 << 16;
    private static final int MOST_WORTH = 1 << 29;
    private static final int NONE = -1;

    private final Segment segment;
    private final SegmentShape shape;
    private final int chunks;
    private final Spared spared;
    private final int[] from = new int[COUNT];
    private final int[] worth = new int[COUNT];

    /** For each range, where in the look-up the last entry is that starts in front of it. */
    private final int[] before = new int[COUNT];

    /**
     * @param chunks how many are in a range
     * @param freed chunks that became free just now, which some of the ranges are around
     */
    Ranges(Segment segment, SegmentShape shape, int chunks, Spared spared, int[] freed) {
        this.segment = segment;
        this.shape = shape;
        this.chunks = chunks;
        this.spared = spared;
        int starts = shape.chunks - chunks + 1;
        for (int i = 0; i < COUNT; i++) {
            from[i] = i < freed.length
                    ? Math.max(0, Math.min(starts - 1, freed[i] - segment.random(chunks)))
                    : segment.random(starts);
        }
    }

    /** Returns the first chunk of the range that is worth least, or -1 if each has something that is to stay. */
    int cheapest() {
        Arrays.fill(before, NONE);
        for (int at = 0; at < shape.slots; at++) {
            int slot = segment.slotAt(at);
            if (slot != 0) {
                look(at, shape.chunk(slot));
            }
        }
        int best = NONE;
        int bestWorth = MOST_WORTH;
        for (int i = 0; i < COUNT; i++) {
            if (before[i] != NONE && segment.endChunk(segment.slotAt(before[i])) > from[i]) {
                add(i, before[i]);
            }
            if (worth[i] < bestWorth) {
                best = from[i];
                bestWorth = worth[i];
            }
        }
        return best;
    }

    private void look(int at, int chunk) {
        for (int i = 0; i < COUNT; i++) {
            int ahead = chunk - from[i];
            if (ahead >= 0) {
                if (ahead < chunks) {
                    add(i, at);
                }
            } else if (before[i] == NONE || chunk > shape.chunk(segment.slotAt(before[i]))) {
                before[i] = at;
            }
        }
    }

    private void add(int range, int at) {
        int more = spared.isAny() && spared.spares(segment.entryAt(at))
                ? MOST_WORTH
                : worth(segment.heat().at(at));
        worth[range] = Math.min(MOST_WORTH, worth[range] + more);
    }

    private int worth(int heat) {
        if (Heat.isYoung(heat, segment.heat().tick())) {
            return YOUNG_WORTH;
        }
        return Math.max(
                1, Heat.TICKS_PER_TURNOVER - Heat.idleTicks(heat, segment.heat().tick()));
    }
}
