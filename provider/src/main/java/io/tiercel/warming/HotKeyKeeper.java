package io.tiercel.warming;

import io.tiercel.jvm.AtExit;
import io.tiercel.jvm.AtExit.Phase;
import io.tiercel.jvm.EarlierInterrupt;
import io.tiercel.schedule.Scheduler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the hot keys of a cache in a file: every so often, when the cache is closed, and when the JVM exits. Thread-safe.
 */
final class HotKeyKeeper<K> implements AutoCloseable {

    private static final Duration EXIT_DEADLINE = Duration.ofSeconds(5);
    private static final Logger LOGGER = System.getLogger(HotKeyKeeper.class.getName());

    private final HotKeys<K> hotKeys;
    private final HotKeyFile<K> file;
    private final long intervalMillis;
    private final Scheduler scheduler;
    private final Executor executor;
    private final ReentrantLock saving = new ReentrantLock();
    private final ReentrantLock changing = new ReentrantLock();

    // Guarded by the lock for changes.
    private Scheduler.@Nullable Task next;
    private boolean closed;

    /** Whether the file may be another cache's, or is to be gone; guarded by the lock for saving. */
    private boolean over;

    HotKeyKeeper(HotKeys<K> hotKeys, HotKeyFile<K> file, Duration interval, Scheduler scheduler, Executor executor) {
        this.hotKeys = hotKeys;
        this.file = file;
        this.intervalMillis = interval.toMillis();
        this.scheduler = scheduler;
        this.executor = executor;
    }

    /** Begins with what was kept before, which counts half as much as what is seen from now on. */
    void open() {
        hotKeys.remember(file.read().stream()
                .map(key -> new HotKey<>(key.key(), (Math.max(0, key.frequency()) + 1) / 2))
                .toList());
        AtExit.add(this, Phase.SAVE, EXIT_DEADLINE, this::saveQuietly); // what was kept before stays, if it is not met
        scheduleNext();
    }

    private void scheduleNext() {
        changing.lock();
        try {
            if (!closed) {
                next = scheduler.after(intervalMillis, this::saveInBackground);
            }
        } finally {
            changing.unlock();
        }
    }

    private void saveInBackground() {
        try {
            executor.execute(() -> {
                try {
                    saveQuietly();
                } finally {
                    scheduleNext();
                }
            });
        } catch (RejectedExecutionException closing) {
            LOGGER.log(Level.DEBUG, "The manager is closed, so the hot keys are kept at the close of {0}", this);
        } catch (Error e) { // no thread could be started
            scheduleNext();
            throw e;
        }
    }

    /** Keeps the keys, or throws an {@link UncheckedIOException}. */
    void save() {
        EarlierInterrupt.aside(this::write); // it would close the channel that the file is written through
    }

    private void write() {
        saving.lock();
        try {
            List<HotKey<K>> keys = over ? List.of() : hotKeys.hottest();
            if (!keys.isEmpty()) { // nothing is known: whatever was kept is worth more
                int kept = file.write(keys);
                LOGGER.log(Level.DEBUG, "Kept {0} of {1} hot keys in {2}", kept, keys.size(), file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The hot keys cannot be kept in " + file + ": " + e.getMessage(), e);
        } finally {
            saving.unlock();
        }
    }

    /** Keeps the keys; a failure is logged. */
    void saveQuietly() {
        try {
            save();
        } catch (UncheckedIOException e) {
            LOGGER.log(Level.WARNING, e.getMessage(), e);
        } catch (RuntimeException e) { // of a key's own code
            LOGGER.log(Level.WARNING, "The hot keys cannot be kept in " + file, e);
        }
    }

    /** Keeps the keys for the last time. */
    @Override
    public void close() {
        if (stop()) {
            saving.lock();
            try {
                saveQuietly();
            } finally {
                over = true; // one that is on its way to save comes after this
                saving.unlock();
                AtExit.remove(this);
            }
        }
    }

    /** Schedules nothing any more; returns whether anything was till now. */
    private boolean stop() {
        changing.lock();
        try {
            boolean was = !closed;
            closed = true;
            if (next != null) {
                next.cancel();
            }
            return was;
        } finally {
            changing.unlock();
        }
    }

    /** Removes what was kept, and keeps no more. */
    void destroy() {
        stop();
        AtExit.remove(this);
        saving.lock();
        try {
            over = true; // one that is on its way to save comes after this
            file.delete();
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "The hot keys of a cache that is destroyed stay in " + file, e);
        } finally {
            saving.unlock();
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
