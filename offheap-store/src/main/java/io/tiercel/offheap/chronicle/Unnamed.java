package io.tiercel.offheap.chronicle;

import io.tiercel.jvm.FirstFailure;
import org.jspecify.annotations.Nullable;

/**
 * Entries of the cache that evicts, of which it is told no more than that they left: counted together, for each count is an
 * atomic step. Used by one thread.
 */
final class Unnamed {

    /** More would lock a segment for long. */
    private static final int MOST = 16;

    private final Part part;
    private final int[] hashes = new int[MOST];
    private final byte[][] keys = new byte[MOST][];
    private @Nullable Region region;
    private int entries;
    private int chunks;
    private int expired;
    private int told;
    private int ofRegion;

    Unnamed(Part part) {
        this.part = part;
    }

    /** Returns how many there are. */
    int size() {
        return entries;
    }

    boolean isFull() {
        return entries == MOST;
    }

    /**
     * Takes in an entry that leaves.
     *
     * @param key to be told with its hash to those who hold copies
     */
    void add(Region of, int chunksOfEntry, byte[] key, int hash, boolean hasExpired) {
        if (of != region) {
            countOut();
            region = of;
        }
        ofRegion++;
        chunks += chunksOfEntry;
        keys[entries] = key;
        hashes[entries] = hash;
        entries++;
        expired += hasExpired ? 1 : 0;
    }

    private void countOut() {
        if (region != null) {
            region.count(-ofRegion, -chunks);
            ofRegion = 0;
            chunks = 0;
        }
    }

    /**
     * Counts those that left since this was called last, and tells who holds copies of them, of each whatever becomes of the
     * others. With nothing locked.
     */
    void finish() {
        if (told == entries) {
            return;
        }
        countOut();
        part.count(entries - told, expired);
        expired = 0;
        Throwable failure = null;
        while (told < entries) {
            int next = told++;
            try {
                part.left(keys[next], hashes[next]);
            } catch (RuntimeException | Error e) {
                failure = FirstFailure.of(failure, e);
            }
        }
        FirstFailure.rethrow(failure);
    }
}
