package io.tiercel.offheap.chronicle;

import io.tiercel.offheap.map.ByteEntry;
import io.tiercel.offheap.map.ByteMap.Use;
import org.jspecify.annotations.Nullable;

/**
 * Finds entries of a map, and copies them out. One that is not as it was written is removed. Thread-safe; holds the lock
 * of one segment for less than a microsecond.
 */
final class EntryFinder {

    private final Segments segments;
    private final SegmentShape shape;
    private final EntryReader reader;
    private final WindowBalance balance;
    private final DamagedEntries damaged;

    EntryFinder(TableParts parts, DamagedEntries damaged) {
        this.segments = parts.segments();
        this.shape = parts.shape();
        this.reader = parts.reader();
        this.balance = parts.balance();
        this.damaged = damaged;
    }

    /** Returns a copy of an entry; if the hash differs from the one stored, stores the given one. */
    @Nullable
    ByteEntry get(Region region, byte[] key, int hash, Use use) {
        return get(region.number(), key, hash, use);
    }

    /** Returns whether there is an entry, in whatever state. */
    boolean has(Region region, byte[] key) {
        long keyHash = KeyHash.of(region.number(), key);
        int index = shape.segment(keyHash);
        segments.lockRead(index);
        try {
            return SlotSearch.find(shape, segments.address(index), shape.slotKey(keyHash), region.number(), key) >= 0;
        } finally {
            segments.unlockRead(index);
        }
    }

    /** Returns a copy of a piece. */
    @Nullable
    ByteEntry getPiece(Region region, byte[] key, int hash, Use use) {
        return get(region.number() | Region.PIECES, key, hash, use);
    }

    private @Nullable ByteEntry get(int number, byte[] key, int hash, Use use) {
        long keyHash = KeyHash.of(number, key);
        int index = shape.segment(keyHash);
        ByteEntry read;
        segments.lockRead(index);
        try {
            long segment = segments.address(index);
            int at = SlotSearch.find(shape, segment, shape.slotKey(keyHash), number, key);
            if (at < 0) {
                return null;
            }
            if (use == Use.COUNTED) {
                segments.at(index).heat().used(at);
            }
            long entry = shape.entry(segment, SlotSearch.slotAt(segment, at));
            read = reader.read(entry, segment + shape.chunksEnd, key);
            if (read != null) {
                storeHash(entry, hash);
            }
        } finally {
            segments.unlockRead(index);
        }
        if (read == null) {
            damaged.remove(number, key, hash);
        } else if (use == Use.COUNTED) {
            balance.used(keyHash);
        }
        return read;
    }

    private static void storeHash(long entry, int hash) {
        long value = EntryLayout.valueAddress(EntryLayout.valueSizeAddress(entry));
        if (EntryLayout.hash(value) != hash) {
            NativeMemory.putInt(value + EntryLayout.HASH_OFFSET, hash);
        }
    }
}
