package io.tiercel.warming;

/** What has become of a warm-up. */
public enum WarmingState {

    /** There has been none yet. */
    IDLE,

    /** It finds out which keys to load. */
    PLANNING,

    /** It loads. */
    RUNNING,

    /** It was told to pause. */
    PAUSED,

    /** It went through all its keys, those whose load failed included. */
    DONE,

    /** It was told to stop, or the cache was closed. */
    CANCELLED,

    /** It gave up, because too many loads failed one after the other, or its keys could not be found out. */
    FAILED;

    /** Returns whether it is over, if it ever began. */
    public boolean isOver() {
        return this == DONE || this == CANCELLED || this == FAILED;
    }

    /** Returns whether it is under way. */
    public boolean isUnderWay() {
        return this == PLANNING || this == RUNNING || this == PAUSED;
    }
}
