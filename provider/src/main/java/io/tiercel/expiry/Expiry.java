package io.tiercel.expiry;

import io.tiercel.store.Entry;
import io.tiercel.store.Lifetime;

/**
 * What creation, access and update of an entry do to its deadline (JSR-107 1.1.1, "Expiry Policies").
 *
 * <p>Implementations are thread-safe and throw nothing: a policy of the user that throws is logged, and counts as
 * eternal at creation and as no change otherwise. A deadline that is not after {@code nowMillis} has passed already.
 */
public interface Expiry extends AutoCloseable {

    /** The answer of {@link #accessed} when an access does not change the deadline. */
    long UNCHANGED = Long.MIN_VALUE;

    /** Returns the lifetime of an entry that is created now. */
    Lifetime created(long nowMillis);

    /**
     * Returns the lifetime of an entry that is updated now.
     *
     * @param current the entry that is there
     */
    Lifetime updated(long nowMillis, Entry current);

    /**
     * Returns the lifetime of an entry that is read and then updated now, by one operation: where the update says nothing, it is
     * that of the read.
     *
     * @param current the entry that is there
     */
    Lifetime readAndUpdated(long nowMillis, Entry current);

    /** Returns the deadline of an entry that is read now, or {@link #UNCHANGED}. */
    long accessed(long nowMillis);

    /** Returns whether nothing ever expires, unless the application gives it a time to live of its own. */
    boolean isEternal();

    /** Returns whether an access may change a deadline; if not, {@link #accessed} need not be asked. */
    boolean changesOnAccess();

    /** Returns whether the answers come from code of the user. */
    boolean runsUserCode();

    @Override
    void close();

    /** Returns the lifetime that an entry has, for an update that does not change it. */
    static Lifetime unchanged(Entry current) {
        return new Lifetime(current.expiresAtMillis(), current.limitMillis());
    }

    /** Adds a duration to a time; what would overflow is never. */
    static long after(long nowMillis, long durationMillis) {
        long sum = nowMillis + durationMillis;
        return sum < nowMillis ? Entry.NEVER : sum;
    }
}
