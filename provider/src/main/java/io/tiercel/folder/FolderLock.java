package io.tiercel.folder;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * The right to use a folder, which one cache of one process has until it lets go or the process ends.
 *
 * <p>Other processes are kept out by a lock of the operating system on a file, this one by a table of all class loaders:
 * the system properties. The table is asked first, since on POSIX systems a process that closes a file loses all locks
 * that it has on it: a second opener within the process must not even open it.
 */
public final class FolderLock implements AutoCloseable {

    /** Beyond what is written: where locks are mandatory, another process can still read who has it. */
    private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

    private static final String PROPERTY_PREFIX = "tiercel.disk.open.";
    private static final int LONGEST_HOLDER_BYTES = 1000;
    private static final int ATTEMPTS = 10;

    private final Path path;
    private final String identity;
    private final String property;
    private final String holder;
    private final RandomAccessFile file;
    private final FileLock lock;

    private FolderLock(Path path, String identity, String holder, RandomAccessFile file, FileLock lock) {
        this.path = path;
        this.identity = identity;
        this.property = PROPERTY_PREFIX + identity;
        this.holder = holder;
        this.file = file;
        this.lock = lock;
    }

    /**
     * Locks a folder, which exists, by a file in it, which is made if there is none.
     *
     * @throws CacheException if another cache has it, of this or another process; nothing has changed then
     */
    public static FolderLock acquire(Path file, String cacheName) throws IOException {
        String holder = "process " + ProcessHandle.current().pid() + ", cache '" + cacheName + "'";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            FolderLock acquired = tryAcquire(file, holder);
            if (acquired != null) {
                return acquired;
            }
        }
        throw new CacheException("The lock file " + file + " disappears while it is being locked.");
    }

    /** Returns null if the file is another one now than it was: somebody has just deleted the folder. */
    private static @Nullable FolderLock tryAcquire(Path file, String holder) throws IOException {
        String identity = identityOf(file);
        String property = PROPERTY_PREFIX + identity;
        String other = (String) System.getProperties().putIfAbsent(property, holder);
        if (other != null) {
            throw refusal(file, "by this " + other);
        }
        FolderLock acquired = null;
        try {
            acquired = lock(file, identity, holder);
            if (!identity.equals(FileIdentity.of(file))) {
                acquired.file.close();
                acquired = null;
            }
        } finally {
            if (acquired == null) {
                System.getProperties().remove(property, holder);
            }
        }
        return acquired;
    }

    private static FolderLock lock(Path file, String identity, String holder) throws IOException {
        RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw");
        FolderLock acquired = null;
        try {
            FileLock lock = tryLock(open);
            if (lock == null) {
                throw refusal(file, "by " + readHolder(open));
            }
            byte[] text = holder.getBytes(StandardCharsets.UTF_8);
            open.setLength(0);
            open.write(text);
            acquired = new FolderLock(file, identity, holder, open, lock);
        } finally {
            if (acquired == null) {
                open.close();
            }
        }
        return acquired;
    }

    private static @Nullable FileLock tryLock(RandomAccessFile open) throws IOException {
        try {
            return open.getChannel().tryLock(LOCKED_BYTE, 1, /* shared= */ false);
        } catch (OverlappingFileLockException heldByThisProcess) {
            // Somebody has emptied the system properties.
            return null;
        }
    }

    private static String readHolder(RandomAccessFile open) throws IOException {
        byte[] text = new byte[(int) Math.min(open.length(), LONGEST_HOLDER_BYTES)];
        open.readFully(text);
        return text.length == 0 ? "another process" : new String(text, StandardCharsets.UTF_8);
    }

    private static CacheException refusal(Path file, String holder) {
        return new CacheException("The folder " + file.getParent() + " is in use " + holder
                + ". It belongs to one cache of one process: give this cache another path, or close the other.");
    }

    private static String identityOf(Path file) throws IOException {
        try {
            Files.createFile(file);
        } catch (FileAlreadyExistsException e) {
            // as it mostly does
        }
        return Objects.requireNonNullElse(FileIdentity.of(file), "");
    }

    /**
     * Returns whether the folder belongs to another now: it was moved or deleted while it was open, and whoever came after
     * made it anew. What is in it is not to be touched then.
     */
    public boolean isTakenOver() throws IOException {
        return FileIdentity.isAnother(path, identity);
    }

    /** Lets go of the folder. Idempotent. */
    @Override
    public void close() throws IOException {
        try {
            if (lock.isValid()) {
                lock.release();
            }
        } finally {
            file.close();
            System.getProperties().remove(property, holder);
        }
    }
}
