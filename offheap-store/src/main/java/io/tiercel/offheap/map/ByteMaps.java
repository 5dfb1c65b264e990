package io.tiercel.offheap.map;

import io.tiercel.store.Copies;
import io.tiercel.time.Clock;
import java.nio.file.Path;

/** Opens maps. Thread-safe. */
public interface ByteMaps {

    /** Opens a map in memory for one cache. */
    ByteMap openMemory(String name, long capacityBytes, Copies copies, Clock clock);

    /** Opens a map in memory that many caches share. */
    SharedMap openShared(String name, long capacityBytes, Clock clock);

    /**
     * Opens a map in a file, which is made, at its full size, if there is none.
     *
     * @param recover whether the last process that had it open may not have closed it
     */
    FileMap openFile(String name, Path file, long capacityBytes, Copies copies, Clock clock, boolean recover);

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

        /** Returns the number that all entries put from now on carry; those of other numbers are absent. */
        int generation();
    }
}
