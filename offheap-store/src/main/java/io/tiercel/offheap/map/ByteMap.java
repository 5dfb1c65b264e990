package io.tiercel.offheap.map;

import io.tiercel.store.EntryTooLargeException;
import io.tiercel.store.Evictions;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one cache as bytes outside the heap, in a map of its own or in a part of a shared one. Knows nothing
 * of objects, codecs, listeners or statistics. A key is whatever its bytes say.
 *
 * <p>Safe for use by many threads. The caller makes sure that two threads do not write to the same key at a time;
 * evictions by other threads may come in between at any moment. No method runs code of the user, hands out memory of
 * the map, or waits for anything but short internal locks. Everything throws {@link IllegalStateException} once the map
 * is closed, and nothing crashes when it is closed meanwhile.
 */
public interface ByteMap extends AutoCloseable {

    /** The deadline of an entry that never expires. */
    long NEVER = Long.MAX_VALUE;

    /** What {@link #touch} returns if the entry has left, or a newer one has its place. */
    long GONE = Long.MIN_VALUE;

    /** What {@link #remove} takes for the version of whatever entry there is. */
    int ANY_VERSION = -1;

    /** Copies the entry of a key out, and counts a use of it if told to. Allocates the copy and nothing else. */
    @Nullable
    ByteEntry get(byte[] key, int hash, Use use);

    /**
     * Puts an entry in the place of the one that the key has, if any, so that a reader sees one of the two. Evicts what
     * it must; {@link #evict} tells of that.
     *
     * @param kind what the payload is, for the caller to know when it comes back
     * @return the version of the entry
     * @throws EntryTooLargeException if it is larger than {@link #largestEntryBytes()}
     */
    int put(byte[] key, int hash, byte kind, byte[] payload, long expiresAtMillis, long limitMillis);

    /**
     * Puts a copy of an entry of another map, as {@link #put} does, but that it keeps its version. A map has entries that
     * were put, or copies, not both.
     */
    void copyIn(byte[] key, int hash, ByteEntry entry);

    /** Returns whether the key has an entry: not whether there is a copy in one of several maps. Counts no use. */
    boolean has(byte[] key);

    /**
     * Returns whether an entry was put by an earlier process. Takes no lock.
     *
     * @param version the one that a read of the key returned
     */
    default boolean isInherited(byte[] key, int version) {
        return false;
    }

    /** Removes the entry of a key if it has this version, or whichever it has for {@link #ANY_VERSION}. */
    boolean remove(byte[] key, int hash, int version);

    /**
     * Has the entry of a key leave as if there were no room for it, if it has one: {@link #evict} tells of it, or {@link
     * #takeExpired} before.
     */
    void displace(byte[] key);

    /**
     * Moves the deadline of an entry, if it has this version and this deadline still. Does not look at its limit.
     *
     * @return the deadline that it had: the one that was seen if it was moved; {@link #GONE} if there is none
     */
    long touch(byte[] key, int hash, int version, long seenMillis, long expiresAtMillis);

    /**
     * Evicts an entry if the map is beyond what it keeps free, or tells of one that had to leave before. Each entry that
     * left on its own is told of once; very many of them, in more than one round.
     *
     * @return what was evicted, or null if nothing is to be; the caller goes on until then
     */
    @Nullable
    ByteVictim evict(VictimGate gate);

    /**
     * Evicts as {@link #evict} does by a gate that is open, but may take many at a time.
     *
     * @param nowMillis what tells those that have expired
     * @return how many left, or null if none did; the caller goes on until then
     */
    default @Nullable Evictions evictSome(long nowMillis) {
        ByteVictim victim = evict(VictimGate.OPEN);
        return victim == null ? null : Evictions.one(victim.expiresAtMillis() <= nowMillis);
    }

    /**
     * Returns an expired entry that had to leave, and of which {@link #evict} did not tell yet; it is told by this. Without
     * content if that cannot be told. A caller that sees to it that nobody puts an entry of the key, and finds none, misses
     * none here.
     *
     * @param isOf whether it is the one, by its key or its content
     */
    default @Nullable ByteVictim takeExpired(int hash, Predicate<? super ByteVictim> isOf) {
        return null;
    }

    /** Removes all entries, in a time that does not depend on their number. Their memory comes back as others need it. */
    void clear();

    /** Returns the number of entries, expired ones included. */
    long size();

    /** Returns the bytes that the entries take. */
    long bytes();

    /** Returns what the bytes may come to; in a shared map, with those of the other caches. */
    long capacityBytes();

    /** Returns what key and payload of one entry may come to. */
    int largestEntryBytes();

    /** Returns how long the key of an entry may be, whatever its payload. */
    int largestKeyBytes();

    /**
     * Copies the keys and deadlines of some entries: an entry that is there from the first call of a scan to the last is
     * seen exactly once, others at most once for each time they were put.
     *
     * @param cursor 0 to start, then what the previous call returned
     * @return the cursor to go on with, 0 when the scan is complete
     */
    long scan(long cursor, List<? super ByteVictim> into);

    /** Takes out copies of entries that have left already, as {@link io.tiercel.store.Store#dropOrphans} says. */
    void dropOrphans();

    /** Gives the memory back. Idempotent; threads in the middle of something finish it first. */
    @Override
    void close();

    /** Whether a read says that the entry is worth keeping. */
    enum Use {
        COUNTED,
        UNCOUNTED
    }
}
