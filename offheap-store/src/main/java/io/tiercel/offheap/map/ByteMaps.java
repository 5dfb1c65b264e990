package io.tiercel.offheap.map;

import io.tiercel.store.Copies;
import io.tiercel.time.Clock;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Opens maps. Thread-safe. */
public interface ByteMaps {

    /** Opens a map in memory for one cache. */
    ByteMap openMemory(String name, long capacityBytes, Copies copies, Clock clock);

    /** Opens a map in memory that many caches share. */
    SharedMap openShared(String name, long capacityBytes, Clock clock);

    /** Names the layout of files, so that one that was written in another is told. Constant. */
    String fileFormat();

    /**
     * Opens a map in a file, which is made, at its full size, if there is none. Takes a time that does not depend on the
     * number of entries: each part of the file is checked when it is used first.
     *
     * @throws UncheckedIOException if there is no room, or the file cannot be read or written
     * @throws IllegalArgumentException if the file was made for another capacity, or is none of such a map
     */
    FileMap openFile(String name, FileSpec spec, Copies copies, Clock clock);

    /**
     * What file to open, and how.
     *
     * @param generation of the entries that are in the cache: those of others are absent; at least 0
     * @param recover whether entries are checked as a whole when their part of the file is used first: the last process
     *     that had it open may not have closed it, or bits may have flipped since
     */
    record FileSpec(Path file, long capacityBytes, int generation, boolean recover) {}

    /** A map that many caches share. A cache that has more than its share of it is the first to lose entries. */
    interface SharedMap extends AutoCloseable {

        /** Returns an empty map in this one. Closing it removes its entries. */
        ByteMap part(String cacheName, Copies copies);

        long bytes();

        long capacityBytes();

        @Override
        void close();
    }

    /** A map in a file. */
    interface FileMap extends ByteMap {

        /**
         * Returns the number that all entries put from now on carry; those of other numbers are absent. {@link #clear()}
         * raises it by one.
         */
        int generation();

        /** Returns how many bytes at the start of the file never change once it is made. */
        int headerBytes();

        /** Removes all entries, as {@link #clear()}, by a generation that is larger than any before. */
        void clear(int generation);

        /**
         * Looks through the parts of the file that nobody used yet, so that {@link #size()} and {@link #bytes()} count
         * all; until then they count what was looked through. Works for a tenth of a second, then for a quarter of the
         * time. Returns when all is done, or the map is closed.
         */
        void rebuild();

        /** Returns how many entries were not as they were written, of what was looked through; they are absent. */
        long damagedEntries();

        /** Writes all to the device. Takes long. */
        void force();
    }
}
