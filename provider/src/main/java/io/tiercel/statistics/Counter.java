package io.tiercel.statistics;

/** The things that a cache counts. What counts as one is decided where it is counted: here is only its name. */
public enum Counter {
    /** Gets that found an entry. */
    HITS,
    /** Gets that found none. */
    MISSES,
    /** Entries written by the user. */
    PUTS,
    /** Entries removed by the user. */
    REMOVALS,
    /** Entries that left for want of space. */
    EVICTIONS,
    /** Entries that left because their time was over. */
    EXPIRATIONS,
    /** Calls of the cache loader that returned. */
    LOADS,
    /** Calls of the cache loader that threw. */
    LOAD_FAILURES,
    /** Calls of the cache writer that threw. */
    WRITE_FAILURES,
    /** Events for asynchronous listeners that found the queue full. */
    EVENTS_DROPPED,
    /** Entries that a get found in a tier below the heap. */
    LOWER_HITS,
    /** Entries that were invalidated, by their key, a pattern, a predicate or a tag. */
    INVALIDATIONS;

    static final int COUNT = values().length;

    /** The place of this constant in an array. Ordinals are not kept anywhere else. */
    @SuppressWarnings("EnumOrdinal") // the array lives no longer than the enum's class
    int index() {
        return ordinal();
    }
}
