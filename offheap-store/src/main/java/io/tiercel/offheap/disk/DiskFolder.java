package io.tiercel.offheap.disk;

import io.tiercel.folder.FolderLock;
import io.tiercel.folder.Forced;
import io.tiercel.offheap.disk.ManifestFile.Durability;
import io.tiercel.tag.TagJournal;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one cache: a data file, a manifest, a lock file, and at most one copy of
 * content that was set aside. Nothing else is ever in it.
 *
 * <p>It is opened in this order: the lock, so that a second opener changes nothing; the judgement; what is not trusted is
 * renamed. Then the map opens or makes the data file, and {@link #opened} says so on the disk before the first entry is
 * touched, so that a loss of power is seen later. {@link #closed} says that the data file is complete, after it has been
 * forced to the disk.
 *
 * <p>Thread-safe. Everything waits for the disk, save for {@link #nextRegion}.
 */
final class DiskFolder implements AutoCloseable {

    private static final String DATA = "entries.data";
    private static final String MANIFEST = "manifest";
    private static final String LOCK = "lock";

    private final Path folder;
    private final FolderLock lock;
    private final ManifestFile manifestFile;
    private final LongSupplier clockMillis;
    private final boolean isNew;
    private final ReentrantLock changing = new ReentrantLock();
    private final Opening opening;
    private Manifest manifest;

    private DiskFolder(Place place, LongSupplier clockMillis, Opening opening, Manifest manifest) {
        this.folder = place.folder;
        this.lock = place.lock;
        this.isNew = place.isNew;
        this.clockMillis = clockMillis;
        this.manifestFile = new ManifestFile(folder.resolve(MANIFEST));
        this.opening = opening;
        this.manifest = manifest;
    }

    /**
     * A folder that this process has for itself.
     *
     * @param isNew whether it was made for that
     */
    private record Place(Path folder, FolderLock lock, boolean isNew) {}

    /**
     * Opens the folder of a cache, and makes it if there is none. What cannot be trusted is set aside.
     *
     * @throws CacheException if somebody else has it, or the disk refuses
     */
    static DiskFolder open(Path path, CacheIdentity identity, StorageFormat format, LongSupplier clockMillis) {
        Path folder = path.toAbsolutePath();
        try {
            boolean isNew = !Files.exists(folder);
            Files.createDirectories(folder);
            for (String file : List.of(DATA, MANIFEST, LOCK)) {
                checkIsFile(folder.resolve(file));
            }
            FolderLock lock = FolderLock.acquire(folder.resolve(LOCK), identity.cacheName());
            Place place = new Place(folder, lock, isNew);
            DiskFolder opened = null;
            try {
                opened = judged(
                        place, new Judgement(identity, format, Moment.now(clockMillis.getAsLong())), clockMillis);
            } finally {
                if (opened == null) {
                    abandon(place);
                }
            }
            return opened;
        } catch (IOException e) {
            throw failure(folder, "cannot be opened", e);
        }
    }

    /** Of a folder, a message of the system does not say which it is; of a pipe, there is none, but a wait for its other end. */
    private static void checkIsFile(Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IOException(file + " is no file, and in the way of one: move it elsewhere");
        }
    }

    private static DiskFolder judged(Place place, Judgement judgement, LongSupplier clockMillis) throws IOException {
        Path folder = place.folder;
        ManifestFile manifestFile = new ManifestFile(folder.resolve(MANIFEST));
        manifestFile.deleteLeftOver();
        Found found = find(manifestFile);
        Opening opening = judgement.of(found, DataFile.of(folder.resolve(DATA), headerBytes(found)));
        if (opening instanceof Opening.SetAside doubt) {
            setAside(folder, doubt.reason(), judgement.format().capacityBytes());
        }
        if (found instanceof Found.Whole whole && !startsEmpty(opening)) {
            checkTags(folder, whole.manifest());
            return new DiskFolder(place, clockMillis, opening, whole.manifest());
        }
        Manifest creating = Manifest.creating(judgement.identity(), judgement.format(), judgement.now());
        manifestFile.write(creating, Durability.POWER_LOSS);
        Files.deleteIfExists(folder.resolve(DATA));
        return new DiskFolder(place, clockMillis, opening, creating);
    }

    /** Before the manifest says that the data file is open: it does not tell the journal from another one after that. */
    private static void checkTags(Path folder, Manifest manifest) throws IOException {
        if (manifest.tellsTags() && !Arrays.equals(manifest.tagStamps(), TagJournal.stamp(folder))) {
            TagJournal.distrust(folder);
        }
    }

    private static Found find(ManifestFile manifestFile) throws IOException {
        if (manifestFile.isAbsent()) {
            return new Found.Nothing();
        }
        try {
            return new Found.Whole(manifestFile.read());
        } catch (DamagedManifestException e) {
            return new Found.Damaged(String.valueOf(e.getMessage()));
        }
    }

    private static int headerBytes(Found found) {
        return found instanceof Found.Whole whole ? whole.manifest().data().headerBytes() : 0;
    }

    private static boolean startsEmpty(Opening opening) {
        return opening instanceof Opening.Fresh || opening instanceof Opening.SetAside;
    }

    /** Changes nothing if there is no room for a new file beside the old one: who wants another size may have mistaken it. */
    private static void setAside(Path folder, String reason, long neededBytes) throws IOException {
        Path data = folder.resolve(DATA);
        if (Files.exists(data)) {
            try {
                DiskSpace.check(folder, neededBytes - new Aside(folder).bytes(data));
            } catch (IOException e) {
                throw new IOException(
                        e.getMessage() + ", beside " + data + ", which cannot be used, as " + reason
                                + "; it may be deleted",
                        e);
            }
        }
        System.getLogger(DiskFolder.class.getName())
                .log(
                        Level.WARNING,
                        "The content of the disk tier in {0} is set aside, as {1}. The tier starts empty; the files are"
                                + " kept there under names that end in .aside until that happens again.",
                        folder,
                        reason);
        if (Files.exists(data)) {
            new Aside(folder).take(folder.resolve(MANIFEST), data, reason);
        }
    }

    /** Returns where the folder is. */
    Path path() {
        return folder;
    }

    /** Returns the file that the map is to have its entries in. */
    Path dataFile() {
        return folder.resolve(DATA);
    }

    /** Returns what was decided about the content. */
    Opening opening() {
        return opening;
    }

    /** Returns whether the data file is to be used as it is. */
    boolean hasContent() {
        return !startsEmpty(opening);
    }

    /** Returns the number of the entries that are in the cache. */
    int region() {
        changing.lock();
        try {
            return manifest.region();
        } finally {
            changing.unlock();
        }
    }

    /**
     * Says that the data file is open from now on.
     *
     * @param headerBytes how many bytes at its start never change
     */
    void opened(int headerBytes) {
        write(now -> manifest.opened(DataFile.of(dataFile(), headerBytes), now), Durability.POWER_LOSS);
    }

    /** Says that the data file, which was there before, is open from now on. */
    void reopened() {
        opened(manifest.data().headerBytes());
    }

    /** Takes the next number for entries; those that there are are out of the cache when this returns. */
    int nextRegion() {
        return write(now -> manifest.cleared(), Durability.KILLED_PROCESS).region();
    }

    /**
     * Says that the data file was closed, and with which journal of tags. Forces it to the disk first. If the clock was set
     * back while it was open, says nothing: the deadlines in it are too late. Nor if the files are gone, but in a warning.
     */
    void closed() {
        changing.lock();
        try {
            String loss = loss();
            if (loss != null) {
                System.getLogger(DiskFolder.class.getName())
                        .log(
                                Level.WARNING,
                                "The disk tier in {0} is closed without its files: {1}. Its entries are lost.",
                                folder,
                                loss);
                return;
            }
            write(this::closedAt, Durability.POWER_LOSS);
        } catch (IOException e) {
            throw failure(folder, "cannot be written to", e);
        } finally {
            changing.unlock();
        }
    }

    private Manifest closedAt(Moment now) throws IOException {
        Forced.file(dataFile());
        return now.setBackMillis(manifest.written()) > Judgement.TOLERATED_SET_BACK_MILLIS
                ? manifest
                : manifest.closed(now, TagJournal.stamp(folder));
    }

    private Manifest write(Change change, Durability durability) {
        changing.lock();
        try {
            String loss = loss();
            if (loss != null) {
                throw new CacheException("The disk tier in " + folder + " cannot be written to: " + loss
                        + ". Its entries are served until the cache is closed, and lost then: close the cache and create it"
                        + " anew.");
            }
            Manifest next = change.at(Moment.now(clockMillis.getAsLong()));
            manifestFile.write(next, durability);
            manifest = next;
            return next;
        } catch (IOException e) {
            throw failure(folder, "cannot be written to", e);
        } finally {
            changing.unlock();
        }
    }

    /** Returns what became of the files that were there when this was opened, or null if they are there. */
    private @Nullable String loss() throws IOException {
        if (lock.isTakenOver()) {
            return "somebody moved or deleted the folder while it was open, and another cache has made it anew";
        }
        return Files.exists(dataFile())
                ? null
                : "somebody moved or deleted the folder, or what is in it, while it was open";
    }

    /** Makes a failure of the disk one that says what to do. */
    static CacheException failure(Path folder, String what, IOException cause) {
        String aside = Aside.isIn(folder) ? " The files there that end in .aside may be deleted." : "";
        return new CacheException(
                "The disk tier in " + folder + " " + what + " (" + cause
                        + "). Make sure that the folder may be written to and that its disk has room for the size of the"
                        + " tier, or give the tier another path or size." + aside,
                cause);
    }

    /** Deletes a data file that could not be made. Does not throw: there is a failure on its way already. */
    void deleteData() {
        try {
            Files.deleteIfExists(dataFile());
        } catch (IOException e) {
            System.getLogger(DiskFolder.class.getName()).log(Level.DEBUG, "A data file stays behind", e);
        }
    }

    /** Deletes everything, and lets go of the folder. What is another's by now stays. */
    void delete() {
        changing.lock();
        try (lock) {
            if (lock.isTakenOver()) {
                return;
            }
            manifestFile.delete();
            Files.deleteIfExists(dataFile());
            new Aside(folder).delete(folder.resolve(MANIFEST), dataFile());
            Files.deleteIfExists(folder.resolve(LOCK));
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw failure(folder, "cannot be deleted", e);
        } finally {
            changing.unlock();
        }
    }

    /** Lets go of the folder of a tier that could not be opened, and deletes it if it was made for that. Does not throw. */
    void abandon() {
        abandon(new Place(folder, lock, isNew));
    }

    private static void abandon(Place place) {
        try (FolderLock lock = place.lock) {
            if (place.isNew && !lock.isTakenOver()) {
                new ManifestFile(place.folder.resolve(MANIFEST)).delete();
                Files.deleteIfExists(place.folder.resolve(DATA));
                Files.deleteIfExists(place.folder.resolve(LOCK));
                Files.deleteIfExists(place.folder);
            }
        } catch (IOException e) { // there is a failure on its way already
            System.getLogger(DiskFolder.class.getName()).log(Level.DEBUG, "A folder stays behind", e);
        }
    }

    /** Lets go of the folder, as it is. Idempotent. */
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw failure(folder, "cannot be let go of", e);
        }
    }

    /** What becomes of a manifest. */
    private interface Change {
        Manifest at(Moment now) throws IOException;
    }
}
