package io.tiercel.write.behind;

import static java.util.Objects.requireNonNull;

import io.tiercel.jvm.AtExit;
import io.tiercel.jvm.AtExit.Phase;
import io.tiercel.jvm.EarlierInterrupt;
import io.tiercel.time.Clock;
import io.tiercel.write.DeadLetter;
import io.tiercel.write.KeyChange;
import io.tiercel.write.QueuedChange;
import io.tiercel.write.WriteQueue;
import io.tiercel.write.WriterPort;
import io.tiercel.write.behind.Enqueuing.Wanted;
import io.tiercel.write.log.ChangeLog;
import io.tiercel.write.log.LogSettings;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import javax.cache.integration.CacheWriter;
import org.jspecify.annotations.Nullable;

/**
 * Write-behind: a change waits in a queue while the operation that made it returns, and one thread tells it to the
 * writer.
 *
 * <p>What always holds: a change that an operation has returned from reaches the writer, or becomes a dead letter, or is
 * followed by a later change of its key that does; with a folder, whatever happens to the process. Changes of one key
 * reach the writer in their order. As long as a change has not, {@link #queued} tells it, before any loader is asked.
 * A change may reach the writer more than once, so writers are to be idempotent.
 *
 * <p>Thread-safe.
 */
public final class WriteBehind<K, V> implements WriterPort<K, V>, WriteQueue, AutoCloseable {

    /** How much longer than its close the JVM waits at its exit. */
    private static final Duration EXIT_MARGIN = Duration.ofSeconds(1);

    private static final System.Logger LOGGER = System.getLogger(WriteBehind.class.getName());

    /**
     * What the machinery runs on.
     *
     * @param host the cache
     * @param clock what time it is
     * @param threads makes the one thread that calls the writer
     */
    public record Surroundings(Host host, Clock clock, ThreadFactory threads) {}

    private final BehindSettings settings;
    private final Surroundings around;
    private final PendingChanges pending;
    private final Places places;
    private final Enqueuing enqueuing;
    private final Outcomes outcomes;
    private final WriterThread thread;
    private final List<Restored.KeyOnly> unreadable = new ArrayList<>();
    private final ReentrantLock closing = new ReentrantLock();
    private boolean closed;

    private WriteBehind(BehindSettings settings, CacheWriter<?, ?> writer, Surroundings around, Places places) {
        this.settings = settings;
        this.around = around;
        this.places = places;
        Random random = new Random();
        BackOff backOff = new BackOff(
                settings.retry().leastBackOff().toMillis(),
                settings.retry().mostBackOff().toMillis(),
                random::nextDouble);
        this.pending = new PendingChanges(settings.limits(), backOff, around.clock);
        this.outcomes = new Outcomes(settings, pending, places, around.host, around.clock);
        BatchWriter batches = new BatchWriter(new WriterCalls(writer, around.host), outcomes, random);
        this.thread = new WriterThread(settings.cacheName(), pending, batches, around.threads);
        this.enqueuing = new Enqueuing(settings, pending, places, around.clock, thread::isCurrent);
    }

    /**
     * Opens the queue of a cache. The writer is not called before {@link #start}.
     *
     * @param codec makes bytes for what is on the disk; null if nothing is
     * @throws javax.cache.CacheException if the folder of the queue, or that of dead letters, cannot be used
     */
    public static <K, V> WriteBehind<K, V> open(
            BehindSettings settings,
            CacheWriter<? super K, ? super V> writer,
            Surroundings around,
            @Nullable Codec codec) {
        return open(settings, writer, around, codec, ChangeLog::open);
    }

    static <K, V> WriteBehind<K, V> open(
            BehindSettings settings,
            CacheWriter<? super K, ? super V> writer,
            Surroundings around,
            @Nullable Codec codec,
            Function<LogSettings, ChangeLog> logs) {
        Places places = Places.open(settings, codec, logs);
        boolean opened = false;
        try {
            WriteBehind<K, V> queue = new WriteBehind<>(settings, writer, around, places);
            queue.restore();
            opened = true;
            return queue;
        } finally {
            if (!opened) {
                places.closeQuietly();
            }
        }
    }

    /** Takes over what a former process has left. What cannot be decoded any more is kept for people. */
    private void restore() {
        ChangeLog log = places.log();
        if (log == null) {
            return;
        }
        List<ChangeLog.Found> left = log.takeFound();
        for (ChangeLog.Found found : left) {
            Restored.KeyOnly keyOnly = new Restored(requireNonNull(places.codec()), found).into(pending, places);
            if (keyOnly != null) {
                unreadable.add(keyOnly);
            }
        }
        if (!left.isEmpty()) {
            LOGGER.log(
                    Level.INFO,
                    "The write-behind queue of the cache '" + settings.cacheName() + "' goes on with " + left.size()
                            + " changes that a former process has left");
        }
    }

    /**
     * Begins to call the writer. Entries of keys whose changes a former process has left are forgotten first: it may have
     * been killed after the change was queued, and before it was made in a tier that outlives the process. Those of changes
     * that can be read no more are forgotten as well, and before these leave the queue.
     *
     * @throws javax.cache.CacheException if one of these cannot be kept as a dead letter either
     */
    public void start() {
        pending.keys().forEach(around.host::forget);
        for (Restored.KeyOnly each : unreadable) {
            around.host.forget(each.key());
            each.keepForPeople(places);
        }
        unreadable.clear();
        AtExit.add(this, Phase.FLUSH, settings.closeTimeout().plus(EXIT_MARGIN), this::close);
        thread.start();
    }

    /** Writes what is due in the calling thread, in place of the queue's own; returns whether anything was. */
    boolean writeDue() {
        return thread.writeDue();
    }

    @Override
    public void write(KeyChange<K, V> change) {
        enqueuing.enqueue(wanted(change));
    }

    @Override
    public void delete(KeyChange<K, V> change) {
        enqueuing.enqueue(wanted(change));
    }

    @Override
    public void writeAll(Collection<KeyChange<K, V>> changes) {
        enqueueAll(changes);
    }

    @Override
    public void deleteAll(Collection<KeyChange<K, V>> changes) {
        enqueueAll(changes);
    }

    /**
     * Takes those that are queued out of the collection, from its head, some at a time. When an error comes in the middle, for
     * want of memory, those are out that are queued, as they may be on their way to the source: the cache has them then.
     */
    private void enqueueAll(Collection<KeyChange<K, V>> changes) {
        while (!changes.isEmpty()) {
            List<Wanted> some = new ArrayList<>();
            Iterator<KeyChange<K, V>> iterator = changes.iterator();
            while (iterator.hasNext() && some.size() < enqueuing.most()) {
                some.add(wanted(iterator.next()));
            }
            Iterator<KeyChange<K, V>> queued = changes.iterator();
            enqueuing.enqueue(some, () -> {
                queued.next();
                queued.remove();
            });
        }
    }

    private static Wanted wanted(KeyChange<?, ?> change) {
        return new Wanted(change.storedKey(), new QueuedChange(change.storedValue()));
    }

    @Override
    public boolean queues() {
        return true;
    }

    @Override
    public @Nullable QueuedChange queued(Object storedKey) {
        return pending.latest(storedKey);
    }

    @Override
    public Collection<Object> queuedKeys() {
        return pending.keysWithValues();
    }

    @Override
    public boolean isDurable() {
        return places.log() != null;
    }

    @Override
    public int pending() {
        return pending.size();
    }

    @Override
    public Duration oldestAge() {
        long oldestMillis = pending.oldestMillis();
        return oldestMillis == Long.MAX_VALUE
                ? Duration.ZERO
                : Duration.ofMillis(Math.max(0, around.clock.nowMillis() - oldestMillis));
    }

    @Override
    public long written() {
        return outcomes.written();
    }

    @Override
    public long failures() {
        return outcomes.failures();
    }

    @Override
    public @Nullable String lastError() {
        return outcomes.lastError();
    }

    @Override
    public boolean flush(Duration timeout) {
        return pending.flush(TimeUnit.NANOSECONDS.convert(timeout)); // which stops at the largest number
    }

    @Override
    public List<DeadLetter> deadLetters() {
        return places.letters().texts();
    }

    @Override
    public int triableDeadLetters() {
        return places.letters().triable().size();
    }

    @Override
    public int retryDeadLetters() {
        int queued = 0;
        for (Letter letter : places.letters().triable()) {
            AtomicBoolean again = new AtomicBoolean();
            Object key = requireNonNull(letter.key()).stored();
            around.host.whileHeld(key, () -> again.set(retry(letter)));
            if (again.get()) {
                around.host.forget(key); // what was read from the source since the change was given up is old again
                queued++;
            }
        }
        return queued;
    }

    /** What has been changed since has no letter any more. The change that is queued takes the letter away. */
    private boolean retry(Letter letter) {
        if (!places.letters().contains(letter)) {
            return false;
        }
        Object key = requireNonNull(letter.key()).stored();
        enqueuing.enqueue(new Wanted(key, requireNonNull(letter.change())));
        return true;
    }

    @Override
    public int discardDeadLetters() {
        return places.letters().clear();
    }

    /**
     * Refuses changes from now on, waits until those that are there were tried once more, but not for longer than the close
     * timeout, and closes what is on the disk. What is not written then is there for the next process, or lost with a
     * warning where nothing is on the disk. An interrupt that comes meanwhile ends the wait; one that came before does not,
     * for it was not meant for this. Idempotent.
     */
    @Override
    public void close() throws IOException {
        closing.lock(); // a second caller must not close the writer before the first has flushed
        try {
            if (!closed) {
                closed = true;
                EarlierInterrupt.aside(this::closeOnce);
            }
        } finally {
            closing.unlock();
        }
    }

    private void closeOnce() throws IOException {
        AtExit.remove(this);
        long deadlineNanos = System.nanoTime() + settings.closeTimeout().toNanos();
        pending.refuse();
        try {
            if (thread.isStarted() && !thread.isCurrent()) {
                pending.flush(settings.closeTimeout().toNanos());
                pending.close();
                thread.join(deadlineNanos);
            }
        } finally {
            pending.close();
            places.close();
            tellWhatIsLeft();
        }
    }

    private void tellWhatIsLeft() {
        int left = pending.size();
        if (left != 0 && !isDurable()) {
            forgetLost();
        }
        if (left != 0) {
            LOGGER.log(
                    isDurable() ? Level.INFO : Level.WARNING,
                    "The cache '" + settings.cacheName() + "' is closed before " + left
                            + " changes could be written behind; "
                            + (isDurable()
                                    ? "they are kept in " + settings.queue().folder()
                                    : "they are lost"));
        }
    }

    /**
     * The source will not have what is lost, so a tier that outlives the process must not go on to say it has. Whoever holds a
     * key was refused, or tells the source itself; it may hold it for ever, so it is not waited for.
     */
    private void forgetLost() {
        for (Object key : pending.keys()) {
            try {
                boolean unused = around.host.forgetUnlessHeld(key);
            } catch (RuntimeException e) {
                LOGGER.log(Level.WARNING, "The entry of a change that is lost cannot be invalidated", e);
            }
        }
    }

    @Override
    public String toString() {
        return "write-behind queue of the cache '" + settings.cacheName() + "'";
    }
}
