package io.tiercel.offheap.chronicle;

import io.tiercel.time.Clock;
import org.jspecify.annotations.Nullable;

/** The machinery of one map, which one or many caches use: assembled here. Thread-safe. */
final class MapCore {

    private final long capacityBytes;
    private final Regions regions;
    private final Segments segments;
    private final EntryFinder finder;
    private final EntryWriter writer;
    private final DeadlineMover deadlines;
    private final EntryRemover remover;
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
        TableParts parts = TableParts.of(memory, regions, shares, clock, check);
        this.segments = parts.segments();
        this.remover = new EntryRemover(parts);
        this.finder = new EntryFinder(parts, new DamagedEntries(parts, remover));
        this.writer = new EntryWriter(parts);
        this.deadlines = new DeadlineMover(parts, writer);
        this.values = new LargeValues(segments, finder, writer, remover, geometry.pieceBytes());
        this.evictor = new Evictor(parts, remover, values);
    }

    long capacityBytes() {
        return capacityBytes;
    }

    /** Returns how many entries were found that are not as they were written. */
    long damagedEntries() {
        return check == null ? 0 : check.damagedEntries();
    }

    /** Returns whether an entry of a region was there when the map was opened. */
    boolean isInherited(Region region, byte[] key, int version) {
        return check != null && segments.of(KeyHash.of(region.number(), key)).isInherited(version);
    }

    Regions regions() {
        return regions;
    }

    Segments segments() {
        return segments;
    }

    EntryFinder finder() {
        return finder;
    }

    EntryWriter writer() {
        return writer;
    }

    DeadlineMover deadlines() {
        return deadlines;
    }

    EntryRemover remover() {
        return remover;
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
