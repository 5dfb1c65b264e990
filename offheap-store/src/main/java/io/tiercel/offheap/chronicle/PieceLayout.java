package io.tiercel.offheap.chronicle;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * How a value that is too large for one entry is laid out: as a head, which has the key, and pieces, in other segments,
 * whose keys are made of a stamp that no other value has and their number.
 *
 * <pre>
 * payload of the head       stamp 8, length 4, bytes of a piece 4
 * key of a piece            stamp 8, number 4, with its highest bit set if it is in its second place
 * payload of a piece        size of the key of the head 4, that key, a part of the value
 * </pre>
 */
final class PieceLayout {

    static final int HEAD_BYTES = 16;
    static final int STAMP_OFFSET = 0;
    static final int LENGTH_OFFSET = 8;
    static final int PIECE_BYTES_OFFSET = 12;

    /** The largest value has fewer, in the smallest pieces. */
    static final int MOST_PIECES = 1 << 18;

    static final int KEY_BYTES = 12;
    static final int NUMBER_OFFSET = 8;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());

    private PieceLayout() {}

    /** What a head says. */
    record Head(long stamp, int lengthBytes, int pieceBytes) {

        static Head of(byte[] payload) {
            return new Head((long) LONGS.get(payload, STAMP_OFFSET), (int) INTS.get(payload, LENGTH_OFFSET), (int)
                    INTS.get(payload, PIECE_BYTES_OFFSET));
        }

        static Head at(long payload) {
            return new Head(
                    NativeMemory.getLong(payload + STAMP_OFFSET),
                    NativeMemory.getInt(payload + LENGTH_OFFSET),
                    NativeMemory.getInt(payload + PIECE_BYTES_OFFSET));
        }

        byte[] toBytes() {
            byte[] payload = new byte[HEAD_BYTES];
            LONGS.set(payload, STAMP_OFFSET, stamp);
            INTS.set(payload, LENGTH_OFFSET, lengthBytes);
            INTS.set(payload, PIECE_BYTES_OFFSET, pieceBytes);
            return payload;
        }

        /** Returns how many there are; of a damaged head, no more than a value may have. */
        int pieces() {
            long pieces = pieceBytes <= 0 ? 0 : ((long) lengthBytes + pieceBytes - 1) / pieceBytes;
            return (int) Math.min(pieces, MOST_PIECES);
        }
    }

    /** Set in the number of a piece that is in the second of the two places that it may have. */
    static final int SECOND_PLACE = 1 << 31;

    static byte[] key(long stamp, int number) {
        byte[] key = new byte[KEY_BYTES];
        LONGS.set(key, 0, stamp);
        INTS.set(key, NUMBER_OFFSET, number);
        return key;
    }

    static long stamp(byte[] pieceKey) {
        return (long) LONGS.get(pieceKey, 0);
    }

    /** Returns the number of a piece, wherever it is. */
    static int number(byte[] pieceKey) {
        return (int) INTS.get(pieceKey, NUMBER_OFFSET) & ~SECOND_PLACE;
    }

    static byte[] piece(byte[] key, byte[] value, int from, int to) {
        byte[] piece = new byte[dataOffset(key) + to - from];
        INTS.set(piece, 0, key.length);
        System.arraycopy(key, 0, piece, Integer.BYTES, key.length);
        System.arraycopy(value, from, piece, dataOffset(key), to - from);
        return piece;
    }

    static int dataOffset(byte[] key) {
        return Integer.BYTES + key.length;
    }

    /** Returns the key of the head of a piece; of a damaged one, any. */
    static byte[] headKey(byte[] piece) {
        if (piece.length < Integer.BYTES) {
            return new byte[0];
        }
        int length = Math.max(0, Math.min((int) INTS.get(piece, 0), piece.length - Integer.BYTES));
        return Arrays.copyOfRange(piece, Integer.BYTES, Integer.BYTES + length);
    }
}
