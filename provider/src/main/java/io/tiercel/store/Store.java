package io.tiercel.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tier: a bounded map from keys to entries that knows nothing of listeners, statistics, loaders or clocks. An expired
 * entry is an entry like any other here.
 *
 * <p>Safe for use by many threads. Reads take no lock. The caller makes sure that two threads do not write to the same
 * key at a time; evictions by other threads may come in between at any moment. Keys compare by {@code equals}; their
 * hashes are given, spread by {@link #spread(int)}. No method blocks on anything but short internal locks, and none runs
 * code of the user under them, save for {@code equals} of keys.
 */
public interface Store extends AutoCloseable {

    /** Returns the entry of the key and counts a use of it, or null. Takes constant time and no lock. */
    @Nullable
    Entry get(Object key, int hash);

    /** Returns the entry of the key without counting a use, or null. Takes constant time and no lock. */
    @Nullable
    Entry peek(Object key, int hash);

    /**
     * Puts an entry in the place of the one that the key has, if any. It always enters; {@link #evict} makes room for it
     * afterwards.
     *
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
     * Removes the entry that is worth the least, if the store is beyond its bound and the gate lets one go.
     *
     * @return the entry that was removed, or null if none was; the caller goes on until then
     */
    @Nullable
    Entry evict(EvictionGate gate);

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
     * exactly once, others at most once for each time they were put.
     *
     * @param cursor 0 to start, then what the previous call returned
     * @return the cursor to go on with, 0 when the scan is complete
     */
    long scan(long cursor, List<? super Entry> into);

    /** Releases what the store holds. */
    @Override
    void close();

    /** Spreads a hash code over all bits, so that a poor one does not fill one corner of a table. */
    static int spread(int hashCode) {
        int mixed = hashCode * 0x9E3779B9;
        return mixed ^ (mixed >>> 16);
    }
}
