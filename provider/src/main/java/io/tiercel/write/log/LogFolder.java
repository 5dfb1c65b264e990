package io.tiercel.write.log;

import io.tiercel.folder.FolderLock;
import io.tiercel.folder.Forced;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The folder of one queue: its segments, by their numbers, and the lock that keeps others out. */
final class LogFolder implements AutoCloseable {

    private static final String LOCK = "lock";
    private static final String SUFFIX = ".log";
    private static final String DAMAGED = ".damaged";

    /** Of a number that can be reached, and after which there are others. */
    private static final String NAME = "0\\d{18}\\" + SUFFIX;

    private final Path folder;
    private final FolderLock lock;

    private LogFolder(Path folder, FolderLock lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /** A segment that is there. */
    record SegmentPath(Path path, long number) {
        static SegmentPath of(Path path) {
            return new SegmentPath(
                    path, Long.parseLong(path.getFileName().toString().substring(0, 19)));
        }

        ByteBuffer read() throws IOException {
            return ByteBuffer.wrap(Files.readAllBytes(path));
        }

        void delete() throws IOException {
            Files.deleteIfExists(path);
        }

        /** Renames it to a name that nobody reads. */
        Path setAside() throws IOException {
            Path aside = path.resolveSibling(path.getFileName() + DAMAGED);
            Files.move(path, aside, StandardCopyOption.REPLACE_EXISTING);
            return aside;
        }
    }

    /** Locks the folder, and makes it if there is none. */
    static LogFolder open(Path folder, String cacheName) throws IOException {
        Files.createDirectories(folder);
        return new LogFolder(folder, FolderLock.acquire(folder.resolve(LOCK), cacheName));
    }

    Path path() {
        return folder;
    }

    /** Returns the segments that are there, the oldest first. */
    List<SegmentPath> segments() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches(NAME))
                    .map(SegmentPath::of)
                    .sorted(Comparator.comparingLong(SegmentPath::number))
                    .toList();
        }
    }

    /** Returns a number that no segment has had of which something is left. */
    long nextNumber() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return 1
                    + files.filter(file -> file.getFileName().toString().matches(NAME + "(\\" + DAMAGED + ")?"))
                            .mapToLong(file -> SegmentPath.of(file).number())
                            .max()
                            .orElse(0);
        }
    }

    Path pathOf(long number) {
        return folder.resolve("%019d".formatted(number) + SUFFIX);
    }

    /** Returns whether what has the names of its segments is another's by now, see {@link FolderLock#isTakenOver}. */
    boolean isTakenOver() throws IOException {
        return lock.isTakenOver();
    }

    /** @throws IOException if the folder is not the one any more that was opened */
    void checkIsThere() throws IOException {
        if (isTakenOver() || !Files.exists(folder)) {
            throw new IOException("somebody moved, deleted or replaced the folder " + folder
                    + " of the write-behind queue while it was open; close the cache and create it anew");
        }
    }

    /** Waits until the disk knows which files are there, where the system lets a program say so. */
    void force() throws IOException {
        Forced.folder(folder);
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
