package io.tiercel.heap;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/** An entry with a deadline. */
class TimedEntry extends HeapEntry {

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
        super(key, hash, value, Kind.TIMED);
        this.expiresAtMillis = expiresAtMillis;
    }

    @Override
    public final long expiresAtMillis() {
        return expiresAtMillis;
    }

    @Override
    boolean touch(long seenMillis, long newExpiresAtMillis) {
        return seenMillis > EXPIRED && EXPIRES_AT.compareAndSet(this, seenMillis, newExpiresAtMillis);
    }

    @Override
    final boolean expire(long seenMillis) {
        return EXPIRES_AT.compareAndSet(this, seenMillis, EXPIRED);
    }
}
