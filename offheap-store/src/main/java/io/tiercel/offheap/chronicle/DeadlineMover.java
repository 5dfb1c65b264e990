package io.tiercel.offheap.chronicle;

import io.tiercel.offheap.map.ByteMap;

/**
 * Moves deadlines of entries of a map; one that has no place for a deadline is written anew. Thread-safe; holds the lock of
 * one segment for less than a microsecond.
 */
final class DeadlineMover {

    private final Segments segments;
    private final SegmentShape shape;
    private final EntryReader reader;
    private final EntryWriter writer;

    DeadlineMover(TableParts parts, EntryWriter writer) {
        this.segments = parts.segments();
        this.shape = parts.shape();
        this.reader = parts.reader();
        this.writer = writer;
    }

    /** Moves a deadline, as {@link ByteMap#touch} says. */
    long touch(Region region, byte[] key, int version, long seenMillis, long expiresAtMillis, Departures departures) {
        long keyHash = KeyHash.of(region.number(), key);
        int slotKey = segments.slotKey(keyHash);
        Segment segment = segments.of(keyHash);
        segment.lockWrite();
        try {
            int at = segment.find(slotKey, region.number(), key);
            if (at < 0 || EntryLayout.versionOf(segment.entryAt(at)) != version) {
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
            } else if (reader.read(segment.entryAt(at), segment.end(), key) == null) {
                return ByteMap.GONE; // with a new checksum, damage would pass for what was written
            } else {
                NewEntry timed = reader.reread(segment.entryAt(at), expiresAtMillis);
                writer.rewrite(region, segment, at, slotKey, timed, departures);
            }
            return deadlineMillis;
        } finally {
            segment.unlockWrite();
        }
    }
}
