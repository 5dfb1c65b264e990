package io.tiercel.offheap.chronicle;

/**
 * What share of a map each of its caches has: an equal one. One that is beyond it is the first to lose entries; a full
 * map has such a cache always. Thread-safe.
 */
final class Shares {

    /** A map is not full to the last chunk: shares are of less, in percent. */
    private static final int FULL_PERCENT = 85;

    private final long chunks;
    private int parts;

    /** The most chunks that are within a share; below 0 while nobody shares. */
    private volatile long shareChunks = -1;

    /** @param chunks those that there are in all */
    Shares(long chunks) {
        this.chunks = chunks;
    }

    void open() {
        change(1);
    }

    void close() {
        change(-1);
    }

    private synchronized void change(int more) {
        parts += more;
        shareChunks = parts > 1 ? chunks * FULL_PERCENT / 100 / parts : -1;
    }

    /** Returns whether a cache has no more than its share, while others may have. */
    boolean isWithin(Region region) {
        long share = shareChunks;
        return share >= 0 && region.chunks() <= share;
    }
}
