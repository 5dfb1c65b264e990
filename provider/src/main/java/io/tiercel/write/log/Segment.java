package io.tiercel.write.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One file of the log, and which of its changes are not done. Guarded by the lock of the log, but for {@link #force}. */
final class Segment {

    private final long number;
    private final Path path;
    private final LogFile file;
    private final Set<LogPosition> live = new HashSet<>();
    private long liveBytes;
    private long lengthBytes;
    private volatile boolean deleted;
    private volatile boolean broken;

    private Segment(long number, Path path, LogFile file) {
        this.number = number;
        this.path = path;
        this.file = file;
    }

    /** Makes one with its preamble and its description. If that fails, nothing is left of it. */
    static Segment make(Path path, long number, LogRecord description, LogFile.Maker files) throws IOException {
        Segment segment = new Segment(number, path, files.make(path));
        boolean made = false;
        try {
            segment.write(LogLayout.preamble());
            segment.append(List.of(description));
            made = true;
            return segment;
        } finally {
            if (!made) {
                segment.delete();
            }
        }
    }

    /** Adds records. When this throws, the segment has the records that it had. */
    void append(List<LogRecord> records) throws IOException {
        write(LogLayout.encode(records, number));
    }

    private void write(byte[] bytes) throws IOException {
        boolean written = false;
        try {
            file.write(lengthBytes, bytes);
            lengthBytes += bytes.length;
            written = true;
        } finally {
            if (!written) {
                cutBack();
            }
        }
    }

    private void cutBack() {
        try {
            file.truncate(lengthBytes);
        } catch (IOException e) { // what is torn stays at the end, for nothing is added any more
            broken = true;
        }
    }

    void keep(LogPosition position) {
        boolean kept = false;
        try {
            live.add(position);
            kept = true;
        } finally {
            if (!kept) { // a set that grows may have taken it, and yet find no memory
                live.remove(position);
            }
        }
        position.segment = this;
        liveBytes += position.lengthBytes;
    }

    /** Returns whether the change was there. Takes no memory, so that it cannot fail. */
    boolean drop(LogPosition position) {
        boolean wasLive = live.remove(position);
        if (wasLive) {
            liveBytes -= position.lengthBytes;
        }
        return wasLive;
    }

    /** Returns the changes that are not done, in their order, with their records, which are read from the file. */
    Map<LogPosition, LogRecord> readLive() throws IOException {
        Map<Long, LogPosition> bySequence = new HashMap<>();
        live.forEach(position -> bySequence.put(position.sequence, position));
        Map<LogPosition, LogRecord> records = new LinkedHashMap<>();
        SegmentScan.scan(ByteBuffer.wrap(Files.readAllBytes(path)), number, record -> {
            LogPosition position = record.isChange() ? bySequence.get(record.sequence()) : null;
            if (position != null) {
                records.put(position, record);
            }
        });
        return records;
    }

    boolean isDone() {
        return live.isEmpty();
    }

    boolean isMostlyDone() {
        return liveBytes <= lengthBytes / 2;
    }

    long liveBytes() {
        return liveBytes;
    }

    long lengthBytes() {
        return lengthBytes;
    }

    /** Returns whether nothing can be added any more. */
    boolean isBroken() {
        return broken;
    }

    void setBroken() {
        broken = true;
    }

    /** Waits until the disk has all that was added before. */
    void force() throws IOException {
        try {
            file.force();
        } catch (IOException e) {
            if (!deleted) {
                throw e;
            }
        }
    }

    void close() throws IOException {
        file.close();
    }

    void delete() throws IOException {
        try {
            leave();
        } finally {
            Files.deleteIfExists(path);
        }
    }

    /** Closes the file for good, but does not delete what has its name. */
    void leave() throws IOException {
        deleted = true;
        file.close();
    }
}
