package io.tiercel.write.behind;

import static java.util.Objects.requireNonNull;

import io.tiercel.time.Clock;
import io.tiercel.write.QueuedChange;
import io.tiercel.write.behind.Codec.Bytes;
import io.tiercel.write.behind.Reservations.Room;
import io.tiercel.write.log.ChangeLog;
import io.tiercel.write.log.LogPosition;
import io.tiercel.write.log.LogRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import javax.cache.integration.CacheWriterException;

/**
 * The way of changes into the queue: room, the log, the index, in this order; a change that fails on the way leaves
 * nothing. Called while the keys are held, so that changes of a key come in their order. Thread-safe.
 */
final class Enqueuing {

    /**
     * A change that wants to be queued.
     *
     * @param key the key as the cache holds it
     * @param change what becomes of it
     */
    record Wanted(Object key, QueuedChange change) {}

    private final BehindSettings settings;
    private final PendingChanges pending;
    private final Places places;
    private final Clock clock;
    private final BooleanSupplier isWriterThread;

    /** @param isWriterThread tells whether the calling thread is the one that makes room, and cannot wait for it */
    Enqueuing(
            BehindSettings settings,
            PendingChanges pending,
            Places places,
            Clock clock,
            BooleanSupplier isWriterThread) {
        this.settings = settings;
        this.pending = pending;
        this.places = places;
        this.clock = clock;
        this.isWriterThread = isWriterThread;
    }

    /** Returns how many changes can be queued together. */
    int most() {
        return Math.min(settings.batch(), settings.queue().entries());
    }

    /**
     * Queues changes of different keys, at most {@link #most}.
     *
     * @throws CacheWriterException if they cannot be queued; none is then
     */
    void enqueue(List<Wanted> wanted) {
        List<Bytes> encoded = encode(wanted);
        reserve(wanted);
        List<LogPosition> positions = List.of();
        int queued = 0;
        try {
            long nowMillis = clock.nowMillis();
            positions = append(nowMillis, encoded);
            awaitDurable(positions);
            for (Wanted one : wanted) {
                LogPosition position = positions.isEmpty() ? null : positions.get(queued);
                add(one.key, new Pending(one.change, nowMillis, position));
                queued++;
                places.letters().superseded(one.key);
            }
        } catch (IOException e) {
            throw new CacheWriterException(
                    "The write-behind queue of the cache '" + settings.cacheName() + "' in "
                            + settings.queue().folder() + " cannot be written to: " + e,
                    e);
        } finally {
            if (queued < wanted.size()) { // for want of memory, it may be
                pending.giveBack(wanted.size() - queued);
                takeBack(positions.isEmpty() ? positions : positions.subList(queued, positions.size()));
            }
        }
    }

    private List<Bytes> encode(List<Wanted> wanted) {
        if (places.log() == null) {
            return List.of();
        }
        Codec codec = requireNonNull(places.codec());
        List<Bytes> encoded = new ArrayList<>(wanted.size());
        for (Wanted one : wanted) {
            encoded.add(codec.encode(one.key, one.change));
        }
        return encoded;
    }

    private void reserve(List<Wanted> wanted) {
        long waitNanos = isWriterThread.getAsBoolean()
                ? 0
                : settings.queue().waitWhenFull().toNanos();
        Room room = pending.reserve(wanted.stream().map(Wanted::key).toList(), waitNanos);
        if (room == Room.CLOSED) {
            throw new CacheWriterException("The cache '" + settings.cacheName() + "' is closed");
        }
        if (room == Room.INTERRUPTED) {
            throw new CacheWriterException("The write-behind queue of the cache '" + settings.cacheName()
                    + "' is full, and the thread was interrupted, so that it cannot wait for room");
        }
        if (room == Room.FULL) {
            throw new CacheWriterException("The write-behind queue of the cache '" + settings.cacheName()
                    + "' is full: " + pending.size() + " of " + settings.queue().entries()
                    + " keys have changes that the writer has not taken within "
                    + settings.queue().waitWhenFull().toMillis() + " ms");
        }
    }

    private List<LogPosition> append(long nowMillis, List<Bytes> encoded) throws IOException {
        ChangeLog log = places.log();
        if (log == null) {
            return List.of();
        }
        List<LogRecord> records = new ArrayList<>(encoded.size());
        for (Bytes bytes : encoded) {
            byte[] value = bytes.value();
            records.add(
                    value == null
                            ? LogRecord.delete(nowMillis, bytes.key())
                            : LogRecord.write(nowMillis, bytes.key(), bytes.kind(), value));
        }
        return log.append(records);
    }

    private void awaitDurable(List<LogPosition> positions) throws IOException {
        if (!positions.isEmpty()) {
            requireNonNull(places.log()).await(positions.get(0));
        }
    }

    /** What the disk may have must not be written after a restart. */
    private void takeBack(List<LogPosition> positions) {
        ChangeLog log = places.log();
        if (log != null) {
            log.takeBack(positions);
        }
    }

    static List<LogPosition> positions(List<Pending> changes) {
        List<LogPosition> positions = new ArrayList<>(changes.size());
        for (Pending change : changes) {
            if (change.position() != null) {
                positions.add(change.position());
            }
        }
        return positions;
    }

    /**
     * Those that give way are forgotten in the log before the writer can take the change: once it has, the change and its end may
     * be gone, and an earlier one that is still there would be told after it. One of them may be on its way to the writer; the
     * change, which is in the log, stands for that one too.
     */
    private void add(Object key, Pending change) {
        ChangeLog log = places.log();
        if (log != null) {
            positions(pending.changes(key)).forEach(log::superseded);
        }
        pending.add(key, change);
    }
}
