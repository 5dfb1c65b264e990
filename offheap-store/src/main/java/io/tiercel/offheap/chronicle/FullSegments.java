package io.tiercel.offheap.chronicle;

import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** The segments that puts filled beyond a mark, until evictions bring them back below. Thread-safe. */
final class FullSegments {

    /** A segment is full to this part when evictions bring it back below. */
    private static final int FREE_FRACTION = 24;

    private final ConcurrentLinkedQueue<Segment> full = new ConcurrentLinkedQueue<>();
    private final int mostChunks;
    private final int mostEntries;

    FullSegments(SegmentShape shape) {
        this.mostChunks = shape.chunks - shape.chunks / FREE_FRACTION;
        this.mostEntries = shape.mostEntries - shape.mostEntries / FREE_FRACTION;
    }

    /** Takes note of a segment if it is full. Held for writing. */
    void note(Segment segment) {
        if (isFull(segment) && !segment.isQueued()) {
            segment.queued(true);
            full.add(segment);
        }
    }

    /** Returns a segment that puts filled, or null if there is none. */
    @Nullable
    Segment poll() {
        return full.poll();
    }

    /** Says that a segment that was polled was looked after. Held for writing. */
    void lookedAfter(Segment segment, boolean again) {
        segment.queued(again);
        if (again) {
            full.add(segment);
        }
    }

    /** Returns whether it is beyond its mark. Held for reading. */
    boolean isFull(Segment segment) {
        return segment.space().takenChunks() > mostChunks || segment.entries() > mostEntries;
    }
}
