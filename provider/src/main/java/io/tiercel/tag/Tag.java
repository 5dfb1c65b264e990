package io.tiercel.tag;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A tag of one cache: when it was last invalidated, and how many live entries carry it.
 *
 * <p>Thread-safe, without a lock. The count and the number of invalidations share one word, so that an entry is never
 * counted out of a count that it was not counted into.
 */
final class Tag {

    /** Carried by entries whose tag nobody remembers. They are dead. */
    static final Tag UNKNOWN = new Tag("", -1, Long.MAX_VALUE);

    private static final int COUNT_BITS = 40;
    private static final long COUNT_MASK = (1L << COUNT_BITS) - 1;
    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Tag.class, "state", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final String name;
    private final int id;

    /** The reading of the clock at the last invalidation; {@link Long#MAX_VALUE} once the tag is forgotten. */
    private volatile long invalidatedAt;

    /** How often it was invalidated, and how many live entries there are. */
    private volatile long state;

    private volatile int usedInSweep;

    Tag(String name, int id, long invalidatedAt) {
        this.name = name;
        this.id = id;
        this.invalidatedAt = invalidatedAt;
    }

    String name() {
        return name;
    }

    int id() {
        return id;
    }

    long invalidatedAt() {
        return invalidatedAt;
    }

    /** Returns whether what was read or written at that reading of the clock has been invalidated since. */
    boolean isInvalidatedAfter(long stamp) {
        return invalidatedAt > stamp;
    }

    boolean isForgotten() {
        return invalidatedAt == Long.MAX_VALUE;
    }

    /** Invalidates all entries that carry the tag. Returns how many live ones did. */
    long invalidate(long reading) {
        invalidatedAt = reading;
        while (true) {
            long seen = state;
            long next = (seen | COUNT_MASK) + 1; // one invalidation more, and no entries
            if (STATE.compareAndSet(this, seen, next)) {
                return seen & COUNT_MASK;
            }
        }
    }

    /** Says that nobody remembers the tag: whoever still carries it is dead. */
    void forget() {
        invalidatedAt = Long.MAX_VALUE;
    }

    /** Counts an entry with a stamp in, before it can be found. */
    void entered(long stamp) {
        while (true) {
            long seen = state;
            if (invalidatedAt > stamp || STATE.compareAndSet(this, seen, seen + 1)) {
                return;
            }
        }
    }

    /** Counts an entry with a stamp out, after it has left. */
    void left(long stamp) {
        while (true) {
            long seen = state;
            if (invalidatedAt > stamp || (seen & COUNT_MASK) == 0 || STATE.compareAndSet(this, seen, seen - 1)) {
                return;
            }
        }
    }

    /** Puts the count right, if no entry was counted in or out and nothing was invalidated since. */
    void recounted(long seenState, long entries) {
        STATE.compareAndSet(this, seenState, (seenState & ~COUNT_MASK) | entries);
    }

    long state() {
        return state;
    }

    /** Returns how many live entries carry the tag. */
    long entries() {
        return state & COUNT_MASK;
    }

    /** Notes that the tag is in use at the time of a sweep. */
    void usedIn(int sweep) {
        if (usedInSweep != sweep) {
            usedInSweep = sweep;
        }
    }

    int usedInSweep() {
        return usedInSweep;
    }

    @Override
    public String toString() {
        return "Tag[" + name + "]";
    }
}
