package io.tiercel.tag;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A tag of one cache: when it was last invalidated, and how many live entries carry it.
 *
 * <p>Thread-safe, without a lock. The count, how many entries have left and the number of invalidations share one word, so
 * that an entry is never counted out of a count that it was not counted into.
 */
final class Tag {

    /** Carried by entries whose tag nobody remembers. They are dead. */
    static final Tag UNKNOWN = new Tag("", -1, Long.MAX_VALUE);

    private static final int COUNT_BITS = 34;
    private static final int LEFT_BITS = 18;
    private static final long COUNT_MASK = (1L << COUNT_BITS) - 1;
    private static final long ONE_LEFT = 1L << COUNT_BITS;
    private static final long LEFT_MASK = ((1L << LEFT_BITS) - 1) << COUNT_BITS;
    private static final long ONE_INVALIDATION = 1L << (COUNT_BITS + LEFT_BITS);
    private static final long INVALIDATIONS_MASK = -ONE_INVALIDATION;
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

    /**
     * How often it was invalidated, how many entries have left since a sweep began, or more where there is no room for the
     * number, and how many live entries there are.
     */
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
        return cleared();
    }

    /** Says that no live entries carry it any more; no sweep that is under way may say how many do. Returns how many did. */
    long cleared() {
        while (true) {
            long seen = state;
            if (STATE.compareAndSet(this, seen, (seen & INVALIDATIONS_MASK) + ONE_INVALIDATION)) {
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
            if (invalidatedAt > stamp || STATE.compareAndSet(this, seen, withOneLess(seen))) {
                return;
            }
        }
    }

    private static long withOneLess(long seen) {
        long noted = (seen & LEFT_MASK) == LEFT_MASK ? seen : seen + ONE_LEFT;
        return (seen & COUNT_MASK) == 0 ? noted : noted - 1;
    }

    /** Begins to tell how many entries leave, and returns the state for {@link #recounted}. */
    long beginCount() {
        while (true) {
            long seen = state;
            long next = seen & ~LEFT_MASK;
            if (STATE.compareAndSet(this, seen, next)) {
                return next;
            }
        }
    }

    /**
     * Puts the count right if it is wrong for sure. Whoever goes through all entries may have seen each that came or left
     * meanwhile, or not: the right count is off from what was seen by as many at most. A count within that may well be right, and
     * stays.
     *
     * @param before the state when this began
     * @param entries how many were seen
     */
    void recounted(long before, long entries) {
        while (true) {
            long seen = state;
            if (((seen ^ before) & INVALIDATIONS_MASK) != 0 || (seen & LEFT_MASK) == LEFT_MASK) {
                return;
            }
            long counted = seen & COUNT_MASK;
            long left = (seen & LEFT_MASK) >>> COUNT_BITS;
            long came = counted - (before & COUNT_MASK) + left; // or more
            if (came < 0 // so many invalidations that they look like none
                    || Math.abs(entries - counted) <= came + left
                    || STATE.compareAndSet(this, seen, (seen & ~COUNT_MASK) | entries)) {
                return;
            }
        }
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
