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
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import javax.cache.integration.CacheWriterException;

/**
 * The way of changes into the queue: room, the log, the index, in this order; a change that fails on the way leaves
 * nothing. One that is in the queue may be on its way to the source at once: it is told, whatever fails after it. Called while
 * the keys are held, so that changes of a key come in their order. Thread-safe.
 */
final class Enqueuing {

    /**
     * A change that wants to be queued.
     *
     * @param key the key as the cache holds it
     * @param change what becomes of it
     */
    record Wanted(Object key, QueuedChange change) {}

    private static final System.Logger LOGGER = System.getLogger(Enqueuing.class.getName());

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

    /** Queues a change; an error is one of a change that is not queued. */
    void enqueue(Wanted wanted) {
        enqueue(List.of(wanted), () -> {});
    }

    /**
     * Queues changes of different keys, at most {@link #most}, in their order. An error may come in the middle, for want of
     * memory; once all are queued there is none.
     *
     * @param onQueued is run after each that is queued
     * @throws CacheWriterException if they cannot be queued; none is then
     */
    void enqueue(List<Wanted> wanted, Runnable onQueued) {
        List<Bytes> encoded = encode(wanted);
        List<LogPosition> positions = List.of();
        AtomicInteger queued = new AtomicInteger();
        reserve(wanted);
        try {
            long nowMillis = clock.nowMillis();
            positions = append(nowMillis, encoded);
            awaitDurable(positions);
            Runnable onAdded = () -> {
                queued.incrementAndGet();
                onQueued.run();
            };
            for (int i = 0; i < wanted.size(); i++) {
                Wanted one = wanted.get(i);
                LogPosition position = positions.isEmpty() ? null : positions.get(i);
                add(one.key, new Pending(one.change, nowMillis, position), onAdded);
                places.letters().superseded(one.key);
            }
        } catch (IOException e) {
            throw new CacheWriterException(
                    "The write-behind queue of the cache '" + settings.cacheName() + "' in "
                            + settings.queue().folder() + " cannot be written to: " + e,
                    e);
        } catch (RuntimeException | Error e) {
            if (queued.get() < wanted.size()) {
                throw e;
            }
            tell(e);
        } finally {
            int left = wanted.size() - queued.get();
            if (left > 0) { // for want of memory, it may be
                try {
                    pending.giveBack(left);
                } finally {
                    takeBack(positions.isEmpty() ? positions : positions.subList(queued.get(), positions.size()));
                }
            }
        }
    }

    /** To be in the queue matters more than to be told of. */
    private static void tell(Throwable failure) {
        try {
            LOGGER.log(
                    Level.WARNING,
                    "What a queued change takes the place of could not be cleared away at once",
                    failure);
        } catch (RuntimeException | Error untold) {
            // there may be no memory for that either
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
            throw closed();
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

    private CacheWriterException closed() {
        return new CacheWriterException("The cache '" + settings.cacheName() + "' is closed");
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
     * Those that give way are forgotten in the log once the change is queued, and before its end can be said there: after that the
     * change and its end may be gone, and an earlier one that is still there would be told after it. One of them may be on its way
     * to the writer; the change, which is in the log, stands for that one too.
     */
    private void add(Object key, Pending change, Runnable onAdded) {
        Runnable adding = () -> {
            if (!pending.add(key, change)) {
                throw closed();
            }
            onAdded.run();
        };
        ChangeLog log = places.log();
        List<LogPosition> earlier = log == null ? List.of() : positions(pending.changes(key));
        if (log == null || earlier.isEmpty()) {
            adding.run();
        } else {
            log.superseded(earlier, adding);
        }
    }
}
