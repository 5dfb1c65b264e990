package io.tiercel.offheap;

import io.tiercel.offheap.map.ByteMap;
import io.tiercel.store.Entry;

/**
 * Deadlines as a map has them. An entry that has none takes no room for one; where a use may give it one later, the
 * latest of all deadlines stands for none.
 */
enum Deadline {
    FIXED,
    TOUCHABLE;

    private static final long NONE_YET = ByteMap.NEVER - 1;

    static Deadline of(boolean touchable) {
        return touchable ? TOUCHABLE : FIXED;
    }

    /** Returns the deadline that a map is given. */
    long toMap(long expiresAtMillis) {
        return this == TOUCHABLE && expiresAtMillis == Entry.NEVER ? NONE_YET : expiresAtMillis;
    }

    /** Returns the deadline that a map's one stands for. */
    long fromMap(long mapMillis) {
        return this == TOUCHABLE && mapMillis == NONE_YET ? Entry.NEVER : mapMillis;
    }
}
