package io.tiercel.heap;

import io.tiercel.store.Entry;
import io.tiercel.store.Lifetime;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the heap tier: at once the node of the hash table and the node of the policy's queue, so that an entry is
 * one object of 40 bytes and a hit follows no more references than in a {@link java.util.concurrent.ConcurrentHashMap}.
 *
 * <p>The chain is written under the store's lock and read without it; the queue's fields are used under the lock
 * only, but for {@code uses}, which readers and writers raise by a plain write: a lost one costs a little accuracy and
 * nothing else. Value and deadline change without the lock, one writer of the key at a time.
 */
class HeapEntry extends Entry {

    /** The most uses that are counted between two looks of the policy. */
    static final byte MOST_USES = 3;

    private static final VarHandle CHAINED;

    static {
        try {
            CHAINED = MethodHandles.lookup().findVarHandle(HeapEntry.class, "chained", HeapEntry.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile @Nullable HeapEntry chained;

    @Nullable
    HeapEntry previous;

    @Nullable
    HeapEntry next;

    byte uses;
    byte queue;

    HeapEntry(Object key, int hash, Object value) {
        this(key, hash, value, Kind.LASTING);
    }

    HeapEntry(Object key, int hash, Object held, Kind kind) {
        super(key, hash, held, kind);
    }

    /**
     * Takes another value and lifetime, if these would be all in which an entry that is made anew differs from this one: so the
     * table, the policy and the garbage collector need not be told. Takes no lock; the policy may take the entry out
     * meanwhile, which is as if it did so a moment later.
     *
     * @param weight what the entry would count
     * @return false if there has to be a new entry
     */
    final boolean renew(Object value, Lifetime lifetime, long weight) {
        return weight == weight() && mayHold(value) && take(value, lifetime);
    }

    /** Takes a value that it may hold and a lifetime, if it has a place for that and its expiry is not settled. */
    boolean take(Object value, Lifetime lifetime) {
        if (lifetime.expiresAtMillis() != NEVER) {
            return false;
        }
        hold(value);
        return true;
    }

    /** Moves the deadline if it has one, as {@link io.tiercel.store.Store#touch} says. */
    boolean touch(long seenMillis, long newExpiresAtMillis) {
        return true;
    }

    /** Settles that it has expired, as {@link io.tiercel.store.Store#expire} says. */
    boolean expire(long seenMillis) {
        return false;
    }

    /** Returns the next entry of the table's slot. */
    final @Nullable HeapEntry chained() {
        return chained;
    }

    /** Links the next entry of the table's slot. Call under the store's lock. A release: a full fence would cost more. */
    final void chain(@Nullable HeapEntry following) {
        CHAINED.setRelease(this, following);
    }

    /** Counts a use. Writes nothing to an entry that is hot already, so its cache line stays shared between cores. */
    final void use() {
        if (!isHot()) {
            uses++;
        }
    }

    /** Returns whether it has as many uses as are counted. */
    final boolean isHot() {
        return uses >= MOST_USES;
    }
}
