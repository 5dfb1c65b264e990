package io.tiercel.offheap.chronicle;

import io.tiercel.offheap.chronicle.PieceLayout.Head;
import io.tiercel.offheap.map.ByteMap;

/** Removes entries of a map that are named. Thread-safe; holds the lock of one segment for less than a microsecond. */
final class EntryRemover {

    private final Segments segments;
    private final EntryReader reader;
    private final Farewell farewell;

    EntryRemover(TableParts parts) {
        this.segments = parts.segments();
        this.reader = parts.reader();
        this.farewell = parts.farewell();
    }

    /** Removes an entry if it has a version. */
    boolean remove(Region region, byte[] key, int version, Departures departures) {
        long keyHash = KeyHash.of(region.number(), key);
        Segment segment = segments.of(keyHash);
        segment.lockWrite();
        try {
            int at = segment.find(segments.slotKey(keyHash), region.number(), key);
            if (at < 0 || (version != ByteMap.ANY_VERSION && EntryLayout.versionOf(segment.entryAt(at)) != version)) {
                return false;
            }
            farewell.remove(segment, at, departures);
            return true;
        } finally {
            segment.unlockWrite();
        }
    }

    /** Evicts the entry of a key if it has one. */
    void evict(Region region, byte[] key, Departures departures) {
        long keyHash = KeyHash.of(region.number(), key);
        Segment segment = segments.of(keyHash);
        segment.lockWrite();
        try {
            int at = segment.find(segments.slotKey(keyHash), region.number(), key);
            if (at >= 0) {
                farewell.evict(segment, at, departures);
            }
        } finally {
            segment.unlockWrite();
        }
    }

    /** Removes a piece if it is there. */
    boolean removePiece(Region region, byte[] pieceKey) {
        int number = region.number() | Region.PIECES;
        long keyHash = KeyHash.of(number, pieceKey);
        Segment segment = segments.of(keyHash);
        segment.lockWrite();
        try {
            int at = segment.find(segments.slotKey(keyHash), number, pieceKey);
            if (at >= 0) {
                farewell.remove(segment, at, new Departures());
            }
            return at >= 0;
        } finally {
            segment.unlockWrite();
        }
    }

    /** Removes the pieces of a value. */
    void removePieces(Region region, Head head) {
        for (int number = 0; number < head.pieces(); number++) {
            if (!removePiece(region, PieceLayout.key(head.stamp(), number))) {
                removePiece(region, PieceLayout.key(head.stamp(), number | PieceLayout.SECOND_PLACE));
            }
        }
    }

    /** Removes a head if it has a stamp: one of its pieces is gone, so it says nothing. */
    void removeHead(Region region, byte[] key, long stamp, Departures departures) {
        long keyHash = KeyHash.of(region.number(), key);
        Segment segment = segments.of(keyHash);
        segment.lockWrite();
        try {
            int at = segment.find(segments.slotKey(keyHash), region.number(), key);
            if (at >= 0 && reader.isHead(segment.entryAt(at), segment.end(), stamp)) {
                farewell.evict(segment, at, departures);
            }
        } finally {
            segment.unlockWrite();
        }
    }
}
