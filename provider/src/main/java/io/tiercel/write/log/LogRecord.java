package io.tiercel.write.log;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One record of the log. Immutable: nobody may change the arrays.
 *
 * @param type what it says
 * @param sequence the number of the change; of a description, the first number that is free
 * @param timeMillis when the change was made, in milliseconds since the epoch
 * @param key the canonical bytes of the key; of other records, what {@link Type} says
 * @param kind what the bytes of the value are, as {@link io.tiercel.serialize.ValueCodec} tells; of changes that are done,
 *     whether they were taken back
 * @param value the bytes of the value, empty but for a write
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them, or changes the arrays
public record LogRecord(Type type, long sequence, long timeMillis, byte[] key, byte kind, byte[] value) {

    private static final byte[] NOTHING = {};

    /** What changes that are done are if they were never made. */
    private static final byte TAKEN_BACK = 1;

    /** What a record says. */
    public enum Type {
        /** What the changes in the segment are made of: the first record, with the text in place of a key. */
        DESCRIPTION(1),
        /** A key gets a value. */
        WRITE(2),
        /** A key is taken away. */
        DELETE(3),
        /** Changes need not be told any more: the source has them, or they were taken back. Their numbers are in place of the key. */
        DONE(4);

        final byte code;

        Type(int code) {
            this.code = (byte) code;
        }

        /** Returns the type of a code, or null if there is none. */
        static @Nullable Type of(byte code) {
            for (Type type : values()) {
                if (type.code == code) {
                    return type;
                }
            }
            return null;
        }
    }

    /** Returns the record that gives a key a value, without a number yet. */
    public static LogRecord write(long timeMillis, byte[] key, byte kind, byte[] value) {
        return new LogRecord(Type.WRITE, 0, timeMillis, key, kind, value);
    }

    /** Returns the record that takes a key away, without a number yet. */
    public static LogRecord delete(long timeMillis, byte[] key) {
        return new LogRecord(Type.DELETE, 0, timeMillis, key, (byte) 0, NOTHING);
    }

    LogRecord numbered(long number) {
        return new LogRecord(type, number, timeMillis, key, kind, value);
    }

    static LogRecord done(List<Long> sequences) {
        return done(sequences, (byte) 0);
    }

    /** Returns the record of changes that were never made, though they may be in the log. */
    static LogRecord takenBack(List<Long> sequences) {
        return done(sequences, TAKEN_BACK);
    }

    private static LogRecord done(List<Long> sequences, byte kind) {
        ByteBuffer numbers = ByteBuffer.allocate(sequences.size() * Long.BYTES);
        sequences.forEach(numbers::putLong);
        return new LogRecord(Type.DONE, 0, 0, numbers.array(), kind, NOTHING);
    }

    /** Returns whether the changes in a {@link Type#DONE} record were never made. */
    boolean isTakenBack() {
        return kind == TAKEN_BACK;
    }

    static LogRecord description(byte[] text, long nextSequence) {
        return new LogRecord(Type.DESCRIPTION, nextSequence, 0, text, (byte) 0, NOTHING);
    }

    /** Returns the numbers in a {@link Type#DONE} record. */
    long[] sequences() {
        long[] numbers = new long[key.length / Long.BYTES];
        ByteBuffer.wrap(key).asLongBuffer().get(numbers);
        return numbers;
    }

    boolean isChange() {
        return type == Type.WRITE || type == Type.DELETE;
    }

    int lengthBytes() {
        return LogLayout.HEADER_LENGTH + key.length + value.length;
    }
}
