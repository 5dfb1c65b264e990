package io.tiercel.offheap.disk;

import static java.util.Objects.requireNonNull;

import io.tiercel.jvm.AtExit;
import io.tiercel.jvm.AtExit.Phase;
import io.tiercel.offheap.map.ByteEntry;
import io.tiercel.offheap.map.ByteMap;
import io.tiercel.offheap.map.ByteMaps;
import io.tiercel.offheap.map.ByteMaps.FileMap;
import io.tiercel.offheap.map.ByteMaps.FileSpec;
import io.tiercel.offheap.map.ByteVictim;
import io.tiercel.offheap.map.VictimGate;
import io.tiercel.store.Copies;
import io.tiercel.time.Clock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one cache in a file, which outlast the process: what was put is there again after {@link #close}, and
 * after the process was killed all of it but what was being put at that moment. What cannot be trusted is not served,
 * see {@link Judgement}.
 *
 * <p>Safe for use by many threads, as its map is. Opening takes a time that does not depend on the number of entries,
 * but when the file is made: then all of it is written once. {@link #clear} writes a small file; {@link #close} waits
 * until the disk has what was put. Closes itself when the JVM exits, if that is not stopped first.
 */
public final class DiskTier implements ByteMap {

    /** A tier that is not closed by then is one of a process that was killed, and is recovered. */
    private static final Duration EXIT_DEADLINE = Duration.ofSeconds(10);

    private final DiskFolder folder;
    private final FileMap map;
    private final ReentrantLock changing = new ReentrantLock();
    private boolean closed;

    private DiskTier(DiskFolder folder, FileMap map) {
        this.folder = folder;
        this.map = map;
    }

    /**
     * Where and whose a tier is.
     *
     * @param path the folder of this cache, which nothing else is in
     * @param identity what must not have changed for the content to mean what it meant
     * @param capacityBytes the size of the file
     */
    public record Settings(Path path, CacheIdentity identity, long capacityBytes) {}

    /**
     * Opens the tier of a cache, with the content that it had if that can be trusted.
     *
     * @throws CacheException if another cache has it open, here or in another process; if the folder cannot be written
     *     to; if the disk has no room for all of it
     */
    public static DiskTier open(Settings settings, ByteMaps maps, Copies copies, Clock clock) {
        // An interrupt would close the channels that files are mapped through.
        boolean interrupted = Thread.interrupted();
        try {
            StorageFormat format = new StorageFormat(maps.fileFormat(), settings.capacityBytes());
            DiskFolder folder = DiskFolder.open(settings.path(), settings.identity(), format, clock::nowMillis);
            DiskTier opened = null;
            try {
                opened = new DiskTier(folder, openMap(folder, settings, maps, copies, clock));
                AtExit.add(opened, Phase.CLOSE, EXIT_DEADLINE, opened::close);
            } finally {
                if (opened == null) {
                    folder.abandon();
                }
            }
            return opened;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static FileMap openMap(DiskFolder folder, Settings settings, ByteMaps maps, Copies copies, Clock clock) {
        String name = settings.identity().cacheName();
        FileSpec spec = new FileSpec(folder.dataFile(), settings.capacityBytes(), folder.region(), /* recover= */ true);
        if (folder.hasContent()) {
            folder.reopened();
            FileMap map;
            try {
                map = maps.openFile(name, spec, copies, clock);
            } catch (UncheckedIOException e) {
                throw DiskFolder.failure(folder.path(), "cannot be opened", requireNonNull(e.getCause()));
            }
            Recount.start(map, folder);
            return map;
        }
        return makeMap(folder, settings.capacityBytes(), () -> maps.openFile(name, spec, copies, clock));
    }

    private static FileMap makeMap(DiskFolder folder, long capacityBytes, Supplier<? extends FileMap> maker) {
        FileMap made = null;
        boolean opened = false;
        try {
            DiskSpace.check(folder.path(), capacityBytes);
            made = maker.get();
            DiskSpace.allocate(folder.dataFile());
            folder.opened(made.headerBytes());
            opened = true;
            return made;
        } catch (IOException e) {
            throw DiskFolder.failure(folder.path(), "cannot be made", e);
        } catch (UncheckedIOException e) {
            throw DiskFolder.failure(folder.path(), "cannot be made", requireNonNull(e.getCause()));
        } finally {
            if (!opened) {
                discard(folder, made);
            }
        }
    }

    /** Gives the room back that a file has which could not be made. */
    private static void discard(DiskFolder folder, @Nullable FileMap made) {
        if (made != null) {
            made.close();
        }
        folder.deleteData();
    }

    /** Returns what became of the content that there was. */
    public Opening opening() {
        return folder.opening();
    }

    /** Returns the folder that the files are in. */
    public Path path() {
        return folder.path();
    }

    @Override
    public @Nullable ByteEntry get(byte[] key, int hash, Use use) {
        return map.get(key, hash, use);
    }

    @Override
    public boolean has(byte[] key) {
        return map.has(key);
    }

    @Override
    public int put(byte[] key, int hash, byte kind, byte[] payload, long expiresAtMillis, long limitMillis) {
        return map.put(key, hash, kind, payload, expiresAtMillis, limitMillis);
    }

    @Override
    public void copyIn(byte[] key, int hash, ByteEntry entry) {
        map.copyIn(key, hash, entry);
    }

    @Override
    public boolean isInherited(byte[] key, int version) {
        return map.isInherited(key, version);
    }

    @Override
    public boolean remove(byte[] key, int hash, int version) {
        return map.remove(key, hash, version);
    }

    @Override
    public void displace(byte[] key) {
        map.displace(key);
    }

    @Override
    public long touch(byte[] key, int hash, int version, long seenMillis, long expiresAtMillis) {
        return map.touch(key, hash, version, seenMillis, expiresAtMillis);
    }

    @Override
    public @Nullable ByteVictim evict(VictimGate gate) {
        return map.evict(gate);
    }

    @Override
    public @Nullable ByteVictim takeExpired(int hash, Predicate<? super ByteVictim> isOf) {
        return map.takeExpired(hash, isOf);
    }

    /**
     * Removes all entries. The manifest says so first: were this process killed before the map does, or were the number
     * given out twice, entries could come back.
     */
    @Override
    public void clear() {
        changing.lock();
        try {
            checkOpen();
            int region = folder.nextRegion();
            map.clear(region);
        } finally {
            changing.unlock();
        }
    }

    @Override
    public long size() {
        return map.size();
    }

    @Override
    public long bytes() {
        return map.bytes();
    }

    @Override
    public long capacityBytes() {
        return map.capacityBytes();
    }

    @Override
    public int largestEntryBytes() {
        return map.largestEntryBytes();
    }

    @Override
    public int largestKeyBytes() {
        return map.largestKeyBytes();
    }

    @Override
    public long scan(long cursor, List<? super ByteVictim> into) {
        return map.scan(cursor, into);
    }

    @Override
    public void dropOrphans() {
        map.dropOrphans();
    }

    /** Closes the map, waits until the disk has all of it, and says in the manifest that it can be trusted. */
    @Override
    public void close() {
        changing.lock();
        try {
            if (!closed) {
                closed = true;
                try (folder) {
                    map.close();
                    folder.closed();
                }
            }
        } finally {
            changing.unlock();
            AtExit.remove(this);
        }
    }

    /** Closes the map and deletes the folder. */
    public void destroy() {
        changing.lock();
        try {
            if (!closed) {
                closed = true;
                try (folder) {
                    map.close();
                    folder.delete();
                }
            }
        } finally {
            changing.unlock();
            AtExit.remove(this);
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the disk tier in " + folder.path() + " is closed");
        }
    }

    @Override
    public String toString() {
        return "disk tier in " + folder.path();
    }
}
