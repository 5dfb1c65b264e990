package io.tiercel.offheap.chronicle;

import io.tiercel.time.Clock;
import org.jspecify.annotations.Nullable;

/** The machinery of one map, which one or many caches use: assembled here. Thread-safe. */
final class MapCore {

    private final long capacityBytes;
    private final Regions regions;
    private final EntryTable table;
    private final LargeValues values;
    private final Evictor evictor;
    private final Shares shares;
    private final @Nullable SegmentCheck check;

    /** What is in the memory of a map when it is opened. */
    enum Content {
        NONE,

        /** What a process left that closed it. */
        SURE,

        /** What a process left that may not have closed it. */
        UNSURE
    }

    MapCore(Geometry geometry, SegmentMemory memory, Clock clock, Content content) {
        this.capacityBytes = geometry.capacityBytes();
        this.regions = new Regions(1);
        this.check = content == Content.NONE
                ? null
                : new SegmentCheck(memory.shape(), regions, /* payloads= */ content == Content.UNSURE);
        this.shares = new Shares((long) geometry.segments() * geometry.chunks());
        this.table = new EntryTable(memory, regions, shares, clock, check);
        this.values = new LargeValues(table, geometry.pieceBytes());
        this.evictor = new Evictor(table, values);
    }

    long capacityBytes() {
        return capacityBytes;
    }

    /** Returns how many entries were found that are not as they were written. */
    long damagedEntries() {
        return check == null ? 0 : check.damagedEntries();
    }

    Regions regions() {
        return regions;
    }

    EntryTable table() {
        return table;
    }

    LargeValues values() {
        return values;
    }

    Evictor evictor() {
        return evictor;
    }

    Shares shares() {
        return shares;
    }
}
