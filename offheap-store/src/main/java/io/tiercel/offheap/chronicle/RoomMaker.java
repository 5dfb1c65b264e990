package io.tiercel.offheap.chronicle;

/**
 * Makes room in a segment that is locked for writing, by eviction. Finds room always, for an entry is much smaller than a
 * segment: after some victims chosen by their worth the range with the fewest taken chunks is emptied.
 */
final class RoomMaker {

    private static final int MOST_CHOSEN = 8;
    private static final int RANGES = 16;
    private static final int MOST_RANGES = 256;

    private final SegmentShape shape;
    private final VictimChooser chooser;
    private final Farewell farewell;

    RoomMaker(SegmentShape shape, VictimChooser chooser, Farewell farewell) {
        this.shape = shape;
        this.chooser = chooser;
        this.farewell = farewell;
    }

    /**
     * Returns the first of some chunks in a row, which are taken then.
     *
     * @param spared what stays
     * @param newSlot whether an entry more is to be in the look-up
     */
    int allocate(Segment segment, int chunks, Spared spared, boolean newSlot, Departures departures) {
        for (int chosen = 0; chosen < MOST_CHOSEN; chosen++) {
            int found = allocate(segment, chunks, newSlot);
            if (found >= 0) {
                return found;
            }
            int victim = chooser.choose(segment, spared, /* evicting= */ null);
            if (victim < 0) {
                break;
            }
            farewell.evict(segment, victim, departures);
        }
        int found = allocate(segment, chunks, newSlot);
        if (found >= 0) {
            return found;
        }
        emptyRange(segment, chunks, spared, departures);
        found = allocate(segment, chunks, newSlot);
        if (found < 0) {
            throw new IllegalStateException("no room for chunks=" + chunks + " in a segment of " + shape.chunks);
        }
        return found;
    }

    private int allocate(Segment segment, int chunks, boolean newSlot) {
        return newSlot && segment.entries() >= shape.mostEntries
                ? -1
                : segment.space().allocate(chunks);
    }

    private void emptyRange(Segment segment, int chunks, Spared spared, Departures departures) {
        for (int attempt = 0; attempt < MOST_RANGES; attempt++) {
            int from = leastTaken(segment, chunks);
            if (!holdsSpared(segment, from, chunks, spared)) {
                for (int at = 0; at < shape.slots; ) {
                    int slot = segment.slotAt(at);
                    if (slot != 0 && overlaps(segment, segment.entryOf(slot), from, chunks)) {
                        // Another slot may have moved here.
                        farewell.evict(segment, at, departures);
                    } else {
                        at++;
                    }
                }
                return;
            }
        }
    }

    /** Returns the first of the chunks of which least are taken, among some ranges at random. */
    private int leastTaken(Segment segment, int chunks) {
        int best = 0;
        int bestTaken = Integer.MAX_VALUE;
        for (int i = 0; i < RANGES; i++) {
            int from = segment.random(shape.chunks - chunks + 1);
            int taken = segment.space().countTaken(from, chunks);
            if (taken < bestTaken) {
                best = from;
                bestTaken = taken;
            }
        }
        return best;
    }

    private boolean holdsSpared(Segment segment, int from, int chunks, Spared spared) {
        if (spared.stamp() == 0) {
            return spared.entry() != 0 && overlaps(segment, spared.entry(), from, chunks);
        }
        for (int at = 0; at < shape.slots; at++) {
            int slot = segment.slotAt(at);
            if (slot != 0
                    && overlaps(segment, segment.entryOf(slot), from, chunks)
                    && spared.spares(segment.entryOf(slot))) {
                return true;
            }
        }
        return false;
    }

    private boolean overlaps(Segment segment, long entry, int from, int chunks) {
        return entry < segment.chunkAddress(from + chunks)
                && entry + EntryLayout.entryBytes(entry) > segment.chunkAddress(from);
    }
}
