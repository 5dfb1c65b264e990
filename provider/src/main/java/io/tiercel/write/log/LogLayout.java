package io.tiercel.write.log;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a segment, as {@code docs/write-behind-format.md} describes them. A preamble, then records; numbers are
 * big-endian.
 *
 * <p>The checksum of a record covers the number of the segment, which is in the name of the file, so that a record that
 * happens to be within a value of another segment is not taken for one.
 */
final class LogLayout {

    static final int VERSION = 1;

    static final long MAGIC = 0x5452_434C_5751_4C47L;
    static final int MAGIC_OFFSET = 0;
    static final int VERSION_OFFSET = 8;
    static final int PREAMBLE_CHECKSUM_OFFSET = 12;
    static final int PREAMBLE_LENGTH = 16;

    static final int MARK = 0x7E_1C_3A_5D;
    static final int MARK_OFFSET = 0;
    static final int CHECKSUM_OFFSET = 4;
    static final int KEY_LENGTH_OFFSET = 8;
    static final int VALUE_LENGTH_OFFSET = 12;
    static final int SEQUENCE_OFFSET = 16;
    static final int TIME_OFFSET = 24;
    static final int TYPE_OFFSET = 32;
    static final int KIND_OFFSET = 33;
    static final int HEADER_LENGTH = 36;

    /** The most that key and value of one record have together. */
    static final int MAX_BODY_LENGTH = 64 << 20;

    private LogLayout() {}

    static byte[] preamble() {
        ByteBuffer bytes = ByteBuffer.allocate(PREAMBLE_LENGTH);
        bytes.putLong(MAGIC_OFFSET, MAGIC);
        bytes.putInt(VERSION_OFFSET, VERSION);
        bytes.putInt(PREAMBLE_CHECKSUM_OFFSET, preambleChecksum(bytes));
        return bytes.array();
    }

    private static int preambleChecksum(ByteBuffer segment) {
        CRC32C checksum = new CRC32C();
        checksum.update(segment.slice(0, PREAMBLE_CHECKSUM_OFFSET));
        return (int) checksum.getValue();
    }

    /** Returns the version that the preamble of a segment names, or null if it is damaged. */
    static @Nullable Integer versionOf(ByteBuffer segment) {
        boolean isWhole = segment.capacity() >= PREAMBLE_LENGTH
                && segment.getLong(MAGIC_OFFSET) == MAGIC
                && segment.getInt(PREAMBLE_CHECKSUM_OFFSET) == preambleChecksum(segment);
        return isWhole ? (Integer) segment.getInt(VERSION_OFFSET) : null;
    }

    /** Returns the bytes of records. */
    static byte[] encode(List<LogRecord> records, long segmentNumber) {
        int length = 0;
        for (LogRecord record : records) {
            length = Math.addExact(length, record.lengthBytes());
        }
        ByteBuffer bytes = ByteBuffer.allocate(length);
        for (LogRecord record : records) {
            encode(record, segmentNumber, bytes);
        }
        return bytes.array();
    }

    private static void encode(LogRecord record, long segmentNumber, ByteBuffer bytes) {
        int offset = bytes.position();
        bytes.putInt(offset + MARK_OFFSET, MARK);
        bytes.putInt(offset + KEY_LENGTH_OFFSET, record.key().length);
        bytes.putInt(offset + VALUE_LENGTH_OFFSET, record.value().length);
        bytes.putLong(offset + SEQUENCE_OFFSET, record.sequence());
        bytes.putLong(offset + TIME_OFFSET, record.timeMillis());
        bytes.put(offset + TYPE_OFFSET, record.type().code);
        bytes.put(offset + KIND_OFFSET, record.kind());
        bytes.position(offset + HEADER_LENGTH).put(record.key()).put(record.value());
        bytes.putInt(offset + CHECKSUM_OFFSET, checksum(bytes, offset, record.lengthBytes(), segmentNumber));
    }

    /** Returns the record that begins at an offset, or null if none that is whole does. */
    static @Nullable LogRecord decode(ByteBuffer segment, int offset, long segmentNumber) {
        if (segment.capacity() - offset < HEADER_LENGTH || segment.getInt(offset + MARK_OFFSET) != MARK) {
            return null;
        }
        int keyLength = segment.getInt(offset + KEY_LENGTH_OFFSET);
        int valueLength = segment.getInt(offset + VALUE_LENGTH_OFFSET);
        long bodyLength = (long) keyLength + valueLength;
        if (keyLength < 0 || valueLength < 0 || bodyLength > segment.capacity() - offset - HEADER_LENGTH) {
            return null;
        }
        int length = HEADER_LENGTH + (int) bodyLength;
        LogRecord.Type type = LogRecord.Type.of(segment.get(offset + TYPE_OFFSET));
        if (type == null
                || segment.getInt(offset + CHECKSUM_OFFSET) != checksum(segment, offset, length, segmentNumber)) {
            return null;
        }
        byte[] key = new byte[keyLength];
        byte[] value = new byte[valueLength];
        segment.get(offset + HEADER_LENGTH, key).get(offset + HEADER_LENGTH + keyLength, value);
        return new LogRecord(
                type,
                segment.getLong(offset + SEQUENCE_OFFSET),
                segment.getLong(offset + TIME_OFFSET),
                key,
                segment.get(offset + KIND_OFFSET),
                value);
    }

    private static int checksum(ByteBuffer bytes, int offset, int length, long segmentNumber) {
        CRC32C checksum = new CRC32C();
        checksum.update(ByteBuffer.allocate(Long.BYTES).putLong(0, segmentNumber));
        checksum.update(bytes.slice(offset + KEY_LENGTH_OFFSET, length - KEY_LENGTH_OFFSET));
        return (int) checksum.getValue();
    }
}
