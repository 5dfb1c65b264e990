package io.tiercel.tag;

import io.tiercel.folder.FileIdentity;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import java.util.zip.CRC32C;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps tags and their invalidations in the folder of a disk tier: what a method was told is in the file when it returns,
 * so that it survives a killed process. After a loss of power the content of the tier is not used, and the file neither.
 *
 * <p>A file that is not as it was written is set aside, and a new one gets another epoch: the tags in the entries of the
 * tier mean nothing any more, so that such entries are dead, while those without tags live on.
 *
 * <p>Not thread-safe: its {@link TagRegistry} calls it under a lock. A call writes one small record; a file that has
 * grown to several times what it has to say is written anew, once the disk has room for that.
 */
public final class TagJournal {

    private static final long LEAST_COMPACTED_BYTES = 1 << 20;
    private static final int GROWTH = 4;

    private final Path file;
    private final Content content;
    private RandomAccessFile out;
    private @Nullable String identity;
    private long rewriteBeyondBytes;
    private boolean closed;

    /**
     * What there is to keep.
     *
     * @param epoch tells the numbers of tags from those of another file
     * @param clock the reading of the clock
     * @param nextId the next number of a tag
     * @param tags those that are remembered
     */
    record Content(int epoch, long clock, int nextId, List<Tag> tags) {}

    private TagJournal(Path file, Content content) {
        this.file = file;
        this.content = content;
        try {
            Files.createDirectories(file.getParent());
            this.out = rewritten(content);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** What the process before has left of the tier, and so of its tags. */
    public enum Predecessor {
        /** Nothing: the tier starts empty, so that an older journal is of no use. */
        NONE,

        /** A tier that was not closed: the journal may end after any record. */
        KILLED,

        /** A tier that was closed, and so was the journal: one that does not say so was cut short. */
        CLOSED
    }

    /**
     * Opens the journal in the folder of a tier, and makes it if there is none.
     *
     * @throws CacheException if the file cannot be read or written
     */
    public static TagJournal open(Path folder, Predecessor predecessor) {
        Path file = folder.resolve(TagJournalLayout.FILE);
        Content found = predecessor == Predecessor.NONE ? null : find(file, predecessor);
        return new TagJournal(file, found == null ? new Content(newEpoch(), 0, 0, List.of()) : found);
    }

    /**
     * Returns what tells the journal in a folder from any other, an older copy of itself included, while it is not written to:
     * its length and its CRC32C. It says so, too, if there is none.
     */
    public static byte[] stamp(Path folder) throws IOException {
        Path file = folder.resolve(TagJournalLayout.FILE);
        long lengthBytes = -1;
        CRC32C checksum = new CRC32C();
        if (Files.exists(file)) {
            byte[] bytes = Files.readAllBytes(file);
            lengthBytes = bytes.length;
            checksum.update(bytes);
        }
        return ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
                .putLong(lengthBytes)
                .putInt((int) checksum.getValue())
                .array();
    }

    /** Sets aside a journal, if there is one, that is not the one with which its tier was closed. */
    public static void distrust(Path folder) throws IOException {
        Path file = folder.resolve(TagJournalLayout.FILE);
        if (Files.exists(file)) {
            setAside(file);
            return;
        }
        System.getLogger(TagJournal.class.getName())
                .log(
                        Level.WARNING,
                        "The tags that there were in {0} are missing. Entries with tags in that folder are not served any"
                                + " more.",
                        file);
    }

    private static @Nullable Content find(Path file, Predecessor predecessor) {
        try {
            if (!Files.exists(file)) {
                return null;
            }
            Content found = TagJournalReader.read(Files.readAllBytes(file), predecessor);
            if (found == null) {
                setAside(file);
            }
            return found;
        } catch (IOException e) {
            throw failure(file, e);
        }
    }

    private static void setAside(Path file) throws IOException {
        Path aside = file.resolveSibling(TagJournalLayout.FILE + ".aside");
        Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
        System.getLogger(TagJournal.class.getName())
                .log(
                        Level.WARNING,
                        "The tags in {0} are not as they were written, and are set aside as {1}. Entries with tags in"
                                + " that folder are not served any more.",
                        file,
                        aside.getFileName());
    }

    private static int newEpoch() {
        return new SecureRandom().nextInt() | 1; // not that of a registry without a journal
    }

    Content content() {
        return content;
    }

    void defined(Tag tag, Supplier<Content> live) {
        byte[] name = TagNames.toBytes(tag.name());
        ByteBuffer body = body(TagJournalLayout.DEFINED, Integer.BYTES + Long.BYTES + name.length);
        append(body.putInt(tag.id()).putLong(tag.invalidatedAt()).put(name), live);
    }

    void invalidated(Collection<Tag> tags, long reading, Supplier<Content> live) {
        ByteBuffer body = body(TagJournalLayout.INVALIDATED, Long.BYTES + tags.size() * Integer.BYTES);
        body.putLong(reading);
        tags.forEach(tag -> body.putInt(tag.id()));
        append(body, live);
    }

    void forgot(Collection<Tag> tags, Supplier<Content> live) {
        ByteBuffer body = body(TagJournalLayout.FORGOT, tags.size() * Integer.BYTES);
        tags.forEach(tag -> body.putInt(tag.id()));
        append(body, live);
    }

    private static ByteBuffer body(byte kind, int bytes) {
        return ByteBuffer.allocate(1 + bytes).put(kind);
    }

    private void append(ByteBuffer body, Supplier<Content> live) {
        try {
            if (out.getFilePointer() > rewriteBeyondBytes) {
                rewrite(live.get());
            }
            append(out, body);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** A disk that has no room for a second file may have it for a record all the same: then this is tried again later. */
    private void rewrite(Content live) throws IOException {
        RandomAccessFile old = out;
        try {
            out = rewritten(live);
        } catch (IOException e) {
            rewriteBeyondBytes = old.getFilePointer() + LEAST_COMPACTED_BYTES;
            return;
        }
        old.close();
    }

    /** In one write, so that a killed process leaves all of it or nothing; a failed one leaves the file as it was. */
    private static void append(RandomAccessFile file, ByteBuffer body) throws IOException {
        long end = file.getFilePointer();
        try {
            file.write(record(body));
        } catch (IOException e) {
            file.setLength(end);
            file.seek(end);
            throw e;
        }
    }

    private static byte[] record(ByteBuffer body) {
        int length = body.flip().remaining();
        ByteBuffer record = ByteBuffer.wrap(new byte[TagJournalLayout.RECORD_HEADER_BYTES + length]);
        record.putInt(length);
        CRC32C checksum = new CRC32C();
        checksum.update(record.duplicate().flip());
        checksum.update(body.duplicate());
        record.putInt((int) checksum.getValue()).put(body);
        return record.array();
    }

    /** Returns whether the file is another's: somebody moved or deleted the folder, and another cache has made it anew. */
    private boolean isTakenOver() throws IOException {
        return identity != null && FileIdentity.isAnother(file, identity);
    }

    /** Writes a file of what is live beside the old one, and puts it in its place. */
    private RandomAccessFile rewritten(Content live) throws IOException {
        if (isTakenOver()) {
            throw new IOException("another cache has made it anew");
        }
        Path fresh = file.resolveSibling(TagJournalLayout.FILE + ".new");
        Files.deleteIfExists(fresh);
        RandomAccessFile written = new RandomAccessFile(fresh.toFile(), "rw");
        boolean complete = false;
        try {
            written.write(header(live.epoch()));
            for (Tag tag : live.tags()) {
                byte[] name = TagNames.toBytes(tag.name());
                ByteBuffer body = body(TagJournalLayout.DEFINED, Integer.BYTES + Long.BYTES + name.length);
                append(
                        written,
                        body.putInt(tag.id()).putLong(tag.invalidatedAt()).put(name));
            }
            append(written, body(TagJournalLayout.INVALIDATED, Long.BYTES).putLong(live.clock()));
            // the number of a tag that was forgotten is not to come again
            append(written, body(TagJournalLayout.FORGOT, Integer.BYTES).putInt(live.nextId()));
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            identity = FileIdentity.of(file);
            rewriteBeyondBytes = Math.max(LEAST_COMPACTED_BYTES, GROWTH * written.getFilePointer());
            complete = true;
            return written;
        } finally {
            if (!complete) {
                written.close();
                Files.deleteIfExists(fresh); // it takes room that others need
            }
        }
    }

    private static byte[] header(int epoch) {
        ByteBuffer header = ByteBuffer.allocate(TagJournalLayout.HEADER_BYTES)
                .putLong(TagJournalLayout.MAGIC)
                .putInt(TagJournalLayout.VERSION)
                .putInt(epoch);
        CRC32C checksum = new CRC32C();
        checksum.update(header.array(), 0, header.position());
        return header.putInt((int) checksum.getValue()).array();
    }

    /**
     * Has the file say that it is complete, so that one that was cut short later is told; or deletes it. The disk has it when
     * this returns: a loss of power after that leaves the tier as it was closed, and must not leave less of its tags.
     */
    void close(boolean delete) {
        boolean wasClosed = closed;
        closed = true;
        try (RandomAccessFile closing = out) {
            if (delete && isTakenOver()) {
                return;
            }
            if (delete) {
                Files.deleteIfExists(file);
                Files.deleteIfExists(file.resolveSibling(TagJournalLayout.FILE + ".aside"));
            } else if (!wasClosed) {
                append(closing, body(TagJournalLayout.CLOSED, 0));
                closing.getFD().sync();
            }
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private CacheException failure(IOException cause) {
        return failure(file, cause);
    }

    private static CacheException failure(Path file, IOException cause) {
        return new CacheException(
                "The tags of a disk tier cannot be kept in " + file + " (" + cause
                        + "). Make sure that the folder may be written to and that its disk has room.",
                cause);
    }
}
