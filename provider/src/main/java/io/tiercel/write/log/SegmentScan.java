package io.tiercel.write.log;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads the records of a segment, whatever has become of it: after bytes that are no record it goes on at the next whole
 * one. A record that was being written when the process was killed is such a damage, at the end.
 */
final class SegmentScan {

    /** A range of bytes that are no record. */
    record Damage(int from, int to) {
        @Override
        public String toString() {
            return "bytes " + from + " to " + (to - 1);
        }
    }

    private SegmentScan() {}

    /**
     * Gives all whole records, in the order of the file.
     *
     * @return what is not whole; empty for a segment without damage
     */
    static List<Damage> scan(ByteBuffer segment, long segmentNumber, Consumer<LogRecord> action) {
        List<Damage> damages = new ArrayList<>();
        if (segment.capacity() < LogLayout.PREAMBLE_LENGTH) {
            return damages; // a record comes after a whole preamble: there was none
        }
        if (LogLayout.versionOf(segment) == null) {
            damages.add(new Damage(0, LogLayout.PREAMBLE_LENGTH));
        }
        int offset = LogLayout.PREAMBLE_LENGTH;
        while (offset < segment.capacity()) {
            LogRecord record = LogLayout.decode(segment, offset, segmentNumber);
            if (record == null) {
                int next = nextWhole(segment, offset + 1, segmentNumber);
                damages.add(new Damage(offset, next));
                offset = next;
            } else {
                action.accept(record);
                offset += record.lengthBytes();
            }
        }
        return damages;
    }

    private static int nextWhole(ByteBuffer segment, int from, long segmentNumber) {
        int offset = from;
        while (offset < segment.capacity() && LogLayout.decode(segment, offset, segmentNumber) == null) {
            offset++;
        }
        return offset;
    }
}
