package io.tiercel.serialize;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The bytes of arrays of primitives. An array of bytes is its own; all others are copied once each way. */
final class PrimitiveArrays {

    private PrimitiveArrays() {}

    static byte kindOf(Object array) {
        if (array instanceof byte[]) {
            return ValueKinds.BYTES;
        }
        if (array instanceof int[]) {
            return ValueKinds.INTEGERS;
        }
        if (array instanceof long[]) {
            return ValueKinds.LONGS;
        }
        if (array instanceof double[]) {
            return ValueKinds.DOUBLES;
        }
        if (array instanceof float[]) {
            return ValueKinds.FLOATS;
        }
        if (array instanceof char[]) {
            return ValueKinds.CHARACTERS;
        }
        return array instanceof short[] ? ValueKinds.SHORTS : ValueKinds.BOOLEANS;
    }

    static byte[] bytesOf(Object array) {
        if (array instanceof byte[] own) {
            return own;
        }
        if (array instanceof int[] integers) {
            byte[] bytes = allocate(integers.length, Integer.BYTES);
            buffer(bytes).asIntBuffer().put(integers);
            return bytes;
        }
        if (array instanceof long[] longs) {
            byte[] bytes = allocate(longs.length, Long.BYTES);
            buffer(bytes).asLongBuffer().put(longs);
            return bytes;
        }
        if (array instanceof double[] doubles) {
            byte[] bytes = allocate(doubles.length, Double.BYTES);
            buffer(bytes).asDoubleBuffer().put(doubles);
            return bytes;
        }
        if (array instanceof float[] floats) {
            byte[] bytes = allocate(floats.length, Float.BYTES);
            buffer(bytes).asFloatBuffer().put(floats);
            return bytes;
        }
        if (array instanceof char[] characters) {
            byte[] bytes = allocate(characters.length, Character.BYTES);
            buffer(bytes).asCharBuffer().put(characters);
            return bytes;
        }
        if (array instanceof short[] shorts) {
            byte[] bytes = allocate(shorts.length, Short.BYTES);
            buffer(bytes).asShortBuffer().put(shorts);
            return bytes;
        }
        boolean[] booleans = (boolean[]) array;
        byte[] bytes = new byte[booleans.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (booleans[i] ? 1 : 0);
        }
        return bytes;
    }

    /** Returns the array of a kind; an array of bytes is the given one. */
    static Object arrayOf(byte kind, byte[] bytes) {
        ByteBuffer buffer = buffer(bytes);
        switch (kind) {
            case ValueKinds.BYTES -> {
                return bytes;
            }
            case ValueKinds.INTEGERS -> {
                int[] integers = new int[length(bytes, Integer.BYTES)];
                buffer.asIntBuffer().get(integers);
                return integers;
            }
            case ValueKinds.LONGS -> {
                long[] longs = new long[length(bytes, Long.BYTES)];
                buffer.asLongBuffer().get(longs);
                return longs;
            }
            case ValueKinds.DOUBLES -> {
                double[] doubles = new double[length(bytes, Double.BYTES)];
                buffer.asDoubleBuffer().get(doubles);
                return doubles;
            }
            case ValueKinds.FLOATS -> {
                float[] floats = new float[length(bytes, Float.BYTES)];
                buffer.asFloatBuffer().get(floats);
                return floats;
            }
            case ValueKinds.CHARACTERS -> {
                char[] characters = new char[length(bytes, Character.BYTES)];
                buffer.asCharBuffer().get(characters);
                return characters;
            }
            case ValueKinds.SHORTS -> {
                short[] shorts = new short[length(bytes, Short.BYTES)];
                buffer.asShortBuffer().get(shorts);
                return shorts;
            }
            case ValueKinds.BOOLEANS -> {
                boolean[] booleans = new boolean[bytes.length];
                for (int i = 0; i < bytes.length; i++) {
                    booleans[i] = bytes[i] != 0;
                }
                return booleans;
            }
            default -> throw new IllegalArgumentException("unknown kind of value, kind=" + kind);
        }
    }

    private static byte[] allocate(int length, int bytesEach) {
        if (length > (Integer.MAX_VALUE - 8) / bytesEach) {
            throw new SerializationException("An array has more bytes than one of bytes can hold, length=" + length);
        }
        return new byte[length * bytesEach];
    }

    private static ByteBuffer buffer(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int length(byte[] bytes, int bytesEach) {
        if (bytes.length % bytesEach != 0) {
            throw new IllegalArgumentException("a part of an element, lengthBytes=" + bytes.length);
        }
        return bytes.length / bytesEach;
    }
}
