package io.tiercel.offheap.chronicle;

import io.tiercel.jvm.FirstFailure;
import io.tiercel.offheap.chronicle.Departures.Departure;
import io.tiercel.offheap.chronicle.ExpiredVictims.Untold;
import io.tiercel.offheap.chronicle.PieceLayout.Head;
import io.tiercel.offheap.map.ByteEntry;
import io.tiercel.offheap.map.ByteMap.Use;
import io.tiercel.offheap.map.ByteVictim;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Divides values that are too large for an entry into pieces, and puts them together. All pieces of a value are in the
 * table before its head, and the head leaves before them, so a reader that misses one looks at the head again: either
 * another one is in its place, or a piece was evicted, and then the value is gone. Thread-safe.
 */
final class LargeValues {

    private final Segments segments;
    private final EntryFinder finder;
    private final EntryWriter writer;
    private final EntryRemover remover;
    private final int pieceBytes;

    LargeValues(Segments segments, EntryFinder finder, EntryWriter writer, EntryRemover remover, int pieceBytes) {
        this.segments = segments;
        this.finder = finder;
        this.writer = writer;
        this.remover = remover;
        this.pieceBytes = pieceBytes;
    }

    /** Where the payloads of pieces are. */
    private interface Pieces {
        byte @Nullable [] payload(long stamp, int number);
    }

    /** Returns whether an entry has to be divided. */
    boolean isLarge(NewEntry entry) {
        return entry.entryBytes(segments.shape().checksums) > pieceBytes;
    }

    /** Returns how long a key may be. */
    int largestKeyBytes() {
        return pieceBytes / 4;
    }

    /** Puts the pieces and returns the head. */
    NewEntry divide(Region region, NewEntry entry, Departures departures) {
        byte[] key = entry.key();
        int overhead = EntryLayout.entryBytes(
                EntryLayout.REGION_BYTES + PieceLayout.KEY_BYTES,
                EntryLayout.overheadBytes(0, segments.shape().checksums) + PieceLayout.dataOffset(key));
        int dataBytes = pieceBytes - overhead - 4;
        byte[] value = entry.payload();
        Head head = new Head(ThreadLocalRandom.current().nextLong(), value.length, dataBytes);
        for (int number = 0, from = 0; from < value.length; number++, from += dataBytes) {
            byte[] piece = PieceLayout.piece(key, value, from, Math.min(value.length, from + dataBytes));
            NewEntry fresh = new NewEntry(
                    region.number() | Region.PIECES,
                    roomierKey(region, head.stamp(), number),
                    entry.hash(),
                    EntryLayout.IS_PIECE,
                    entry.kind(),
                    piece,
                    Long.MAX_VALUE,
                    Long.MAX_VALUE);
            writer.put(region, fresh, EntryWriter.NEXT_VERSION, departures);
        }
        return new NewEntry(
                entry.region(),
                key,
                entry.hash(),
                EntryLayout.IS_HEAD,
                entry.kind(),
                head.toBytes(),
                entry.expiresAtMillis(),
                entry.limitMillis());
    }

    static boolean isHead(ByteEntry entry) {
        return (entry.version() & EntryReader.HEAD_VERSION) != 0;
    }

    /** Returns the entry of a head with its whole value, or null if that is gone. */
    @Nullable
    ByteEntry complete(Region region, byte[] key, int hash, Use use, ByteEntry seen) {
        ByteEntry head = seen;
        while (true) {
            byte[] value =
                    join(key, Head.of(head.payload()), (stamp, number) -> payload(region, stamp, number, hash, use));
            if (value != null) {
                int version = head.version() & ~EntryReader.HEAD_VERSION;
                return new ByteEntry(head.kind(), value, version, head.expiresAtMillis(), head.limitMillis());
            }
            ByteEntry now = finder.get(region, key, hash, Use.UNCOUNTED);
            if (now == null || !isHead(now)) {
                return now;
            }
            if (Head.of(now.payload()).stamp() == Head.of(head.payload()).stamp()) {
                Departures departures = new Departures();
                removeOrphaned(region, key, Head.of(now.payload()).stamp(), departures);
                finish(departures);
                return null;
            }
            head = now;
        }
    }

    /**
     * Returns the key for which a piece is in the emptier of two segments. A value is lost with any piece of it, so much
     * less of a map could be used if pieces were not spread as evenly (Mitzenmacher, "The Power of Two Choices in
     * Randomized Load Balancing", 2001).
     */
    private byte[] roomierKey(Region region, long stamp, int number) {
        byte[] first = PieceLayout.key(stamp, number);
        byte[] second = PieceLayout.key(stamp, number | PieceLayout.SECOND_PLACE);
        int pieces = region.number() | Region.PIECES;
        return takenChunks(pieces, first) <= takenChunks(pieces, second) ? first : second;
    }

    private int takenChunks(int number, byte[] key) {
        return segments.of(KeyHash.of(number, key)).space().takenChunks();
    }

    private byte @Nullable [] payload(Region region, long stamp, int number, int hash, Use use) {
        ByteEntry piece = finder.getPiece(region, PieceLayout.key(stamp, number), hash, use);
        if (piece == null) {
            piece = finder.getPiece(region, PieceLayout.key(stamp, number | PieceLayout.SECOND_PLACE), hash, use);
        }
        return piece == null ? null : piece.payload();
    }

    private static byte @Nullable [] join(byte[] key, Head head, Pieces pieces) {
        byte[] value = new byte[head.lengthBytes()];
        int offset = PieceLayout.dataOffset(key);
        for (int number = 0, from = 0; from < value.length; number++, from += head.pieceBytes()) {
            byte[] piece = pieces.payload(head.stamp(), number);
            int length = Math.min(head.pieceBytes(), value.length - from);
            if (piece == null || piece.length != offset + length) {
                return null;
            }
            System.arraycopy(piece, offset, value, from, length);
        }
        return value;
    }

    private void removeOrphaned(Region region, byte[] key, long stamp, Departures departures) {
        remover.removeHead(region, key, stamp, departures);
    }

    /** Returns the value of a head that was taken out, with what else is told of it, or null if a piece is gone. */
    @Nullable
    ByteEntry completeLast(Region region, ByteVictim victim, ByteEntry said, Departures departures) {
        byte[] value = join(victim.key(), Head.of(said.payload()), (stamp, number) -> {
            byte[] kept = departures.kept(stamp, number);
            return kept != null ? kept : payload(region, stamp, number, victim.hash(), Use.UNCOUNTED);
        });
        int version = said.version() & ~EntryReader.HEAD_VERSION;
        return value == null
                ? null
                : new ByteEntry(said.kind(), value, version, said.expiresAtMillis(), said.limitMillis());
    }

    /**
     * Does what is left to do about entries that left: removes pieces of heads and heads of pieces, tells the tier above
     * and, by and by, the caches. Nothing is locked. Each is seen to whatever becomes of the others, for nobody comes again:
     * the first failure is thrown then.
     */
    void finish(Departures departures) {
        Throwable failure = null;
        for (int i = 0; i < departures.list().size(); i++) { // which grows meanwhile
            try {
                finish(departures.list().get(i), departures);
            } catch (RuntimeException | Error e) {
                failure = FirstFailure.of(failure, e);
            }
        }
        FirstFailure.rethrow(failure);
    }

    private void finish(Departure departure, Departures departures) {
        try {
            tell(departure, departures);
        } finally {
            removeRest(departure, departures);
        }
    }

    private void tell(Departure departure, Departures departures) {
        Part part = departure.region().part();
        if (departure.key() != null) {
            try {
                part.left(departure.key(), departure.hash());
            } finally {
                part.count(departure.hasExpired());
            }
        } else if (departure.untold() != null) {
            try {
                part.left(departure.untold().victim().key(), departure.hash());
            } finally {
                complete(departure, departure.untold(), departures);
            }
        }
    }

    private void removeRest(Departure departure, Departures departures) {
        Head head = departure.head();
        if (head == null) {
            return;
        }
        Region region = departure.region();
        if (departure.orphanedHead() == null) {
            remover.removePieces(region, head);
            return;
        }
        try {
            remover.removeHead(region, departure.orphanedHead(), head.stamp(), departures);
        } finally {
            region.part().left(departure.orphanedHead(), departure.hash());
        }
    }

    /** Puts the content of an expired value together, of which its cache is to be told. */
    private void complete(Departure departure, Untold untold, Departures departures) {
        if (departure.head() == null) {
            return;
        }
        ByteVictim victim = untold.victim();
        ByteEntry said = victim.content();
        ByteEntry content = said == null ? null : completeLast(departure.region(), victim, said, departures);
        Part part = departure.region().part();
        if (!part.untoldExpired().complete(untold, content)) {
            part.count(/* hasExpired= */ true);
        }
    }
}
