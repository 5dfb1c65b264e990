package io.tiercel.configuration;

/** How much a cache may hold on the heap before it evicts. Immutable. */
public sealed interface HeapBound {

    /** Returns whether entries count by their bytes, so that a weigher has a meaning. */
    default boolean isInBytes() {
        return this instanceof Size || this instanceof Share;
    }

    /**
     * A number of entries.
     *
     * @param count at least 1
     */
    record Entries(long count) implements HeapBound {
        public Entries {
            if (count < 1) {
                throw new IllegalArgumentException("the number of entries must be at least 1, entries=" + count);
            }
        }
    }

    /**
     * A number of bytes.
     *
     * @param bytes at least 1
     */
    record Size(long bytes) implements HeapBound {
        public Size {
            if (bytes < 1) {
                throw new IllegalArgumentException("the size must be at least 1 byte, bytes=" + bytes);
            }
        }
    }

    /**
     * A share of the largest heap that the JVM may use.
     *
     * @param fraction above 0 and at most 1
     */
    record Share(double fraction) implements HeapBound {
        public Share {
            if (!(fraction > 0 && fraction <= 1)) {
                throw new IllegalArgumentException(
                        "the share must be above 0 % and at most 100 %, share=" + PercentSyntax.format(fraction));
            }
        }

        /** Returns the bytes that this share is of a heap of the given size, at least 1. */
        public long bytesOf(long maxHeapBytes) {
            return Math.max(1, (long) (maxHeapBytes * fraction));
        }
    }

    /** No heap tier: entries are held in the tiers beneath alone. */
    record None() implements HeapBound {}

    /** No bound at all. */
    record Unbounded() implements HeapBound {}
}
