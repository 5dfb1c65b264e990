package io.tiercel.serialize;

import java.lang.reflect.Array;

/**
 * The arithmetic of HotSpot's object layout: headers, references, and objects aligned to eight bytes.
 *
 * <p>Compressed references are assumed as HotSpot turns them on by itself: when the heap's maximum is below 32 GiB. A
 * JVM that was told otherwise by flags is off by at most the difference of four bytes a reference.
 */
final class HeapLayout {

    private static final long COMPRESSED_REFERENCES_LIMIT_BYTES = 32L << 30;
    private static final boolean COMPRESSED = Runtime.getRuntime().maxMemory() < COMPRESSED_REFERENCES_LIMIT_BYTES;

    static final int REFERENCE_BYTES = COMPRESSED ? 4 : 8;
    static final int HEADER_BYTES = 12;
    static final int ARRAY_HEADER_BYTES = 16;

    /** An object with one reference and nothing else. */
    static final long WRAPPER_BYTES = align(HEADER_BYTES + (long) REFERENCE_BYTES);

    private HeapLayout() {}

    static long align(long sizeBytes) {
        return (sizeBytes + 7) & -8;
    }

    static long arrayBytes(int length, int elementBytes) {
        return align(ARRAY_HEADER_BYTES + (long) length * elementBytes);
    }

    static long primitiveArrayBytes(Object array) {
        return arrayBytes(Array.getLength(array), fieldBytes(array.getClass().getComponentType()));
    }

    static int fieldBytes(Class<?> type) {
        if (type == long.class || type == double.class) {
            return Long.BYTES;
        }
        if (type == int.class || type == float.class) {
            return Integer.BYTES;
        }
        if (type == short.class || type == char.class) {
            return Short.BYTES;
        }
        return type == byte.class || type == boolean.class ? 1 : REFERENCE_BYTES;
    }

    /** A string and its array, of one byte a character where all are Latin-1, of two otherwise. */
    static long stringBytes(String string) {
        int length = string.length();
        int charBytes = isLatin1(string, length) ? 1 : 2;
        return align(HEADER_BYTES + REFERENCE_BYTES + 6L) + arrayBytes(length, charBytes);
    }

    private static boolean isLatin1(String string, int length) {
        for (int i = 0; i < length; i++) {
            if (string.charAt(i) > 0xFF) {
                return false;
            }
        }
        return true;
    }
}
