package io.tiercel.offheap.chronicle;

import java.util.Arrays;

/**
 * Makes room in a segment that is locked for writing, by eviction. Finds room always, for an entry is much smaller than a
 * segment: after some victims chosen by their worth a range of chunks is emptied, the one of some whose entries are worth least.
 */
final class RoomMaker {

    private static final int MOST_CHOSEN = 8;
    private static final int MOST_ATTEMPTS = 256;

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
        int[] freed = new int[MOST_CHOSEN];
        int count = 0;
        while (count < MOST_CHOSEN) {
            int found = allocate(segment, chunks, newSlot);
            if (found >= 0) {
                return found;
            }
            int victim = chooser.choose(segment, spared, /* evicting= */ null);
            if (victim < 0) {
                break;
            }
            freed[count++] = shape.chunk(segment.slotAt(victim));
            farewell.evict(segment, victim, departures);
        }
        int found = allocate(segment, chunks, newSlot);
        if (found >= 0) {
            return found;
        }
        emptyRange(segment, chunks, spared, Arrays.copyOf(freed, count), departures);
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

    private void emptyRange(Segment segment, int chunks, Spared spared, int[] freed, Departures departures) {
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            int from = new Ranges(segment, shape, chunks, spared, freed).cheapest();
            if (from >= 0) {
                evictRange(segment, from, chunks, departures);
                return;
            }
        }
    }

    private void evictRange(Segment segment, int from, int chunks, Departures departures) {
        for (int at = 0; at < shape.slots; ) {
            int slot = segment.slotAt(at);
            if (slot != 0 && overlaps(segment, slot, from, chunks)) {
                // Another slot may have moved here.
                farewell.evict(segment, at, departures);
            } else {
                at++;
            }
        }
    }

    private boolean overlaps(Segment segment, int slot, int from, int chunks) {
        int chunk = shape.chunk(slot);
        return chunk < from + chunks
                && chunk > from - shape.mostEntryChunks
                && (chunk >= from || segment.endChunk(slot) > from);
    }
}
