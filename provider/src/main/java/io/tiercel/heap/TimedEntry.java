package io.tiercel.heap;

import io.tiercel.store.Lifetime;
import io.tiercel.time.Clock;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

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
    public @Nullable Object plainAt(long era, Clock clock) {
        return isPlain() && isFarFromOver(clock.recentMillis()) ? held() : null;
    }

    /** Returns whether the deadline is so far that it has not passed, though the time that is given may be behind. */
    final boolean isFarFromOver(long recentMillis) {
        return recentMillis + Clock.MOST_BEHIND_MILLIS < expiresAtMillis;
    }

    /** Whoever reads between the two stores finds the earlier deadline, so that no value is served after its own. */
    @Override
    boolean take(Object value, Lifetime lifetime) {
        long seen = expiresAtMillis;
        long taken = lifetime.expiresAtMillis();
        if ((seen == NEVER) != (taken == NEVER)
                || seen <= EXPIRED
                || lifetime.isOver()
                || lifetime.limitMillis() != NEVER) {
            return false;
        }
        if (taken > seen) {
            hold(value);
            return EXPIRES_AT.compareAndSet(this, seen, taken);
        }
        if (!EXPIRES_AT.compareAndSet(this, seen, taken)) {
            return false;
        }
        hold(value);
        return true;
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
