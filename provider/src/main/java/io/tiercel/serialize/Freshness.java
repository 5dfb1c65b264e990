package io.tiercel.serialize;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * How old a value is and what it cost, for one that is loaded anew before its time is over. Thread-safe.
 *
 * <p>It also remembers, in this object alone, that a load was asked for a moment ago, so that the many who read it then need
 * not look further. That is no part of the value: it is not in its bytes.
 */
public final class Freshness {

    private static final VarHandle ASKED_UNTIL;

    static {
        try {
            ASKED_UNTIL = MethodHandles.lookup().findVarHandle(Freshness.class, "askedUntilMillis", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final long sinceMillis;
    private final int loadMillis;
    private volatile long askedUntilMillis = Long.MIN_VALUE;

    /**
     * @param sinceMillis when the value was made
     * @param loadMillis how long it took to load it, 0 if it was not loaded
     */
    public Freshness(long sinceMillis, long loadMillis) {
        this.sinceMillis = sinceMillis;
        this.loadMillis = (int) Math.min(loadMillis, Integer.MAX_VALUE);
    }

    /** Returns when the value was made. */
    public long sinceMillis() {
        return sinceMillis;
    }

    /** Returns how long it took to load the value, 0 if it was not loaded. */
    public int loadMillis() {
        return loadMillis;
    }

    /** Returns whether a load was asked for a moment ago. */
    public boolean isAsked(long nowMillis) {
        return nowMillis < askedUntilMillis;
    }

    /** Returns true to one of those who ask for a load, once until the given time. */
    public boolean ask(long nowMillis, long untilMillis) {
        long seen = askedUntilMillis;
        return nowMillis >= seen && ASKED_UNTIL.compareAndSet(this, seen, untilMillis);
    }

    /** Returns the bytes of heap that this takes. */
    long weightBytes() {
        return HeapLayout.align(HeapLayout.HEADER_BYTES + 2L * Long.BYTES + Integer.BYTES);
    }
}
