package io.tiercel.configuration;

/** How much a cache may hold in memory outside the heap before it evicts. Immutable. */
public sealed interface OffHeapBound {

    /** The least that a tier of its own may have. */
    long LEAST_BYTES = 1L << 20;

    /** A share of the pool that the caches of a manager have together. */
    record Shared() implements OffHeapBound {}

    /**
     * A number of bytes for this cache alone.
     *
     * @param bytes at least {@link #LEAST_BYTES}
     */
    record Size(long bytes) implements OffHeapBound {
        public Size {
            SizeSyntax.checkAtLeast("off-heap tier", LEAST_BYTES, bytes);
        }
    }

    /** No such tier. */
    record None() implements OffHeapBound {}
}
