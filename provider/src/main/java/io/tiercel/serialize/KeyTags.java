package io.tiercel.serialize;

/**
 * The first byte of an item in the bytes of a key, which says what follows. Written to disk: numbers are never used for
 * anything else.
 *
 * <p>A key is one item; the components of a record are items one after the other. Numbers are big-endian. A string that
 * is the whole key takes all bytes that follow; within a record its length in characters comes before it, as a varint
 * of seven bits a byte, the lowest first. What a class of the JDK writes is in {@link JdkKeyTypes}.
 */
public final class KeyTags {

    /** No value: a component of a record. */
    static final byte NULL = 0;

    /** A string of characters below 256, one byte each. */
    static final byte LATIN1 = 1;

    /** A string with a character from 256 on, two bytes each, surrogates as they are. */
    static final byte UTF16 = 2;

    static final byte INTEGER = 3;
    static final byte LONG = 4;
    static final byte UUID = 5;
    static final byte BOOLEAN = 6;
    static final byte BYTE = 7;
    static final byte SHORT = 8;
    static final byte CHARACTER = 9;
    static final byte FLOAT = 10;
    static final byte DOUBLE = 11;
    static final byte BIG_INTEGER = 12;
    static final byte BIG_DECIMAL = 13;
    static final byte INSTANT = 14;
    static final byte DURATION = 15;
    static final byte PERIOD = 16;
    static final byte LOCAL_DATE = 17;
    static final byte LOCAL_TIME = 18;
    static final byte LOCAL_DATE_TIME = 19;
    static final byte OFFSET_TIME = 20;
    static final byte OFFSET_DATE_TIME = 21;
    static final byte ZONED_DATE_TIME = 22;
    static final byte YEAR = 23;
    static final byte YEAR_MONTH = 24;
    static final byte MONTH_DAY = 25;
    static final byte ZONE_OFFSET = 26;
    static final byte ZONE_REGION = 27;

    /** A constant of the enum that is declared where it stands: its name. */
    static final byte DECLARED_ENUM = 40;

    /** A constant of another enum: its class, its name. */
    static final byte NAMED_ENUM = 41;

    /** A record of the class that is declared where it stands: its components. */
    static final byte DECLARED_RECORD = 42;

    /** A record of another class: its class, the hash of what its components are, its components. */
    static final byte NAMED_RECORD = 43;

    /** Never written by a {@link KeyCodec}: for stores that find other keys by their hash, to begin their bytes with. */
    public static final byte HASHED = 127;

    private KeyTags() {}
}
