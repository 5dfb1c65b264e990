package io.tiercel.write.log;

import io.tiercel.write.log.GroupForce.Target;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import javax.cache.CacheException;

/**
 * Changes in files, from the moment they are made until the source has them.
 *
 * <p>A log of segments. Changes are appended to the last one, and so are the numbers of those that are done. A segment
 * of which all is done is deleted, but only the oldest one at a time: what is done in a segment may be said in a later
 * one, and an old change whose end is forgotten would be told again, after newer ones. A change that holds up the
 * deletion for long is moved to the last segment.
 *
 * <p>Thread-safe. An append is one write to a file; it holds no lock that other files' appends need. An append that fails
 * leaves nothing.
 */
public final class ChangeLog implements AutoCloseable {

    private static final int MOST_SEGMENTS = 8;

    private final LogSettings settings;
    private final LogFolder folder;
    private List<Found> found = List.of();
    private final GroupForce force = new GroupForce(this::lastAppend);
    private final ReentrantLock lock = new ReentrantLock();
    private final LogSegments segments;
    private final List<Long> torn = new ArrayList<>();

    /**
     * No segment is deleted before these are written: an old change that was moved would outlast the later one that it gave way
     * to, and be told after it.
     */
    private final OwedEnds owed = new OwedEnds();

    private long nextSequence;
    private long lastTicket;
    private boolean closed;

    /** A change that a former process left, and where it is. */
    public record Found(LogRecord record, LogPosition position) {}

    ChangeLog(LogSettings settings, LogFolder folder, LogFile.Maker files, Recovery recovery) throws IOException {
        this.settings = settings;
        this.folder = folder;
        this.segments = new LogSegments(folder, files);
        this.nextSequence = recovery.nextSequence();
    }

    /**
     * Opens the log of a folder, and makes it if there is none.
     *
     * @throws CacheException if somebody else has it, its changes are of another description, or the disk refuses; what
     *     was there is as it was then
     */
    public static ChangeLog open(LogSettings settings) {
        return LogOpening.open(settings, SystemLogFile::make);
    }

    /** Appends what a former process left to the first segment of this one. */
    void begin(List<LogRecord> left) throws IOException {
        boolean begun = false;
        try {
            roll();
            List<Found> moved = new ArrayList<>(left.size());
            for (LogRecord record : left) {
                moved.add(
                        new Found(record, appendTo(writable(), List.of(record)).get(0)));
            }
            if (isForced()) {
                segments.last().force();
            }
            found = moved;
            begun = true;
        } finally {
            if (!begun) {
                segments.deleteAll();
            }
        }
    }

    /** Returns, once, the changes that were there when the log was opened, in the order in which they were made. */
    public List<Found> takeFound() {
        List<Found> taken = found;
        found = List.of();
        return taken;
    }

    /**
     * Adds changes, and numbers them in their order: all in one write, so that all of them or none is there.
     *
     * @param changes as {@link LogRecord#write} and {@link LogRecord#delete} make them
     */
    public List<LogPosition> append(List<LogRecord> changes) throws IOException {
        for (LogRecord change : changes) {
            long bodyLength = (long) change.key().length + change.value().length;
            if (bodyLength > LogLayout.MAX_BODY_LENGTH) {
                throw new IOException(
                        "a change of " + bodyLength + " bytes is too large, the most is " + LogLayout.MAX_BODY_LENGTH);
            }
        }
        lock.lock();
        try {
            if (closed) {
                throw new IOException("the queue is closed");
            }
            List<LogRecord> numbered = new ArrayList<>(changes.size());
            for (LogRecord change : changes) {
                numbered.add(change.numbered(nextSequence++)); // a number is used once, even if this fails
            }
            return appendTo(writable(), numbered);
        } finally {
            lock.unlock();
        }
    }

    /** Once the file has them nothing can fail that would leave them there without a position to take them back by. */
    private List<LogPosition> appendTo(Segment segment, List<LogRecord> records) throws IOException {
        List<LogPosition> positions = new ArrayList<>(records.size());
        boolean appended = false;
        try {
            for (LogRecord record : records) {
                LogPosition position =
                        new LogPosition(record.sequence(), lastTicket + 1, segment, record.lengthBytes());
                segment.keep(position);
                positions.add(position);
            }
            segment.append(records);
            lastTicket++;
            appended = true;
            return positions;
        } finally {
            if (!appended) {
                positions.forEach(segment::drop);
                if (segment.isBroken()) {
                    records.forEach(record -> torn.add(record.sequence()));
                }
            }
        }
    }

    /** Waits until an append of the calling thread survives what it has to. */
    public void await(LogPosition position) throws IOException {
        if (isForced()) {
            force.await(position.ticket);
        }
    }

    private boolean isForced() {
        return settings.durability() == Durability.POWER;
    }

    private Target lastAppend() {
        lock.lock();
        try {
            return new Target(segments.last(), lastTicket);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Lets a later change of the same key, which is in the log, stand for earlier ones: runs what queues it, and forgets them
     * then. If that fails, they are as they were. Nobody can say meanwhile that the later one is done. Nothing is written, unless
     * one was moved behind the later one: the end of that may be gone before this is.
     */
    public void superseded(List<LogPosition> earlier, Runnable queueing) {
        lock.lock();
        try {
            queueing.run();
            boolean owes = false;
            for (LogPosition position : earlier) {
                boolean wasLive = position.segment.drop(position);
                if (wasLive && position.moved) {
                    owed.add(position);
                    owes = true;
                }
            }
            if (owes) {
                writeOwed();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Forgets changes that need not be told any more. If this cannot be written, which is logged, it is written with what is
     * forgotten next; a change may be told again after a restart before that.
     */
    public void done(Collection<LogPosition> positions) {
        end(positions, /* takenBack= */ false);
    }

    /**
     * Takes back changes that were never made: what their keys had to be told before is to be told still. If this cannot be
     * written, which is logged, it is written with what is forgotten next; they may be told after a restart before that.
     */
    public void takeBack(Collection<LogPosition> positions) {
        end(positions, /* takenBack= */ true);
    }

    private void end(Collection<LogPosition> positions, boolean takenBack) {
        if (positions.isEmpty()) {
            return;
        }
        lock.lock();
        try {
            for (LogPosition position : positions) {
                position.segment.drop(position);
                position.takenBack = takenBack;
                owed.add(position);
            }
            writeOwed();
        } finally {
            lock.unlock();
        }
    }

    private void writeOwed() {
        if (closed) {
            return;
        }
        try {
            writable().append(owed.records());
            owed.clear();
            tidy();
        } catch (IOException e) {
            System.getLogger(ChangeLog.class.getName())
                    .log(
                            Level.WARNING,
                            "The write-behind queue in " + folder.path() + " cannot note of some changes that they are"
                                    + " not waiting any more; they may be written after a restart",
                            e);
        }
    }

    /** Deletes the oldest segments of which all is done, and makes room if there are very many. */
    private void tidy() throws IOException {
        deleteDone();
        if (segments.size() > MOST_SEGMENTS && segments.isMostlyDone()) {
            moveFirst();
            deleteDone();
        }
    }

    private void deleteDone() throws IOException {
        if (isForced() && segments.isFirstDone()) {
            forceLast(); // the ends too, for the reason for which none may be owed
        }
        while (segments.isFirstDone()) {
            segments.deleteFirst();
        }
    }

    /** Appends what is left of the first segment once more, with the numbers that it has. If this throws, it is there still. */
    private void moveFirst() throws IOException {
        folder.checkIsThere();
        Segment first = segments.first();
        Map<LogPosition, Segment> copies = new LinkedHashMap<>();
        for (Map.Entry<LogPosition, LogRecord> left : first.readLive().entrySet()) {
            Segment target = writable();
            left.getKey().moved = true; // even if this fails: the copy may be there, and nobody can cut it off
            target.append(List.of(left.getValue()));
            copies.put(left.getKey(), target);
        }
        if (isForced()) {
            forceLast();
            if (copies.values().stream().anyMatch(Segment::isBroken)) {
                throw new IOException("the disk has not confirmed all that was moved");
            }
        }
        copies.forEach((position, target) -> {
            target.keep(position); // before the other goes: there may be no memory for it
            first.drop(position);
        });
    }

    private Segment writable() throws IOException {
        Segment last = segments.last();
        if (last.isBroken() || last.lengthBytes() >= settings.segmentBytes()) {
            if (isForced()) {
                forceForGood(last);
            }
            roll();
            takeBackTorn();
        }
        return segments.last();
    }

    /** Nobody asks for a segment any more once there is a next one: what it has is on the disk, or has failed. */
    private void forceForGood(Segment segment) throws IOException {
        if (segment.isBroken()) {
            force.failed(lastTicket, new IOException("the file before cannot be written to any more"));
            return;
        }
        try {
            segment.force();
        } catch (IOException e) {
            segment.setBroken();
            force.failed(lastTicket, e);
            throw e;
        }
    }

    private void forceLast() throws IOException {
        Segment last = segments.last();
        if (!last.isBroken()) {
            forceForGood(last);
        }
        if (last.isBroken()) {
            throw new IOException("the last file cannot be written to any more");
        }
    }

    /** Of changes whose append failed, some may be whole at the end of a segment that could not be cut back. */
    private void takeBackTorn() throws IOException {
        if (!torn.isEmpty()) {
            segments.last().append(List.of(LogRecord.takenBack(torn)));
            torn.clear();
        }
    }

    private void roll() throws IOException {
        segments.add(LogRecord.description(settings.description().getBytes(StandardCharsets.UTF_8), nextSequence));
        if (isForced()) {
            folder.force();
        }
    }

    /** Returns how many files the log has. */
    public int segments() {
        lock.lock();
        try {
            return segments.size();
        } finally {
            lock.unlock();
        }
    }

    /** Closes the log; what is not done is there for the next who opens it. Idempotent. */
    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            if (!closed) {
                closed = true;
                try (folder) {
                    segments.close();
                }
            }
        } finally {
            lock.unlock();
        }
    }
}
