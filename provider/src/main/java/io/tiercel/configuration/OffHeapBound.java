package io.tiercel.configuration;

/** How much a cache may hold in memory outside the heap before it evicts. Immutable. */
public sealed interface OffHeapBound {

    /** The least that a tier of its own may have. */
    long LEAST_BYTES = 1L << 20;

    /** The most that a tier or a pool outside the heap may have. */
    long MOST_BYTES = 128L << 30;

    /** A share of the pool that the caches of a manager have together. */
    record Shared() implements OffHeapBound {}

    /**
     * A number of bytes for this cache alone.
     *
     * @param bytes at least {@link #LEAST_BYTES}, at most {@link #MOST_BYTES}
     */
    record Size(long bytes) implements OffHeapBound {
        public Size {
            SizeSyntax.checkWithin("off-heap tier", LEAST_BYTES, MOST_BYTES, bytes);
        }
    }

    /** No such tier. */
    record None() implements OffHeapBound {}
}
