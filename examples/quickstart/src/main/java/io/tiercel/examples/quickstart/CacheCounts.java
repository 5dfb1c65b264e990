package io.tiercel.examples.quickstart;

/**
 * The counts of a cache's statistics at one moment.
 *
 * @param gets hits and misses together
 * @param hits gets that found the entry
 * @param evictions entries that left to make room
 */
record CacheCounts(long gets, long hits, long evictions) {
    long misses() {
        return gets - hits;
    }

    /** Hits as a share of the gets, between 0 and 1; 0 before the first get. */
    double hitRatio() {
        return gets == 0 ? 0 : (double) hits / gets;
    }
}
