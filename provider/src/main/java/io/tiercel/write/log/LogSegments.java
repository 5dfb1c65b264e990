package io.tiercel.write.log;

import io.tiercel.jvm.FirstFailure;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** The segments of a log, the oldest first: changes are appended to the last. Guarded by the lock of the log. */
final class LogSegments {

    private final LogFolder folder;
    private final LogFile.Maker files;
    private final Deque<Segment> segments = new ArrayDeque<>();
    private long nextNumber;

    LogSegments(LogFolder folder, LogFile.Maker files) throws IOException {
        this.folder = folder;
        this.files = files;
        this.nextNumber = folder.nextNumber();
    }

    /**
     * Makes one.
     *
     * @throws IOException if the disk refuses, or the folder is not the one any more that was opened
     */
    void add(LogRecord description) throws IOException {
        folder.checkIsThere();
        segments.add(Segment.make(folder.pathOf(nextNumber), nextNumber, description, files));
        nextNumber++;
    }

    Segment first() {
        return segments.getFirst();
    }

    Segment last() {
        return segments.getLast();
    }

    int size() {
        return segments.size();
    }

    /** Returns whether all is done of the first, and it is not the last. */
    boolean isFirstDone() {
        return segments.size() > 1 && first().isDone();
    }

    /** A segment of which nothing is done may be in the way of others, without end, of which all is. */
    boolean isMostlyDone() {
        long lengthBytes = 0;
        long liveBytes = 0;
        for (Segment segment : segments) {
            lengthBytes += segment.lengthBytes();
            liveBytes += segment.liveBytes();
        }
        return first().isMostlyDone() || liveBytes <= lengthBytes / 2;
    }

    /** Takes the first one out, and deletes its file unless what has that name is another's by now. */
    void deleteFirst() throws IOException {
        if (folder.isTakenOver()) {
            segments.removeFirst().leave();
        } else {
            segments.removeFirst().delete();
        }
    }

    /** Deletes them, which nobody knows of yet. */
    void deleteAll() throws IOException {
        for (Segment segment : segments) {
            segment.delete();
        }
    }

    /** Closes each, whatever becomes of the others. */
    void close() throws IOException {
        IOException failure = null;
        for (Segment segment : segments) {
            try {
                segment.close();
            } catch (IOException e) {
                failure = FirstFailure.of(failure, e);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
