package io.tiercel.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tier: a bounded map from keys to entries that knows nothing of listeners, statistics, loaders or clocks. An expired
 * entry is an entry like any other here.
 *
 * <p>Safe for use by many threads. Reads wait for no lock. The caller makes sure that two threads do not write to the same
 * key at a time; evictions by other threads may come in between at any moment. Keys compare by {@code equals}; their
 * hashes are given, spread by {@link #spread(int)}. No method blocks on anything but short internal locks, and none runs
 * code of the user under them, save for {@code equals} of keys.
 */
public interface Store extends AutoCloseable {

    /** Returns the entry of the key and counts a use of it, or null. Takes constant time and waits for no lock. */
    @Nullable
    Entry get(Object key, int hash);

    /** Returns the entry of the key without counting a use, or null. Takes constant time and no lock. */
    @Nullable
    Entry peek(Object key, int hash);

    /**
     * Makes an entry quicker to find, where the store can: called for a sample of the uses, so for those entries most that are
     * used most. Does not wait for anybody.
     *
     * @param entry what a {@link #get} returned; it may have left meanwhile
     */
    default void favour(Entry entry) {
        // most stores find all of them alike
    }

    /**
     * Has the entry of a key leave, as an eviction does, if an earlier process put it and its value cannot be read any more:
     * to be called before the key is locked and the entry looked at. May run code of the user, the serializer.
     */
    default void vet(Object key, int hash) {
        // what this process put is what it says
    }

    /**
     * Returns what {@link #put} is to be given for a value: the value, or what a tier of bytes encodes of it, here, before
     * any lock is taken. May run code of the user.
     */
    default Object prepare(Object value) {
        return value;
    }

    /**
     * Puts an entry in the place of the one that the key has, if any; that may be the same object, with another value and
     * deadline. It always enters; {@link #evict} makes room for it afterwards.
     *
     * @param value the value, or what {@link #prepare} made of it
     * @param lifetime when it expires, and how far a touch may move that
     * @param weight what the entry counts against the bound, ignored by a store that counts entries
     */
    Entry put(Object key, int hash, Object value, Lifetime lifetime, long weight);

    /**
     * Removes this very entry.
     *
     * @return false if it had already left, or a newer one has its place
     */
    boolean remove(Entry entry);

    /**
     * Moves the deadline of an entry, as far as its limit, unless the entry was touched, expired or found expired by another
     * thread meanwhile. Takes no lock where the entry is an object of the heap.
     *
     * @param seenMillis the deadline that the caller's decision rests on
     * @return whether it was moved, is there already, or matters no more, for the entry has left or has no deadline to
     *     move; if it was not moved, another deadline than the one seen is there now, or the expiry is settled. Either way
     *     {@link Entry#expiresAtMillis()} shows what is there now
     */
    boolean touch(Entry entry, long seenMillis, long expiresAtMillis);

    /**
     * Settles that an entry has expired, so that no touch can revive it: of a reader that extends the deadline and a
     * writer that finds it passed, one comes first and the other sees so.
     *
     * @param seenMillis the deadline that was found to have passed
     * @return whether that is so, or the entry has left; if not, {@link Entry#expiresAtMillis()} shows the deadline that is
     *     there now, and the entry is to be looked at anew
     */
    boolean expire(Entry entry, long seenMillis);

    /**
     * Removes the entry that is worth the least, if the store is beyond its bound and the gate lets one go. Costs next to
     * nothing within the bound.
     *
     * @return the entry that was removed, or null if none was; the caller goes on until then. Its key and value may be
     *     {@link DetachedEntry#UNTOLD}, unless the gate wants them
     */
    @Nullable
    Entry evict(EvictionGate gate);

    /**
     * Evicts as {@link #evict} does by a gate that is open, but may take many at a time.
     *
     * @param nowMillis what tells those that have expired
     * @return how many left, or null if none did; the caller goes on until then
     */
    default @Nullable Evictions evictSome(long nowMillis) {
        Entry victim = evict(EvictionGate.OPEN);
        return victim == null ? null : Evictions.one(victim.expiresAtMillis() <= nowMillis);
    }

    /**
     * Returns an expired entry of the key that had to leave, and of which {@link #evict} did not tell yet: it is told by this,
     * before another one takes its place. Called where no entry of the key was found and nobody else writes to it. Its
     * value may be {@link DetachedEntry#UNTOLD}.
     */
    default @Nullable Entry takeExpired(Object key, int hash) {
        return null;
    }

    /** Removes all entries. Takes time that does not depend on their number. */
    void clear();

    /** Returns the number of entries, expired ones included. */
    long size();

    /** Returns the sum of the weights of the entries: their number, or bytes. */
    long weight();

    /** Returns what {@link #weight()} may come to. */
    long capacity();

    /**
     * Copies some of the entries to the list: an entry that is there from the first call of a scan to the last is seen
     * exactly once, others at most once for each time they were put. Their values may be {@link DetachedEntry#UNTOLD} and
     * their deadlines behind: look the key up.
     *
     * @param cursor 0 to start, then what the previous call returned
     * @return the cursor to go on with, 0 when the scan is complete
     */
    long scan(long cursor, List<? super Entry> into);

    /**
     * Takes out copies of entries that have left already, which who took those out is about to do: what a scan did not show is
     * not read any more after this, unless it was put since. Takes time in proportion to what is held above the lowest tier; a
     * store of one tier has nothing to do.
     */
    void dropOrphans();

    /** Releases what the store holds. */
    @Override
    void close();

    /** Spreads a hash code over all bits, so that a poor one does not fill one corner of a table. */
    static int spread(int hashCode) {
        int mixed = hashCode * 0x9E3779B9;
        return mixed ^ (mixed >>> 16);
    }
}
