package io.tiercel.serialize;

import java.nio.ByteBuffer;

/**
 * Gives the parts of a key back in the order in which they were put. Whatever the bytes say, nothing is allocated that
 * is longer than they are. For one thread; what is not there is a {@link RuntimeException}.
 */
final class KeyInput {

    private final ByteBuffer bytes;

    KeyInput(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
    }

    byte takeByte() {
        return bytes.get();
    }

    short takeShort() {
        return bytes.getShort();
    }

    int takeInt() {
        return bytes.getInt();
    }

    long takeLong() {
        return bytes.getLong();
    }

    int takeVarint() {
        int value = 0;
        for (int shift = 0; shift < Integer.SIZE; shift += 7) {
            byte part = bytes.get();
            value |= (part & 0x7F) << shift;
            if (part >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number is too long");
    }

    byte[] takeBytes(int length) {
        byte[] taken = new byte[checked(length, Byte.BYTES)];
        bytes.get(taken);
        return taken;
    }

    /** Returns a string whose tag was taken already. */
    String takeText(byte tag) {
        boolean latin1 = tag == KeyTags.LATIN1;
        if (!latin1 && tag != KeyTags.UTF16) {
            throw new IllegalArgumentException("no string, tag=" + tag);
        }
        int length = checked(takeVarint(), latin1 ? Byte.BYTES : Character.BYTES);
        int lengthBytes = latin1 ? length : length * Character.BYTES;
        String text = KeyText.read(bytes.array(), bytes.position(), lengthBytes, latin1);
        bytes.position(bytes.position() + lengthBytes);
        return text;
    }

    String takeText() {
        return takeText(takeByte());
    }

    boolean isAtEnd() {
        return !bytes.hasRemaining();
    }

    private int checked(int length, int bytesEach) {
        if (length < 0 || length > bytes.remaining() / bytesEach) {
            throw new IllegalArgumentException("longer than the bytes that are left, length=" + length);
        }
        return length;
    }
}
