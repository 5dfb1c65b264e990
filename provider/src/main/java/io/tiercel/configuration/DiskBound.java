package io.tiercel.configuration;

import java.nio.file.Path;
import java.util.Objects;

/** How much a cache may hold in a file before it evicts, and where. Immutable. */
public sealed interface DiskBound {

    /** The least that a file may have. */
    long LEAST_BYTES = 1L << 20;

    /** The most that a file may have. */
    long MOST_BYTES = OffHeapBound.MOST_BYTES;

    /**
     * A file of a fixed size, in a folder of its own.
     *
     * @param bytes at least {@link #LEAST_BYTES}, at most {@link #MOST_BYTES}
     * @param path the folder that holds a folder for each cache; a relative one starts at the working directory
     */
    record Size(long bytes, Path path) implements DiskBound {
        public Size {
            SizeSyntax.checkWithin("disk tier", LEAST_BYTES, MOST_BYTES, bytes);
            Objects.requireNonNull(path, "path");
        }

        /** Returns the folder of a cache: another one for each name, and directly in the path. */
        public Path folderOf(String cacheName) {
            return path.toAbsolutePath().normalize().resolve(FolderName.of(cacheName));
        }
    }

    /** No such tier. */
    record None() implements DiskBound {}
}
