package io.tiercel.write.behind;

import static java.util.Objects.requireNonNull;

import io.tiercel.folder.FolderLock;
import io.tiercel.write.behind.LineFile.Keeping;
import io.tiercel.write.log.ChangeLog;
import io.tiercel.write.log.Durability;
import io.tiercel.write.log.LogSettings;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * What a queue has on the disk: a log, dead letters, both or neither.
 *
 * @param codec makes bytes; null if nothing is on the disk
 * @param log the log, null without one
 * @param letters the dead letters
 * @param letterLock the right to the folder of the dead letters, where that is not the log's
 */
record Places(
        @Nullable Codec codec,
        @Nullable ChangeLog log,
        DeadLetters letters,
        @Nullable FolderLock letterLock) implements AutoCloseable {

    private static final String LETTERS = "dead-letters.tsv";

    /**
     * Opens what the settings ask for.
     *
     * @param codec makes bytes; null if nothing is on the disk
     * @param logs opens logs
     */
    static Places open(BehindSettings settings, @Nullable Codec codec, Function<LogSettings, ChangeLog> logs) {
        Path folder = settings.queue().folder();
        ChangeLog log = folder == null
                ? null
                : logs.apply(new LogSettings(
                        folder,
                        settings.cacheName(),
                        requireNonNull(codec).description(),
                        settings.queue().durability(),
                        LogSettings.SEGMENT_BYTES));
        Path letterFolder = settings.retry().deadLetters() == null
                ? folder
                : settings.retry().deadLetters();
        boolean opened = false;
        try {
            Places places = withLetters(settings, codec, log, letterFolder);
            opened = true;
            return places;
        } catch (IOException e) {
            throw new CacheException(
                    "The folder " + letterFolder + " of the dead letters of the cache '" + settings.cacheName()
                            + "' cannot be used: " + e,
                    e);
        } finally {
            if (!opened && log != null) {
                closeQuietly(log::close);
            }
        }
    }

    private static Places withLetters(
            BehindSettings settings, @Nullable Codec codec, @Nullable ChangeLog log, @Nullable Path letterFolder)
            throws IOException {
        int capacity = settings.queue().entries();
        if (letterFolder == null) {
            return new Places(codec, log, new DeadLetters(capacity, null), null);
        }
        Keeping keeping = settings.queue().durability() == Durability.POWER ? Keeping.FORCED : Keeping.WRITTEN;
        Files.createDirectories(letterFolder);
        FolderLock lock = letterFolder.equals(settings.queue().folder())
                ? null
                : FolderLock.acquire(letterFolder.resolve("lock"), settings.cacheName());
        boolean opened = false;
        try {
            DeadLetters letters = new DeadLetters(
                    capacity, new LetterFile(letterFolder.resolve(LETTERS), requireNonNull(codec), keeping));
            opened = true;
            return new Places(codec, log, letters, lock);
        } finally {
            if (!opened && lock != null) {
                lock.close();
            }
        }
    }

    /** Closes what was opened for a queue that could not be; why it could not is what its caller is to know. */
    void closeQuietly() {
        closeQuietly(this::close);
    }

    private static void closeQuietly(Closeable opened) {
        try {
            opened.close();
        } catch (IOException e) {
            System.getLogger(Places.class.getName()).log(Level.WARNING, "A write-behind queue cannot be closed", e);
        }
    }

    @Override
    public void close() throws IOException {
        letters.close();
        try {
            if (log != null) {
                log.close();
            }
        } finally {
            if (letterLock != null) {
                letterLock.close();
            }
        }
    }
}
