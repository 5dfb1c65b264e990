package io.tiercel.offheap.chronicle;

import io.tiercel.offheap.map.ByteEntry;
import io.tiercel.offheap.map.ByteMap;
import io.tiercel.offheap.map.ByteMap.Use;
import io.tiercel.offheap.map.ByteVictim;
import io.tiercel.time.Clock;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a map: each is in the segment that its key's hash says, under that segment's lock. Knows nothing of
 * pieces but that the departures of some entries lead to those of others, which is up to its callers.
 *
 * <p>Thread-safe. Each operation holds one lock for about a microsecond, or less; a put that must evict, a few of them.
 */
final class EntryTable {

    /** Asks for a version that earlier entries of the key did not have. */
    static final int NEXT_VERSION = -1;

    private final SegmentMemory memory;
    private final SegmentShape shape;
    private final Segment[] segments;
    private final Regions regions;
    private final EntryReader reader;
    private final VictimChooser chooser;
    private final Farewell farewell;
    private final RoomMaker rooms;
    private final FullSegments full;
    private final AtomicBoolean damageLogged = new AtomicBoolean();

    /** @param check what looks through segments before they are used first, null if the memory is new */
    EntryTable(SegmentMemory memory, Regions regions, Shares shares, Clock clock, @Nullable SegmentCheck check) {
        this.memory = memory;
        this.shape = memory.shape();
        this.regions = regions;
        this.reader = new EntryReader(shape.checksums);
        this.chooser = new VictimChooser(shape, regions, shares, clock);
        this.farewell = new Farewell(shape, regions, reader, clock);
        this.rooms = new RoomMaker(shape, chooser, farewell);
        this.full = new FullSegments(shape);
        this.segments = new Segment[shape.segments];
        for (int i = 0; i < segments.length; i++) {
            segments[i] = new Segment(memory, i, check);
        }
    }

    SegmentShape shape() {
        return shape;
    }

    Regions regions() {
        return regions;
    }

    /** Returns a copy of an entry; if the hash differs from the one stored, stores the given one. */
    @Nullable
    ByteEntry get(Region region, byte[] key, int hash, Use use) {
        return get(region.number(), key, hash, use);
    }

    /** Returns a copy of a piece. */
    @Nullable
    ByteEntry getPiece(Region region, byte[] key, int hash, Use use) {
        return get(region.number() | Region.PIECES, key, hash, use);
    }

    private @Nullable ByteEntry get(int number, byte[] key, int hash, Use use) {
        long keyHash = KeyHash.of(number, key);
        int slotKey = shape.slotKey(keyHash);
        Segment segment = segments[shape.segment(keyHash)];
        ByteEntry read;
        segment.lockRead();
        try {
            int at = segment.find(slotKey, number, key);
            if (at < 0) {
                return null;
            }
            if (use == Use.COUNTED) {
                segment.heat().used(at);
            }
            long entry = segment.entryAt(at);
            read = reader.read(entry, segment.end(), key);
            if (read != null) {
                storeHash(entry, hash);
                return read;
            }
        } finally {
            segment.unlockRead();
        }
        removeDamaged(number, key, segment, slotKey);
        if (!damageLogged.getAndSet(true)) {
            System.getLogger(EntryTable.class.getName())
                    .log(Level.WARNING, "An entry was removed that is not as it was written; others will be silently");
        }
        return null;
    }

    private static void storeHash(long entry, int hash) {
        long value = EntryLayout.valueAddress(EntryLayout.valueSizeAddress(entry));
        if (EntryLayout.hash(value) != hash) {
            NativeMemory.putInt(value + EntryLayout.HASH_OFFSET, hash);
        }
    }

    private void removeDamaged(int number, byte[] key, Segment segment, int slotKey) {
        segment.lockWrite();
        try {
            int at = segment.find(slotKey, number, key);
            if (at >= 0 && reader.read(segment.entryAt(at), segment.end(), key) == null) {
                farewell.remove(segment, at, new Departures());
            }
        } finally {
            segment.unlockWrite();
        }
    }

    /**
     * Puts an entry, in the place of the one that its key has if there is one. Returns its version.
     *
     * @param givenVersion the one that it is to have, or {@link #NEXT_VERSION}
     */
    int put(Region region, NewEntry fresh, int givenVersion, Departures departures) {
        long keyHash = KeyHash.of(fresh.region(), fresh.key());
        int slotKey = shape.slotKey(keyHash);
        Segment segment = segments[shape.segment(keyHash)];
        int chunks = shape.chunksOf(fresh.entryBytes(shape.checksums));
        segment.lockWrite();
        try {
            segment.readAhead(slotKey, chunks);
            int at = segment.find(slotKey, fresh.region(), fresh.key());
            int version =
                    (givenVersion == NEXT_VERSION ? segment.nextVersion() : givenVersion) & EntryLayout.VERSION_MASK;
            if (at < 0) {
                insert(region, segment, slotKey, fresh, chunks, version, departures);
            } else {
                farewell.replaced(region, segment.entryAt(at), departures);
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
        chooser.missed(segment, slotKey);
        segment.insert(slotKey, chunk, fresh.isPart());
        region.count(fresh.isPiece() ? 0 : 1, chunks);
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

    /** Removes an entry if it has a version. */
    boolean remove(Region region, byte[] key, int version, Departures departures) {
        long keyHash = KeyHash.of(region.number(), key);
        Segment segment = segments[shape.segment(keyHash)];
        segment.lockWrite();
        try {
            int at = segment.find(shape.slotKey(keyHash), region.number(), key);
            if (at < 0 || (version != ByteMap.ANY_VERSION && versionAt(segment, at) != version)) {
                return false;
            }
            farewell.remove(segment, at, departures);
            return true;
        } finally {
            segment.unlockWrite();
        }
    }

    /** Removes a piece if it is there. */
    boolean removePiece(Region region, byte[] pieceKey) {
        int number = region.number() | Region.PIECES;
        long keyHash = KeyHash.of(number, pieceKey);
        Segment segment = segments[shape.segment(keyHash)];
        segment.lockWrite();
        try {
            int at = segment.find(shape.slotKey(keyHash), number, pieceKey);
            if (at >= 0) {
                farewell.remove(segment, at, new Departures());
            }
            return at >= 0;
        } finally {
            segment.unlockWrite();
        }
    }

    /** Removes a head if it has a stamp: one of its pieces is gone, so it says nothing. */
    void removeHead(Region region, byte[] key, long stamp, Departures departures) {
        long keyHash = KeyHash.of(region.number(), key);
        Segment segment = segments[shape.segment(keyHash)];
        segment.lockWrite();
        try {
            int at = segment.find(shape.slotKey(keyHash), region.number(), key);
            if (at >= 0 && reader.isHead(segment.entryAt(at), stamp)) {
                farewell.evict(segment, at, departures);
            }
        } finally {
            segment.unlockWrite();
        }
    }

    private static int versionAt(Segment segment, int at) {
        long value = EntryLayout.valueAddress(EntryLayout.valueSizeAddress(segment.entryAt(at)));
        return EntryLayout.version(EntryLayout.flagsAndVersion(value));
    }

    /** Moves a deadline, as {@link ByteMap#touch} says; an entry that has no place for one gets it. */
    long touch(Region region, byte[] key, int version, long seenMillis, long expiresAtMillis, Departures departures) {
        long keyHash = KeyHash.of(region.number(), key);
        int slotKey = shape.slotKey(keyHash);
        Segment segment = segments[shape.segment(keyHash)];
        segment.lockWrite();
        try {
            int at = segment.find(slotKey, region.number(), key);
            if (at < 0 || versionAt(segment, at) != version) {
                return ByteMap.GONE;
            }
            long value = EntryLayout.valueAddress(EntryLayout.valueSizeAddress(segment.entryAt(at)));
            int flags = EntryLayout.flags(value);
            long deadlineMillis = EntryLayout.deadlineMillis(value, flags);
            if (deadlineMillis != seenMillis || deadlineMillis == expiresAtMillis) {
                return deadlineMillis;
            }
            segment.sweep().note(expiresAtMillis);
            if ((flags & EntryLayout.HAS_DEADLINE) != 0) {
                EntryLayout.moveDeadline(value, flags, expiresAtMillis, shape.checksums);
            } else {
                NewEntry timed = reader.reread(segment.entryAt(at), expiresAtMillis);
                int chunks = shape.chunksOf(timed.entryBytes(shape.checksums));
                replace(
                        region,
                        segment,
                        at,
                        slotKey,
                        timed,
                        chunks,
                        EntryLayout.version(EntryLayout.flagsAndVersion(value)),
                        departures);
                full.note(segment);
            }
            return deadlineMillis;
        } finally {
            segment.unlockWrite();
        }
    }

    /** Copies the keys and deadlines of the entries of a region in one segment. */
    void scan(Region region, int index, List<? super ByteVictim> into) {
        Segment segment = segments[index];
        segment.lockRead();
        try {
            for (int at = 0; at < shape.slots; at++) {
                int slot = segment.slotAt(at);
                if (slot != 0 && EntryLayout.region(segment.entryOf(slot)) == region.number()) {
                    into.add(EntryReader.victim(segment.entryOf(slot), null));
                }
            }
        } finally {
            segment.unlockRead();
        }
    }

    /** Returns the segment that the entry of a key is in, if it is there. */
    Segment home(int number, byte[] key) {
        return segments[shape.segment(KeyHash.of(number, key))];
    }

    /** Returns what the slot of a key has in its low bits. */
    int slotKey(int number, byte[] key) {
        return shape.slotKey(KeyHash.of(number, key));
    }

    /** Returns the segments that puts filled. */
    FullSegments full() {
        return full;
    }

    VictimChooser chooser() {
        return chooser;
    }

    Farewell farewell() {
        return farewell;
    }

    EntryReader reader() {
        return reader;
    }

    /** Returns the bytes that entries take, slots included. */
    long bytes(long entries, long chunks) {
        return chunks * shape.chunkBytes + entries * Integer.BYTES;
    }

    /** Looks through the segments that were not used yet, until it is closed. */
    void checkAll() {
        Pace pace = new Pace();
        for (Segment segment : segments) {
            if (!segment.ensurePrepared()) {
                return;
            }
            pace.rest();
        }
    }

    /** Returns the bytes that are taken in all segments, by dead entries too; a little behind. */
    long takenBytes() {
        long chunks = 0;
        for (Segment segment : segments) {
            chunks += segment.space().takenChunks();
        }
        return chunks * shape.chunkBytes;
    }

    /** Returns how many bytes of a file are before the first that changes. */
    int headerBytes() {
        return memory.headerBytes();
    }

    /** Writes all to the device; nobody closes the table meanwhile. */
    void force() {
        memory.force();
    }

    /** Waits for all operations and gives the memory back. Later ones throw. */
    void close() {
        boolean first = true;
        for (Segment segment : segments) {
            first &= segment.close();
        }
        if (first) {
            memory.close();
        }
    }
}
