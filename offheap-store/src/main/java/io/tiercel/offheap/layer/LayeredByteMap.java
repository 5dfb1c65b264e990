package io.tiercel.offheap.layer;

import io.tiercel.offheap.map.ByteEntry;
import io.tiercel.offheap.map.ByteMap;
import io.tiercel.offheap.map.ByteVictim;
import io.tiercel.offheap.map.KeyedCopies;
import io.tiercel.offheap.map.VictimGate;
import io.tiercel.store.Copies;
import io.tiercel.store.EntryTooLargeException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A map that has every entry, under a faster and smaller one that holds copies of some. Which of the two answers, nobody
 * can tell but by the time it takes: entries keep their version in both.
 *
 * <p>Writers hold the lock of the key's stripe. They take the copy away, change the map below, make a copy of that if there
 * is to be one, then move the stamp: a reader that found no copy may look below once an entry has gone there, and nobody who
 * comes after it may find the copy still. A touch changes both, first below. Readers
 * take no lock; who finds an entry below may bring a copy up: it notes the stamp before it reads, locks the stripe if
 * that is free, makes the copy if the stamp is still the same, and takes it away again if the stamp has moved meanwhile.
 * So does a writer that brings its own entry up. That covers writers, whose lock keeps copies from being made, and
 * evictions, which take no lock: their stamp moves when the entry has left, and the copy is dropped after that. So a copy
 * is either not made, or taken away by one of the two. A touch does likewise if the lock is taken.
 *
 * <p>Thread-safe, as {@link ByteMap} says. A read that is answered above costs what it costs there.
 */
public final class LayeredByteMap implements ByteMap {

    private static final int USUAL_ENTRY_BYTES = 256;
    private static final int FEWEST_SLOTS = 1 << 10;
    private static final int MOST_SLOTS = 1 << 22;

    private final Stripes stripes = new Stripes();
    private final ByteMap upper;
    private final ByteMap lower;
    private final Copies above;
    private final Doorkeeper doorkeeper;
    private final Warmth warmth;
    private final CopiesOfBoth copies = new CopiesOfBoth();

    private LayeredByteMap(ByteMap upper, Copies above, Function<? super KeyedCopies, ? extends ByteMap> lower) {
        long slots = Math.min(MOST_SLOTS, Math.max(FEWEST_SLOTS, upper.capacityBytes() / USUAL_ENTRY_BYTES));
        this.upper = upper;
        this.above = above;
        this.doorkeeper = new Doorkeeper(Integer.highestOneBit((int) slots));
        this.warmth = new Warmth(Integer.highestOneBit((int) slots));
        this.lower = lower.apply(copies);
    }

    /**
     * Puts a map in memory over another one. Both belong to the result, which closes them.
     *
     * @param upper an empty map that nobody else uses
     * @param above what is held above both
     * @param lower opens the other map, given what is held above that, which has to be told of keys
     */
    public static LayeredByteMap open(
            ByteMap upper, Copies above, Function<? super KeyedCopies, ? extends ByteMap> lower) {
        return new LayeredByteMap(upper, above, lower);
    }

    /** Returns the map that holds copies: for its figures, not for use. */
    public ByteMap upper() {
        return upper;
    }

    /** Returns the map that has every entry: for its figures, not for use. */
    public ByteMap lower() {
        return lower;
    }

    @Override
    public @Nullable ByteEntry get(byte[] key, int hash, Use use) {
        ByteEntry copy = upper.get(key, hash, use);
        if (copy != null) {
            if (use == Use.COUNTED) {
                warmth.used(hash);
            }
            return copy;
        }
        int stamp = stripes.stamp(hash);
        ByteEntry entry = lower.get(key, hash, use);
        if (entry != null && use == Use.COUNTED && isWorthACopy(key, hash, entry)) {
            promote(key, hash, entry, stamp);
        }
        return entry;
    }

    private boolean isWorthACopy(byte[] key, int hash, ByteEntry entry) {
        return hasRoom(key, entry.payload()) || doorkeeper.admits(hash);
    }

    private boolean hasRoom(byte[] key, byte[] payload) {
        long needed = (long) key.length + payload.length;
        return upper.bytes() + needed < upper.capacityBytes() - upper.capacityBytes() / 8;
    }

    private void promote(byte[] key, int hash, ByteEntry entry, int stamp) {
        ReentrantLock lock = stripes.lock(hash);
        if (!lock.tryLock()) {
            return;
        }
        try {
            if (stripes.stamp(hash) != stamp) {
                return;
            }
            copyUp(key, hash, entry, stamp);
        } finally {
            lock.unlock();
        }
        makeRoom();
    }

    /** Makes a copy, and takes it away again if the stamp is not the one that was there before the entry was. */
    private void copyUp(byte[] key, int hash, ByteEntry entry, int stamp) {
        if ((long) key.length + entry.payload().length > upper.largestEntryBytes()) {
            return;
        }
        try {
            upper.copyIn(key, hash, entry);
        } catch (EntryTooLargeException e) {
            return; // it stays below
        }
        if (stripes.stamp(hash) != stamp) {
            upper.remove(key, hash, ANY_VERSION);
            above.left(hash); // who has seen the copy meanwhile may have made one of it above
        }
        warmth.copied();
    }

    private void makeRoom() {
        ByteVictim gone = upper.evict(VictimGate.OPEN);
        while (gone != null) {
            gone = upper.evict(VictimGate.OPEN);
        }
    }

    @Override
    public int put(byte[] key, int hash, byte kind, byte[] payload, long expiresAtMillis, long limitMillis) {
        ReentrantLock lock = stripes.lock(hash);
        int version;
        lock.lock();
        try {
            int stamp = stripes.stamp(hash);
            boolean held = upper.remove(key, hash, ANY_VERSION);
            version = lower.put(key, hash, kind, payload, expiresAtMillis, limitMillis);
            if (held || hasRoom(key, payload)) {
                copyUp(key, hash, new ByteEntry(kind, payload, version, expiresAtMillis, limitMillis), stamp);
            }
        } finally {
            stripes.moveStamp(hash);
            lock.unlock();
        }
        makeRoom();
        return version;
    }

    @Override
    public boolean has(byte[] key) {
        return lower.has(key);
    }

    @Override
    public void copyIn(byte[] key, int hash, ByteEntry entry) {
        ReentrantLock lock = stripes.lock(hash);
        lock.lock();
        try {
            upper.remove(key, hash, ANY_VERSION);
            lower.copyIn(key, hash, entry);
        } finally {
            stripes.moveStamp(hash);
            lock.unlock();
        }
    }

    @Override
    public boolean isInherited(byte[] key, int version) {
        return lower.isInherited(key, version);
    }

    @Override
    public boolean remove(byte[] key, int hash, int version) {
        ReentrantLock lock = stripes.lock(hash);
        lock.lock();
        try {
            upper.remove(key, hash, version);
            return lower.remove(key, hash, version);
        } finally {
            stripes.moveStamp(hash);
            lock.unlock();
        }
    }

    @Override
    public void displace(byte[] key) {
        lower.displace(key);
    }

    @Override
    public long touch(byte[] key, int hash, int version, long seenMillis, long expiresAtMillis) {
        ReentrantLock lock = stripes.lock(hash);
        if (!lock.tryLock()) {
            return touchBelow(key, hash, version, seenMillis, expiresAtMillis);
        }
        try {
            long had = lower.touch(key, hash, version, seenMillis, expiresAtMillis);
            if (had != seenMillis) {
                upper.remove(key, hash, version); // if there is a copy, it says something else
            } else if (upper.touch(key, hash, version, seenMillis, expiresAtMillis) != seenMillis) {
                upper.remove(key, hash, ANY_VERSION);
            }
            return had;
        } finally {
            stripes.moveStamp(hash);
            lock.unlock();
        }
    }

    /**
     * Moves a deadline as an eviction takes an entry, without the lock. To wait for that could last forever: who is told that
     * an entry has left, in the middle of a put, touches others of the hash, while who has their lock may be about to touch
     * those of this thread's.
     */
    private long touchBelow(byte[] key, int hash, int version, long seenMillis, long expiresAtMillis) {
        try {
            return lower.touch(key, hash, version, seenMillis, expiresAtMillis);
        } finally {
            stripes.moveStamp(hash);
            upper.remove(key, hash, version);
        }
    }

    @Override
    public @Nullable ByteVictim evict(VictimGate gate) {
        return lower.evict(gate);
    }

    @Override
    public @Nullable ByteVictim takeExpired(int hash, Predicate<? super ByteVictim> isOf) {
        return lower.takeExpired(hash, isOf);
    }

    @Override
    public void clear() {
        stripes.changeAll(() -> {
            try {
                upper.clear();
            } finally {
                lower.clear();
            }
        });
    }

    @Override
    public long size() {
        return lower.size();
    }

    @Override
    public long bytes() {
        return lower.bytes();
    }

    @Override
    public long capacityBytes() {
        return lower.capacityBytes();
    }

    @Override
    public int largestEntryBytes() {
        return lower.largestEntryBytes();
    }

    @Override
    public int largestKeyBytes() {
        return lower.largestKeyBytes();
    }

    @Override
    public long scan(long cursor, List<? super ByteVictim> into) {
        return lower.scan(cursor, into);
    }

    /** Who is making a copy has made it once all locks were held, and nobody makes one of what was read before. */
    @Override
    public void dropOrphans() {
        stripes.changeAll(() -> {});
        List<ByteVictim> slot = new ArrayList<>();
        long cursor = 0;
        do {
            slot.clear();
            cursor = upper.scan(cursor, slot);
            for (ByteVictim copy : slot) {
                if (!lower.has(copy.key())) {
                    copies.left(copy.key(), copy.hash());
                }
            }
        } while (cursor != 0);
    }

    @Override
    public void close() {
        try {
            upper.close();
        } finally {
            lower.close();
        }
    }

    /** What the map below is told of: the copies here, and those above. */
    private final class CopiesOfBoth implements KeyedCopies {

        @Override
        public boolean holds(int hash) {
            return warmth.isWarm(hash) || above.holds(hash);
        }

        /** Drops the copy, and only then what was made of it above. */
        @Override
        public void left(byte[] key, int hash) {
            stripes.moveStamp(hash);
            upper.remove(key, hash, ANY_VERSION);
            above.left(hash);
        }
    }
}
