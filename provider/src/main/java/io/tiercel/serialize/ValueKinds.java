package io.tiercel.serialize;

/**
 * What the bytes of a value in a lower tier are. Written to disk: numbers are never used for anything else. Numbers in
 * the bytes are little-endian.
 */
final class ValueKinds {

    /** What the serializer made of an object that is held as it is. */
    static final byte SERIALIZED = 1;

    /** What the serializer made of an object that is mutable: the bytes that the heap tier holds, too. */
    static final byte ENCODED = 2;

    /** What the serializer made of the cache's copy of an object. */
    static final byte COPIED = 3;

    /** A string of characters below 256, one byte each. */
    static final byte LATIN1 = 4;

    /** Another string, two bytes a character. Big-endian, as in keys. */
    static final byte UTF16 = 5;

    static final byte INTEGER = 6;
    static final byte LONG = 7;

    /** One of the value classes of the JDK that keys know too, as in a key. */
    static final byte JDK_VALUE = 8;

    /** An array of bytes, as it is. */
    static final byte BYTES = 16;

    /** An array of booleans, a byte each. */
    static final byte BOOLEANS = 17;

    static final byte CHARACTERS = 18;
    static final byte SHORTS = 19;
    static final byte INTEGERS = 20;
    static final byte LONGS = 21;
    static final byte FLOATS = 22;
    static final byte DOUBLES = 23;

    /** Added to the kind of a value that annotations go before, see {@link AnnotationCodec}. */
    static final byte ANNOTATED = 64;

    private ValueKinds() {}
}
