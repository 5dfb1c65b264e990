package io.tiercel.write.log;

import org.jspecify.annotations.Nullable;

/** Where a change is in the log, until it is done. What is not final belongs to the log and its lock. */
public final class LogPosition {

    final long sequence;

    /** The number of the append, by which it is known whether the disk has it. */
    long ticket;

    Segment segment;
    int lengthBytes;

    /** Whether the change was appended once more, and may be behind a later one of its key. */
    boolean moved;

    /** Whether its end is to be written still. */
    boolean owed;

    /** Whether its end is that it was never made. */
    boolean takenBack;

    /** The next one whose end is to be written. */
    @Nullable
    LogPosition nextOwed;

    LogPosition(long sequence, long ticket, Segment segment, int lengthBytes) {
        this.sequence = sequence;
        this.ticket = ticket;
        this.segment = segment;
        this.lengthBytes = lengthBytes;
    }

    /** Returns the number of the change: of two of a key, the later one has the greater. */
    public long sequence() {
        return sequence;
    }
}
