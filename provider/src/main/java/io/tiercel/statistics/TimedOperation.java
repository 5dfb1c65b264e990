package io.tiercel.statistics;

/** The kinds of operation whose times are kept apart. */
public enum TimedOperation {
    GET_HIT,
    GET_MISS,
    PUT,
    REMOVE,
    LOAD;

    static final int COUNT = values().length;

    /** The place of this constant in an array. Ordinals are not kept anywhere else. */
    @SuppressWarnings("EnumOrdinal") // the array lives no longer than the enum's class
    int index() {
        return ordinal();
    }
}
