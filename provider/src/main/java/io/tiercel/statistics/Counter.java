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
    /** Entries that a get found in a tier below the heap. */
    LOWER_HITS,
    /** Entries that were invalidated, by their key, a pattern, a predicate or a tag. */
    INVALIDATIONS,
    /** Values that reads were given after their time. */
    STALE_SERVED,
    /** Values that were loaded anew in the background, whatever made it begin. */
    REFRESHES,
    /** Loads in the background that failed. */
    REFRESH_FAILURES,
    /** Loads in the background that did not begin, for too many were waiting. */
    REFRESHES_DROPPED,
    /** Loads in the background that a read asked for before the time of the value was over. */
    EARLY_LOADS,
    /** Reads of keys that are remembered to have no value. */
    ABSENT_HITS,
    /** Reads that did not wait for a load any longer, for they had a stale value. */
    SOFT_TIMEOUTS,
    /** Loads that were given up because they took too long. */
    LOAD_TIMEOUTS,
    /** Loads in the background that reads asked for, those included that were dropped, or had nothing to do any more. */
    REFRESHES_ASKED;

    static final int COUNT = values().length;

    /** The place of this constant in an array. Ordinals are not kept anywhere else. */
    @SuppressWarnings("EnumOrdinal") // the array lives no longer than the enum's class
    int index() {
        return ordinal();
    }
}
