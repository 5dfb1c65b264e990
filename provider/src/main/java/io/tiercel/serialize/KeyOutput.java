package io.tiercel.serialize;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Takes the parts of a key: counts their bytes first, then writes them into an array of that length, so that no other
 * is allocated. For one thread.
 */
final class KeyOutput {

    /** What a key may take; longer ones are no keys but values. */
    static final int MAX_BYTES = 16 << 20;

    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private byte @Nullable [] bytes;
    private int at;

    /** Ends the count; the same parts are to be put again. */
    byte[] startWriting() {
        byte[] counted = new byte[at];
        bytes = counted;
        at = 0;
        return counted;
    }

    void putByte(int value) {
        int from = take(Byte.BYTES);
        if (bytes != null) {
            bytes[from] = (byte) value;
        }
    }

    void putShort(int value) {
        int from = take(Short.BYTES);
        if (bytes != null) {
            SHORTS.set(bytes, from, (short) value);
        }
    }

    void putInt(int value) {
        int from = take(Integer.BYTES);
        if (bytes != null) {
            INTS.set(bytes, from, value);
        }
    }

    void putLong(long value) {
        int from = take(Long.BYTES);
        if (bytes != null) {
            LONGS.set(bytes, from, value);
        }
    }

    /** Puts a number from 0 on, the smaller the shorter. */
    void putVarint(int value) {
        int rest = value;
        while ((rest & ~0x7F) != 0) {
            putByte((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        putByte(rest);
    }

    void putBytes(byte[] value) {
        int from = take(value.length);
        if (bytes != null) {
            System.arraycopy(value, 0, bytes, from, value.length);
        }
    }

    /** Puts the tag, the length and the characters of a string. */
    void putText(String text) {
        boolean latin1 = KeyText.isLatin1(text);
        putByte(latin1 ? KeyTags.LATIN1 : KeyTags.UTF16);
        putVarint(text.length());
        int from = take(KeyText.lengthBytes(text, latin1));
        if (bytes != null) {
            KeyText.write(text, latin1, bytes, from);
        }
    }

    private int take(int lengthBytes) {
        int from = at;
        if (lengthBytes > MAX_BYTES - from) {
            throw tooLong();
        }
        at = from + lengthBytes;
        return from;
    }

    static SerializationException tooLong() {
        return new SerializationException("A key takes more than " + MAX_BYTES + " bytes");
    }
}
