package io.tiercel.serialize;

/** The bytes of a mutable object that is held by value. Nobody may change the array. */
public sealed class Encoded extends Held permits VettedEncoded {

    private final byte[] bytes;

    /** Wraps bytes that a serializer made; the caller gives the array away. */
    public Encoded(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Returns the bytes themselves, not a copy; the caller must not change them. */
    public final byte[] bytes() {
        return bytes;
    }

    @Override
    Object open(ValueStorage storage) {
        return storage.decode(bytes);
    }

    @Override
    long weightBytes(ValueStorage storage) {
        return HeapLayout.WRAPPER_BYTES + HeapLayout.arrayBytes(bytes.length, Byte.BYTES);
    }
}
