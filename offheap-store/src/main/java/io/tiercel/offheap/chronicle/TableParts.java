package io.tiercel.offheap.chronicle;

import io.tiercel.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * What those share who find, write, remove and evict the entries of a map.
 *
 * @param segments where the entries are
 * @param regions those that live
 * @param reader copies entries out
 * @param chooser says which entry leaves next
 * @param balance is told of what is used
 * @param farewell takes entries out
 * @param full the segments that puts filled
 */
record TableParts(
        Segments segments,
        Regions regions,
        EntryReader reader,
        VictimChooser chooser,
        WindowBalance balance,
        Farewell farewell,
        FullSegments full) {

    /** @param check what looks through segments before they are used first, null if the memory is new */
    static TableParts of(
            SegmentMemory memory, Regions regions, Shares shares, Clock clock, @Nullable SegmentCheck check) {
        SegmentShape shape = memory.shape();
        EntryReader reader = new EntryReader(shape.checksums);
        Segments segments = new Segments(memory, check);
        WindowBalance balance = new WindowBalance(shape, segments::entries);
        return new TableParts(
                segments,
                regions,
                reader,
                new VictimChooser(shape, regions, shares, clock, balance),
                balance,
                new Farewell(shape, regions, reader, clock),
                new FullSegments(shape));
    }

    SegmentShape shape() {
        return segments.shape();
    }
}
