package io.tiercel.offheap.chronicle;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is to be done about entries that left, once their segment is free again. Used by one thread. */
final class Departures {

    private @Nullable List<Departure> list;
    private @Nullable List<Piece> pieces;

    /**
     * An entry that left.
     *
     * @param region of the entry
     * @param hash of the entry, or of the head of the piece
     * @param key of the entry if its cache is to be told that it left, as {@link Part#keyToTell} says, else null
     * @param untold if its cache is to be told with its content
     * @param hasExpired whether it was of no use any more
     * @param head what the head says if it was one, or if it is that of a piece
     * @param orphanedHead the key of the head that a piece left without
     */
    @SuppressWarnings("ArrayRecordComponent") // a carrier that nobody compares
    record Departure(
            Region region,
            int hash,
            byte @Nullable [] key,
            ExpiredVictims.@Nullable Untold untold,
            boolean hasExpired,
            PieceLayout.@Nullable Head head,
            byte @Nullable [] orphanedHead) {}

    /** The payload of a piece that left, of which more may be told. */
    @SuppressWarnings("ArrayRecordComponent") // a carrier that nobody compares
    private record Piece(byte[] key, byte[] payload) {}

    /** Keeps a piece that left. */
    void keep(byte[] pieceKey, byte[] payload) {
        if (pieces == null) {
            pieces = new ArrayList<>(4);
        }
        pieces.add(new Piece(pieceKey, payload));
    }

    /** Returns the payload of a piece that left and was kept, else null. */
    byte @Nullable [] kept(long stamp, int number) {
        if (pieces != null) {
            for (Piece piece : pieces) {
                if (PieceLayout.stamp(piece.key) == stamp && PieceLayout.number(piece.key) == number) {
                    return piece.payload;
                }
            }
        }
        return null;
    }

    void add(Departure departure) {
        if (list == null) {
            list = new ArrayList<>(4);
        }
        list.add(departure);
    }

    List<Departure> list() {
        return list == null ? List.of() : list;
    }
}
