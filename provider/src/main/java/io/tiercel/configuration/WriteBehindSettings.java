package io.tiercel.configuration;

import io.tiercel.write.log.Durability;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How changes are written behind. Null means "not said". Immutable.
 *
 * @param batch how many changes the writer is told in one call, at most
 * @param delay how long a change waits for others
 * @param queue how changes wait
 * @param attempts how often a change is tried by itself before it becomes a dead letter
 * @param backOff how long it waits before it is tried again
 * @param deadLetters the folder in which the cache has a folder of its own for dead letters
 * @param closeTimeout how long a close, and the exit of the JVM, waits for changes that are not written
 */
public record WriteBehindSettings(
        @Nullable Integer batch,
        @Nullable Duration delay,
        Queue queue,
        @Nullable Integer attempts,
        @Nullable BackOffRange backOff,
        @Nullable Path deadLetters,
        @Nullable Duration closeTimeout) {

    /** Says nothing. */
    public static final WriteBehindSettings UNSET =
            new WriteBehindSettings(null, null, Queue.UNSET, null, null, null, null);

    /** What holds where nobody says anything. */
    public static final WriteBehindSettings DEFAULTS = new WriteBehindSettings(
            100,
            Duration.ofSeconds(1),
            new Queue(new QueuePlace.Volatile(), 10_000, Durability.PROCESS, Duration.ofSeconds(1)),
            10,
            new BackOffRange(Duration.ofSeconds(1), Duration.ofMinutes(1)),
            null,
            Duration.ofSeconds(10));

    public WriteBehindSettings {
        checkAtLeastOne("batch", batch);
        checkAtLeastOne("attempts", attempts);
        if (delay != null) {
            DurationSyntax.checkLength(delay);
        }
        if (closeTimeout != null) {
            DurationSyntax.checkPositive("close-timeout", closeTimeout);
        }
    }

    /** Returns whether nothing is said. Field by field: the first {@code equals} of a record takes 30 ms to link. */
    boolean saysNothing() {
        return batch == null
                && delay == null
                && queue.saysNothing()
                && attempts == null
                && backOff == null
                && deadLetters == null
                && closeTimeout == null;
    }

    /**
     * How changes wait. Null means "not said".
     *
     * @param place where they do
     * @param entries how many keys may have changes that wait
     * @param sync what a change in a folder survives
     * @param waitWhenFull how long an operation waits for room before it fails
     */
    public record Queue(
            @Nullable QueuePlace place,
            @Nullable Integer entries,
            @Nullable Durability sync,
            @Nullable Duration waitWhenFull) {

        static final Queue UNSET = new Queue(null, null, null, null);

        public Queue {
            checkAtLeastOne("entries", entries);
            if (waitWhenFull != null) {
                DurationSyntax.checkLength(waitWhenFull);
            }
        }

        boolean saysNothing() {
            return place == null && entries == null && sync == null && waitWhenFull == null;
        }

        Queue over(Queue defaults) {
            return new Queue(
                    CacheSettings.either(place, defaults.place),
                    CacheSettings.either(entries, defaults.entries),
                    CacheSettings.either(sync, defaults.sync),
                    CacheSettings.either(waitWhenFull, defaults.waitWhenFull));
        }
    }

    /** Where changes wait. */
    public sealed interface QueuePlace {

        /** In memory: what is not written when the process ends is lost. */
        record Volatile() implements QueuePlace {}

        /**
         * In files.
         *
         * @param path the folder in which the cache has a folder of its own
         */
        record Folder(Path path) implements QueuePlace {
            public Folder {
                Objects.requireNonNull(path, "path");
            }
        }
    }

    private static void checkAtLeastOne(String what, @Nullable Integer number) {
        if (number != null && number < 1) {
            throw new IllegalArgumentException(what + " must be at least 1, " + what + "=" + number);
        }
    }

    /** Returns the folder of a cache within a path: another one for each name. */
    public static Path folderOf(Path path, String cacheName) {
        return path.toAbsolutePath().normalize().resolve(FolderName.of(cacheName));
    }

    /** Returns these settings with the most changes of one call of the writer, at least 1. */
    public WriteBehindSettings withBatch(int most) {
        return new WriteBehindSettings(most, delay, queue, attempts, backOff, deadLetters, closeTimeout);
    }

    /** Returns these settings with the time that a change waits for others; zero writes at once. */
    public WriteBehindSettings withDelay(Duration time) {
        return new WriteBehindSettings(batch, time, queue, attempts, backOff, deadLetters, closeTimeout);
    }

    /** Returns these settings with a queue in files, in a folder for the cache within the given one. */
    public WriteBehindSettings withQueue(Path folder) {
        return withQueue(new Queue(new QueuePlace.Folder(folder), queue.entries, queue.sync, queue.waitWhenFull));
    }

    /** Returns these settings with a queue in memory, whatever a file says. */
    public WriteBehindSettings withVolatileQueue() {
        return withQueue(new Queue(new QueuePlace.Volatile(), queue.entries, queue.sync, queue.waitWhenFull));
    }

    /** Returns these settings with the number of keys that may have changes that wait, at least 1. */
    public WriteBehindSettings withEntries(int most) {
        return withQueue(new Queue(queue.place, most, queue.sync, queue.waitWhenFull));
    }

    /** Returns these settings with what a change in files survives. */
    public WriteBehindSettings withSync(Durability sync) {
        return withQueue(new Queue(queue.place, queue.entries, sync, queue.waitWhenFull));
    }

    /** Returns these settings with the time that an operation waits for room in a full queue before it fails. */
    public WriteBehindSettings withWaitWhenFull(Duration time) {
        return withQueue(new Queue(queue.place, queue.entries, queue.sync, time));
    }

    /** Returns these settings with another queue. */
    public WriteBehindSettings withQueue(Queue other) {
        return new WriteBehindSettings(batch, delay, other, attempts, backOff, deadLetters, closeTimeout);
    }

    /** Returns these settings with how often a change is tried by itself before it is given up, at least 1. */
    public WriteBehindSettings withAttempts(int most) {
        return new WriteBehindSettings(batch, delay, queue, most, backOff, deadLetters, closeTimeout);
    }

    /** Returns these settings with how long a change that failed waits: at first, and at most. */
    public WriteBehindSettings withBackOff(Duration least, Duration most) {
        return withBackOff(new BackOffRange(least, most));
    }

    /** Returns these settings with how long a change that failed waits. */
    public WriteBehindSettings withBackOff(BackOffRange range) {
        return new WriteBehindSettings(batch, delay, queue, attempts, range, deadLetters, closeTimeout);
    }

    /** Returns these settings with dead letters in files, in a folder for the cache within the given one. */
    public WriteBehindSettings withDeadLetters(Path folder) {
        return new WriteBehindSettings(batch, delay, queue, attempts, backOff, folder, closeTimeout);
    }

    /** Returns these settings with how long a close, and the exit of the JVM, waits for what is not written. */
    public WriteBehindSettings withCloseTimeout(Duration time) {
        return new WriteBehindSettings(batch, delay, queue, attempts, backOff, deadLetters, time);
    }

    /** Returns what these settings say, and what the defaults say where these say nothing. */
    public WriteBehindSettings over(WriteBehindSettings defaults) {
        return new WriteBehindSettings(
                CacheSettings.either(batch, defaults.batch),
                CacheSettings.either(delay, defaults.delay),
                queue.over(defaults.queue),
                CacheSettings.either(attempts, defaults.attempts),
                CacheSettings.either(backOff, defaults.backOff),
                CacheSettings.either(deadLetters, defaults.deadLetters),
                CacheSettings.either(closeTimeout, defaults.closeTimeout));
    }

    /** Returns whether any of it is in files. */
    public boolean isOnDisk() {
        return queue.place instanceof QueuePlace.Folder || deadLetters != null;
    }
}
