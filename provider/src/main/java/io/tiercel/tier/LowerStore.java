package io.tiercel.tier;

import io.tiercel.store.Copies;
import io.tiercel.store.Entry;
import io.tiercel.store.Store;
import java.util.List;

/**
 * A tier outside the heap: the one that has every entry of the cache, under a heap tier or alone. Its entries are copies,
 * {@link io.tiercel.store.DetachedEntry}s, told apart by key and version; a write to a key never gives a version that an
 * earlier entry of it had, a removed, evicted or cleared one included.
 *
 * <p>Safe for use by many threads, as {@link Store} says. The key of an entry that a read returns may be the very object
 * that was asked for. What is evicted, for whatever reason, is told to the {@link Copies}: {@link Copies#left} after it
 * is no longer found here, by a thread that holds nothing of this tier. What {@link #put}, {@link #remove} and {@link
 * #clear} take out is not told.
 */
public interface LowerStore extends Store {

    /** What {@link #touch(Object, int, int, long, long)} returns if the entry has left, or a newer one has its place. */
    long GONE = Long.MIN_VALUE;

    /** Says who holds copies. Called once, before anything else. */
    void attach(Copies copies);

    /**
     * Removes the entry of a key if it has this version. Copies nothing out.
     *
     * @return whether it was there
     */
    boolean remove(Object key, int hash, int version);

    /**
     * Puts a deadline in the place of another one, if the entry has this version and that deadline still. Does not look
     * at its limit; the deadlines may be {@link Entry#EXPIRED}.
     *
     * @return the deadline that it had: the one that was seen if it was replaced; {@link #GONE} if there is no such entry
     */
    long touch(Object key, int hash, int version, long seenMillis, long expiresAtMillis);

    /** Returns whether the key has an entry: not whether there is a copy in one of several tiers. Counts no use. */
    boolean has(Object key, int hash);

    /** Returns what it is made of, the fastest first: one tier, or off-heap and disk. */
    List<TierFigures> figures();

    /** Has the next {@link #close} remove what would outlast it: files. */
    void destroy();
}
