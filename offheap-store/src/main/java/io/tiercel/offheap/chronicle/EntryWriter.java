package io.tiercel.offheap.chronicle;

/**
 * Writes entries of a map, and makes room for them. Thread-safe; holds the lock of one segment for about a microsecond, or
 * a few of them if entries must leave.
 */
final class EntryWriter {

    /** Asks for a version that earlier entries of the key did not have. */
    static final int NEXT_VERSION = -1;

    private final Segments segments;
    private final SegmentShape shape;
    private final WindowBalance balance;
    private final Farewell farewell;
    private final RoomMaker rooms;
    private final FullSegments full;

    EntryWriter(TableParts parts) {
        this.segments = parts.segments();
        this.shape = parts.shape();
        this.balance = parts.balance();
        this.farewell = parts.farewell();
        this.rooms = new RoomMaker(shape, parts.chooser(), farewell);
        this.full = parts.full();
    }

    /**
     * Puts an entry, in the place of the one that its key has if there is one. Returns its version.
     *
     * @param givenVersion the one that it is to have, or {@link #NEXT_VERSION}
     */
    int put(Region region, NewEntry fresh, int givenVersion, Departures departures) {
        long keyHash = KeyHash.of(fresh.region(), fresh.key());
        int slotKey = segments.slotKey(keyHash);
        Segment segment = segments.of(keyHash);
        int chunks = shape.chunksOf(fresh.entryBytes(shape.checksums));
        int readBefore = segment.readAheadOnHeap();
        balance.used(keyHash);
        segment.lockWrite();
        try {
            segment.readAhead(slotKey, chunks, readBefore);
            if (full.isFilledBy(segment, chunks)) {
                segment.cold().readAhead();
            }
            int at = segment.find(slotKey, fresh.region(), fresh.key());
            int version =
                    (givenVersion == NEXT_VERSION ? segment.nextVersion() : givenVersion) & EntryLayout.VERSION_MASK;
            if (at < 0) {
                insert(region, segment, slotKey, fresh, chunks, version, departures);
            } else {
                farewell.replaced(segment, region, segment.entryAt(at), departures);
                replace(region, segment, at, slotKey, fresh, chunks, version, departures);
            }
            segment.sweep().note(fresh.expiresAtMillis());
            full.note(segment);
            return version;
        } finally {
            segment.unlockWrite();
        }
    }

    private void insert(
            Region region,
            Segment segment,
            int slotKey,
            NewEntry fresh,
            int chunks,
            int version,
            Departures departures) {
        int chunk = rooms.allocate(segment, chunks, Spared.besides(0, fresh), /* newSlot= */ true, departures);
        fresh.write(segment.chunkAddress(chunk), version, shape.checksums);
        segment.insert(slotKey, chunk, fresh.isPart());
        region.count(fresh.isPiece() ? 0 : 1, chunks);
    }

    /** Writes the same entry with a deadline that it had no place for. Called with its segment locked for writing. */
    void rewrite(Region region, Segment segment, int at, int slotKey, NewEntry timed, Departures departures) {
        int version = EntryLayout.versionOf(segment.entryAt(at));
        int chunks = shape.chunksOf(timed.entryBytes(shape.checksums));
        replace(region, segment, at, slotKey, timed, chunks, version, departures);
        full.note(segment);
    }

    private void replace(
            Region region,
            Segment segment,
            int at,
            int slotKey,
            NewEntry fresh,
            int chunks,
            int version,
            Departures departures) {
        long old = segment.entryAt(at);
        int oldChunk = shape.chunk(segment.slotAt(at));
        int oldChunks = shape.chunksOf(EntryLayout.entryBytes(old));
        long valueSizeAddress = EntryLayout.valueSizeAddress(old);
        segment.heat().used(at);
        // In a file the old entry stays whole until the new one is: the process may be killed in between.
        int free = shape.checksums ? segment.space().allocate(chunks) : -1;
        if (free < 0 && (chunks <= oldChunks || segment.space().extend(oldChunk, oldChunks, chunks))) {
            fresh.writeValue(valueSizeAddress, version, shape.checksums);
            if (chunks < oldChunks) {
                segment.space().free(oldChunk + chunks, oldChunks - chunks);
            }
        } else {
            int chunk = free >= 0
                    ? free
                    : rooms.allocate(segment, chunks, Spared.besides(old, fresh), /* newSlot= */ false, departures);
            fresh.write(segment.chunkAddress(chunk), version, shape.checksums);
            // What was evicted may have moved the slot.
            segment.redirect(segment.find(slotKey, fresh.region(), fresh.key()), chunk);
            segment.space().free(oldChunk, oldChunks);
        }
        region.count(0, chunks - oldChunks);
    }
}
