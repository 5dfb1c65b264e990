package io.tiercel.offheap.chronicle;

import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** The segments that puts filled beyond a mark, until evictions bring them back below. Thread-safe. */
final class FullSegments {

    /** A segment is full to this part when evictions bring it back below. */
    private static final int FREE_FRACTION = 24;

    /** Evictions take so much more than that away: some at a time cost less than one after each put. */
    private static final int BATCH_FRACTION = 128;

    /**
     * But no more, however large a segment is: a put waits for all of them. With what was put, 16 entries of 200 bytes: as many
     * as are told at once.
     */
    private static final int MOST_BATCH_BYTES = 3584;

    private static final int MOST_BATCH_ENTRIES = 16;

    private final ConcurrentLinkedQueue<Segment> full = new ConcurrentLinkedQueue<>();
    private final int mostChunks;
    private final int mostEntries;
    private final int enoughChunks;
    private final int enoughEntries;

    FullSegments(SegmentShape shape) {
        this.mostChunks = shape.chunks - shape.chunks / FREE_FRACTION;
        this.mostEntries = shape.mostEntries - shape.mostEntries / FREE_FRACTION;
        this.enoughChunks = mostChunks - Math.min(shape.chunks / BATCH_FRACTION, MOST_BATCH_BYTES / shape.chunkBytes);
        this.enoughEntries = mostEntries - Math.min(shape.mostEntries / BATCH_FRACTION, MOST_BATCH_ENTRIES);
    }

    /** Takes note of a segment if it is full. Held for writing. */
    void note(Segment segment) {
        if (isFull(segment) && !segment.isQueued()) {
            full.add(segment); // first, for it may fail
            segment.queued(true);
        }
    }

    /** Returns whether a put is about to fill a segment, so that evictions follow at once. Held for writing. */
    boolean isFilledBy(Segment segment, int chunks) {
        return segment.space().takenChunks() + chunks > mostChunks || segment.entries() >= mostEntries;
    }

    /** Returns a segment that puts filled, or null if there is none. */
    @Nullable
    Segment poll() {
        return full.poll();
    }

    /** Says that a segment that was polled was looked after. Held for writing. */
    void lookedAfter(Segment segment, boolean again) {
        segment.queued(false);
        if (again) {
            full.add(segment); // may fail: then the next put takes note
            segment.queued(true);
        }
    }

    private boolean isFull(Segment segment) {
        return segment.space().takenChunks() > mostChunks || segment.entries() > mostEntries;
    }

    /** Returns whether a segment that was full has to lose more entries. Held for reading. */
    boolean hasTooMany(Segment segment) {
        return segment.space().takenChunks() > enoughChunks || segment.entries() > enoughEntries;
    }
}
