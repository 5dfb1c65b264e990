package io.tiercel.engine;

import io.tiercel.expiry.Expiry;
import io.tiercel.serialize.AnnotatedValue;
import io.tiercel.store.Entry;
import io.tiercel.store.Store;
import io.tiercel.time.Clock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Entries whose time is over, but which a read with a loader may still be given. To all others they have expired, and the
 * first operation that looks for one in a section of its key removes it. Thread-safe.
 *
 * <p>An entry is stale only if it was its age that ended its time: one that was not used for its idle time is gone.
 */
final class StaleEntries {

    /** Tells that no entry may be served after its time. */
    static final Predicate<Entry> NONE = entry -> false;

    private final Store store;
    private final Clock clock;
    private final long longestMillis;
    private final boolean touches;

    StaleEntries(Parts<?, ?> parts) {
        this.store = parts.store();
        this.clock = parts.clock();
        this.longestMillis = parts.freshness().longestStaleMillis();
        this.touches = parts.expiry().changesOnAccess();
    }

    /** Returns the stale entry of a key, or null if it has none. */
    @Nullable
    Entry find(KeyRef<?> key) {
        if (longestMillis == 0) {
            return null;
        }
        Entry entry = store.peek(key.stored(), key.hash());
        return entry != null && mayServe(entry) ? entry : null;
    }

    /** Returns whether the time of an entry is over, and it may be served all the same. */
    boolean mayServe(Entry entry) {
        if (longestMillis == 0) {
            return false;
        }
        long deadline = entry.expiresAtMillis();
        if (deadline <= Entry.EXPIRED || !isByAge(entry, deadline) || AnnotatedValue.isInvalidated(entry.value())) {
            return false;
        }
        long nowMillis = clock.nowMillis();
        return deadline <= nowMillis && nowMillis < Expiry.after(deadline, longestMillis);
    }

    /** Returns whether an entry that may be stale keeps a deadline that has passed, since no touch can move it. */
    boolean keepsDeadline(Entry entry, long deadlineMillis) {
        return longestMillis != 0 && deadlineMillis == entry.limitMillis();
    }

    private boolean isByAge(Entry entry, long deadlineMillis) {
        return !touches || deadlineMillis == entry.limitMillis();
    }

    /** Returns for how long the time of a stale entry has been over: without end, if somebody has just had it leave. */
    long overForMillis(Entry entry) {
        long deadline = entry.expiresAtMillis();
        return deadline <= Entry.EXPIRED ? Long.MAX_VALUE : clock.nowMillis() - deadline;
    }
}
