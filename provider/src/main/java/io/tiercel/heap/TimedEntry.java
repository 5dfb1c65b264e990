package io.tiercel.heap;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** An entry with a deadline. */
class TimedEntry extends HeapEntry {

    /** The deadline of an entry whose expiry is settled: it has passed at any time, and no touch was seen with it. */
    private static final long EXPIRED = Long.MIN_VALUE;

    private static final VarHandle EXPIRES_AT;

    static {
        try {
            EXPIRES_AT = MethodHandles.lookup().findVarHandle(TimedEntry.class, "expiresAtMillis", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile long expiresAtMillis;

    TimedEntry(Object key, int hash, Object value, long expiresAtMillis) {
        super(key, hash, value, /* timed= */ true);
        this.expiresAtMillis = expiresAtMillis;
    }

    @Override
    public final long expiresAtMillis() {
        return expiresAtMillis;
    }

    @Override
    public boolean touch(long seenMillis, long newExpiresAtMillis) {
        return seenMillis != EXPIRED && EXPIRES_AT.compareAndSet(this, seenMillis, newExpiresAtMillis);
    }

    @Override
    public final boolean expire(long seenMillis) {
        return EXPIRES_AT.compareAndSet(this, seenMillis, EXPIRED);
    }
}
