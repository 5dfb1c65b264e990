package io.tiercel.offheap.chronicle;

import io.tiercel.offheap.map.ByteVictim;
import io.tiercel.offheap.map.KeyedCopies;
import io.tiercel.offheap.map.VictimGate;
import io.tiercel.store.Copies;
import io.tiercel.store.Evictions;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One cache in a map: who is above it, and which of its entries left that it was not told of yet. Those of which it is told
 * no more than that are only counted. Thread-safe.
 */
final class Part {

    /** A cache is not kept busy by what others did for longer. */
    private static final int MOST_TOLD_IN_A_ROW = 1024;

    private static final byte[] NO_KEY = {};
    private static final ByteVictim EVICTED = new ByteVictim(NO_KEY, 0, Long.MAX_VALUE, null);
    private static final ByteVictim EXPIRED = new ByteVictim(NO_KEY, 0, 0, null);

    private final Copies copies;
    private final @Nullable KeyedCopies keyed;
    private final ExpiredVictims untoldExpired = new ExpiredVictims();
    private final AtomicLong evicted = new AtomicLong();
    private final AtomicLong expired = new AtomicLong();
    private final AtomicInteger toldInARow = new AtomicInteger();
    private volatile boolean wantsExpired;

    Part(Copies copies) {
        this.copies = copies;
        this.keyed = copies instanceof KeyedCopies byKey ? byKey : null;
    }

    Copies copies() {
        return copies;
    }

    /** Returns the key of an entry that leaves, as {@link #left(byte[], int)} is to be given it. */
    byte[] keyToTell(long entry) {
        return keyed == null ? NO_KEY : EntryReader.key(entry);
    }

    /** Tells those above that an entry has left. Called with nothing locked. */
    void left(byte[] key, int hash) {
        if (keyed == null) {
            copies.left(hash);
        } else {
            keyed.left(key, hash);
        }
    }

    /** Returns whether the cache has to be told of each expired entry, with its content. */
    boolean wantsExpired() {
        return wantsExpired;
    }

    void wantsExpired(boolean now) {
        if (wantsExpired != now) {
            wantsExpired = now;
        }
    }

    /**
     * Returns whether its expired entries may leave now.
     *
     * @param evicting the cache that evicts, null if it is a put that has to
     */
    boolean letsExpiredGo(@Nullable Part evicting) {
        return evicting == this || !wantsExpired || (evicting != null && untoldExpired.hasRoom());
    }

    /** Notes that the cache is to be told that an entry had to leave. */
    void count(boolean hasExpired) {
        (hasExpired ? expired : evicted).incrementAndGet();
    }

    /** Notes that the cache is to be told of so many entries, among them so many that had expired. */
    void count(int left, int hadExpired) {
        evicted.addAndGet(left - hadExpired);
        if (hadExpired > 0) {
            expired.addAndGet(hadExpired);
        }
    }

    /** Returns its expired entries that had to leave, of which it is to be told with their contents. */
    ExpiredVictims untoldExpired() {
        return untoldExpired;
    }

    /** Returns one of the entries that left and takes note that it was told; null if none is to be told now. */
    @Nullable
    ByteVictim tell(VictimGate gate) {
        if (toldInARow.get() >= MOST_TOLD_IN_A_ROW) {
            toldInARow.set(0);
            return null;
        }
        ByteVictim victim = poll(gate);
        if (victim != null) {
            toldInARow.incrementAndGet();
        } else if (toldInARow.get() != 0) {
            toldInARow.set(0);
        }
        return victim;
    }

    /** Returns how many left of which no more is to be told, and takes note that they were told; null if there are none. */
    @Nullable
    Evictions tellAll() {
        if (toldInARow.get() >= MOST_TOLD_IN_A_ROW) {
            return null;
        }
        long useful = takeAll(evicted);
        long useless = takeAll(expired);
        if (useful + useless == 0) {
            return null;
        }
        toldInARow.incrementAndGet();
        return new Evictions(useful, useless);
    }

    private static long takeAll(AtomicLong count) {
        return count.get() == 0 ? 0 : count.getAndSet(0);
    }

    private @Nullable ByteVictim poll(VictimGate gate) {
        if (takeOne(evicted)) {
            return EVICTED;
        }
        if (takeOne(expired)) {
            return EXPIRED;
        }
        return untoldExpired.poll(gate);
    }

    private static boolean takeOne(AtomicLong count) {
        return count.get() > 0 && count.getAndUpdate(seen -> Math.max(0, seen - 1)) > 0;
    }
}
