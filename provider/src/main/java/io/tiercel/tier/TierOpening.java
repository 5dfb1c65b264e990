package io.tiercel.tier;

/** What a tier began with when its cache was created. */
public enum TierOpening {
    /** Nothing: it has no memory of other processes, or this is the first time. */
    EMPTY,

    /** The entries that it had when it was closed. */
    WARM,

    /** The entries of a process that was killed. */
    RECOVERED,

    /** Nothing, for what it had could not be trusted, and was set aside; a warning in the log says why. */
    SET_ASIDE;

    /** Returns whether it may have begun with entries. */
    public boolean hasEntries() {
        return this == WARM || this == RECOVERED;
    }
}
