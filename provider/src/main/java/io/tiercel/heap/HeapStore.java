package io.tiercel.heap;

import io.tiercel.store.Entry;
import io.tiercel.store.EvictionGate;
import io.tiercel.store.Lifetime;
import io.tiercel.store.Store;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The heap tier: entries as objects, bounded by their number or by their bytes.
 *
 * <p>Thread-safe. A hit takes no lock, allocates nothing and writes at most one byte, to the entry itself. Writes take
 * one lock for a constant time. Besides its key and value an entry takes what {@link EntryShape} says and about 12 bytes in
 * the table.
 */
public final class HeapStore implements Store {

    /** The latest deadline where there is no entry. */
    public static final long NO_DEADLINE = Entry.EXPIRED + 1;

    /** The latest deadline while the table grows. */
    public static final long UNSURE_DEADLINE = Entry.EXPIRED + 2;

    private static final VarHandle SIZE;
    private static final VarHandle WEIGHT;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            SIZE = lookup.findVarHandle(HeapStore.class, "size", long.class);
            WEIGHT = lookup.findVarHandle(HeapStore.class, "weight", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final EntryTable table = new EntryTable();
    private final EntryShape shape;
    private final long capacity;
    private EvictionPolicy policy;
    private long entries;

    @SuppressWarnings("UnusedVariable") // read through SIZE
    private long size;

    @SuppressWarnings("UnusedVariable") // read through WEIGHT
    private long weight;

    /**
     * @param shape what its entries have
     * @param capacity the most entries, or the most bytes if the shape has a weight
     */
    public HeapStore(EntryShape shape, long capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity=" + capacity + ", must be at least 1");
        }
        this.shape = shape;
        this.capacity = capacity;
        this.policy = new EvictionPolicy(capacity);
    }

    @Override
    public @Nullable Entry get(Object key, int hash) {
        HeapEntry entry = table.search(key, hash);
        if (entry == null) {
            return searchAgain(key, hash);
        }
        entry.use();
        return entry;
    }

    @Override
    public @Nullable Entry peek(Object key, int hash) {
        HeapEntry entry = table.search(key, hash);
        return entry == null ? searchAgain(key, hash) : entry;
    }

    /** For a key that was not found, which may be because the table grows. */
    private @Nullable HeapEntry searchAgain(Object key, int hash) {
        int growths = table.growths();
        HeapEntry entry = table.search(key, hash);
        return entry != null || table.isSettledSince(growths) ? entry : findUnderLock(key, hash);
    }

    private @Nullable HeapEntry findUnderLock(Object key, int hash) {
        lock.lock();
        try {
            return table.search(key, hash);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Entry put(Object key, int hash, Object value, Lifetime lifetime, long weight) {
        lock.lock();
        try {
            HeapEntry old = table.search(key, hash);
            if (old == null) {
                HeapEntry fresh = shape.make(key, hash, value, lifetime, weight);
                table.add(fresh);
                policy.inserted(fresh);
                entries++;
                publishSizes();
                return fresh;
            }
            HeapEntry fresh = shape.make(old.key(), hash, value, lifetime, weight);
            table.replace(old, fresh);
            policy.replaced(old, fresh);
            publishSizes();
            return fresh;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean remove(Entry entry) {
        HeapEntry leaving = (HeapEntry) entry;
        lock.lock();
        try {
            if (!table.remove(leaving)) {
                return false;
            }
            policy.removed(leaving);
            entries--;
            publishSizes();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Shows readers what changed; a release, for a full fence would double the price of a write. */
    private void publishSizes() {
        SIZE.setRelease(this, entries);
        WEIGHT.setRelease(this, policy.weight());
    }

    @Override
    public boolean touch(Entry entry, long seenMillis, long expiresAtMillis) {
        return ((HeapEntry) entry).touch(seenMillis, expiresAtMillis);
    }

    @Override
    public boolean expire(Entry entry, long seenMillis) {
        return ((HeapEntry) entry).expire(seenMillis);
    }

    @Override
    public @Nullable Entry evict(EvictionGate gate) {
        if ((long) WEIGHT.getAcquire(this) <= capacity) {
            return null;
        }
        lock.lock();
        try {
            if (policy.weight() <= capacity) {
                return null;
            }
            HeapEntry victim = policy.evict(candidate -> gate.admits(candidate.hash(), candidate.expiresAtMillis()));
            if (victim != null) {
                table.remove(victim);
                entries--;
                publishSizes();
            }
            return victim;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes out the entry that is worth the least, if the store is beyond its bound: it goes on in the tier below.
     *
     * @param leaving told of the entry while readers still find it; called under the lock, must not block or call the store
     */
    public @Nullable Entry demote(Consumer<? super Entry> leaving) {
        if ((long) WEIGHT.getAcquire(this) <= capacity) {
            return null;
        }
        lock.lock();
        try {
            if (policy.weight() <= capacity) {
                return null;
            }
            HeapEntry victim = policy.evict(candidate -> {
                leaving.accept(candidate);
                return true;
            });
            if (victim != null) {
                table.remove(victim);
                entries--;
                publishSizes();
            }
            return victim;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Adds a copy of an entry of the tier below, unless there is one already. It always enters; {@link #demote} makes room
     * for it afterwards.
     *
     * @param key the key to hold
     * @param wanted asked under the lock whether the copy is still one; must not block or call the store
     * @return the copy that there is now, or null if none was wanted
     */
    public @Nullable Entry addCopy(Object key, Entry below, long weight, BooleanSupplier wanted) {
        lock.lock();
        try {
            HeapEntry present = table.search(key, below.hash());
            if (present != null || !wanted.getAsBoolean()) {
                return present;
            }
            HeapEntry copy = shape.copy(key, below, weight);
            table.add(copy);
            policy.inserted(copy);
            entries++;
            publishSizes();
            return copy;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Copies an entry that was just written to the tier below: in the place of an older copy, or where there is room. If
     * the new copy is not wanted, the older one leaves all the same.
     *
     * @param wanted asked under the lock whether the copy is still one; must not block or call the store
     * @return the copy, or null if there is none now
     */
    public @Nullable Entry renewCopy(Object key, Entry below, long weight, BooleanSupplier wanted) {
        lock.lock();
        try {
            HeapEntry old = table.search(key, below.hash());
            if (old == null && policy.weight() + (shape.weighed() ? weight : 1) > capacity) {
                return null;
            }
            if (!wanted.getAsBoolean()) {
                removeIfPresent(old);
                return null;
            }
            HeapEntry copy = shape.copy(old == null ? key : old.key(), below, weight);
            if (old == null) {
                table.add(copy);
                policy.inserted(copy);
                entries++;
            } else {
                table.replace(old, copy);
                policy.replaced(old, copy);
            }
            publishSizes();
            return copy;
        } finally {
            lock.unlock();
        }
    }

    /** Removes the copy of a key, if there is one. */
    public void removeCopy(Object key, int hash) {
        if (!mayHold(hash)) {
            return;
        }
        lock.lock();
        try {
            removeIfPresent(table.search(key, hash));
        } finally {
            lock.unlock();
        }
    }

    /** Removes the copy of a key, if it has this version. */
    public void removeCopy(Object key, int hash, int version) {
        if (!mayHold(hash)) {
            return;
        }
        lock.lock();
        try {
            HeapEntry found = table.search(key, hash);
            if (found != null && found.version() == version) {
                removeIfPresent(found);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Removes the copies of all keys of a hash.
     *
     * @param leaving told of each while readers still find it; called under the lock, must not block or call the store
     */
    public void removeCopies(int hash, Consumer<? super Entry> leaving) {
        lock.lock();
        try {
            HeapEntry found = table.searchHash(hash);
            while (found != null) {
                leaving.accept(found);
                removeIfPresent(found);
                found = table.searchHash(hash);
            }
        } finally {
            lock.unlock();
        }
    }

    private void removeIfPresent(@Nullable HeapEntry entry) {
        if (entry != null && table.remove(entry)) {
            policy.removed(entry);
            entries--;
            publishSizes();
        }
    }

    /** Looks for the entry of a key again, when no copy is being added. Counts no use. */
    public @Nullable Entry peekSettled(Object key, int hash) {
        return findUnderLock(key, hash);
    }

    /** Returns whether there is an entry of some key of the hash; true also where that cannot be told. Takes no lock. */
    public boolean mayHold(int hash) {
        int growths = table.growths();
        return table.searchHash(hash) != null || !table.isSettledSince(growths);
    }

    /**
     * Returns the latest deadline of the entries of the hash, {@link #NO_DEADLINE} if there are none, {@link
     * #UNSURE_DEADLINE} where that cannot be told. Takes no lock.
     */
    public long latestDeadline(int hash) {
        int growths = table.growths();
        HeapEntry entry = table.searchHash(hash);
        if (entry == null && !table.isSettledSince(growths)) {
            return UNSURE_DEADLINE;
        }
        long latest = NO_DEADLINE;
        while (entry != null) {
            if (entry.hash() == hash) {
                latest = Math.max(latest, entry.expiresAtMillis());
            }
            entry = entry.chained();
        }
        return latest;
    }

    /** Returns whether an entry is of a heap store. */
    public static boolean isHeapEntry(Entry entry) {
        return entry instanceof HeapEntry;
    }

    /**
     * Returns whether an entry of a heap store is still in it; false also for one that is being moved within. Whoever takes
     * an entry out and reads its deadline after, and whoever moves the deadline and asks this after: one sees the other.
     */
    public static boolean isHeld(Entry entry) {
        VarHandle.fullFence();
        return ((HeapEntry) entry).queue != 0;
    }

    @Override
    public void clear() {
        lock.lock();
        try {
            EvictionPolicy emptied = new EvictionPolicy(capacity); // first, for it may fail
            table.clear();
            policy = emptied;
            entries = 0;
            publishSizes();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long size() {
        return (long) SIZE.getAcquire(this);
    }

    @Override
    public long weight() {
        return (long) WEIGHT.getAcquire(this);
    }

    @Override
    public long capacity() {
        return capacity;
    }

    @Override
    public long scan(long cursor, List<? super Entry> into) {
        lock.lock();
        try {
            return table.scan(cursor, into);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        clear();
    }
}
