package io.tiercel.heap;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The entries of the heap tier: in a table, which finds them, and in a policy, which says who leaves. Both change together,
 * under one lock that is held for a constant time.
 *
 * <p>Thread-safe: readers search the table without the lock. Methods that say so are called with it held.
 */
final class HeldEntries {

    /** How deep a recursion must be for the compiler not to follow it to its end. */
    private static final int RECURSION_BEYOND_INLINING = 2;

    private static final VarHandle SIZE;
    private static final VarHandle WEIGHT;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            SIZE = lookup.findVarHandle(HeldEntries.class, "size", long.class);
            WEIGHT = lookup.findVarHandle(HeldEntries.class, "weight", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final EntryTable table = new EntryTable();
    private final long capacity;
    private EvictionPolicy policy;
    private long entries;

    @SuppressWarnings("UnusedVariable") // read through SIZE
    private long size;

    @SuppressWarnings("UnusedVariable") // read through WEIGHT
    private long weight;

    HeldEntries(long capacity) {
        this.capacity = capacity;
        this.policy = new EvictionPolicy(capacity);
    }

    /** Returns the table, to be searched; what it says without the lock may be wrong, as it says. */
    EntryTable table() {
        return table;
    }

    void lock() {
        lock.lock();
    }

    void unlock() {
        lock.unlock();
    }

    /** Looks again for a key that was not found without the lock, which may be because the table relinks its entries. */
    @Nullable
    HeapEntry searchAgain(Object key, int hash) {
        int relinkings = table.relinkings();
        HeapEntry entry = table.search(key, hash);
        return entry != null || table.isSettledSince(relinkings) ? entry : searchUnderLock(key, hash);
    }

    /** Looks for a key while nobody adds or removes one. */
    @Nullable
    HeapEntry searchUnderLock(Object key, int hash) {
        lock.lock();
        try {
            return table.search(key, hash);
        } finally {
            lock.unlock();
        }
    }

    /** Counts a use of an entry that is not hot. One that is hot before the first of its chain is goes in front of it. */
    void use(HeapEntry entry) {
        use(entry, RECURSION_BEYOND_INLINING);
    }

    /** Few uses are of entries that are not hot: calls itself so as not to become a part of each read's compiled code. */
    private void use(HeapEntry entry, int recursion) {
        if (recursion > 0) {
            use(entry, recursion - 1);
            return;
        }
        entry.use();
        if (entry.isHot() && table.isBehindCooler(entry)) {
            favour(entry);
        }
    }

    /** Makes an entry quicker to find, unless somebody has the lock. */
    void favour(HeapEntry entry) {
        if (table.isInFront(entry) || !lock.tryLock()) {
            return;
        }
        try {
            table.bringToFront(entry);
        } finally {
            lock.unlock();
        }
    }

    /** Returns whether an entry more of some weight is within the bound. Call under the lock. */
    boolean hasRoomFor(long more) {
        return policy.weight() + more <= capacity;
    }

    /** Adds an entry of a key that has none. Call under the lock. */
    void add(HeapEntry fresh) {
        table.add(fresh);
        policy.inserted(fresh);
        entries++;
        publishSizes();
    }

    /** Puts an entry in the place of one that is here. Call under the lock. */
    void replace(HeapEntry old, HeapEntry fresh) {
        table.replace(old, fresh);
        policy.replaced(old, fresh);
        publishSizes();
    }

    /** Removes this very entry, if it is here. Call under the lock. */
    boolean remove(HeapEntry leaving) {
        if (!table.remove(leaving)) {
            return false;
        }
        policy.removed(leaving);
        entries--;
        publishSizes();
        return true;
    }

    /** Returns whether there is more than the bound. Costs next to nothing. */
    boolean isBeyondBound() {
        return weight() > capacity;
    }

    /** Removes the entry that is worth the least of those that may leave, if there is more than the bound. */
    @Nullable
    HeapEntry evict(Predicate<? super HeapEntry> mayLeave) {
        lock.lock();
        try {
            if (policy.weight() <= capacity) {
                return null;
            }
            HeapEntry victim = policy.evict(mayLeave);
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

    void clear() {
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

    /** Shows readers what changed; a release, for a full fence would double the price of a write. */
    private void publishSizes() {
        SIZE.setRelease(this, entries);
        WEIGHT.setRelease(this, policy.weight());
    }

    long size() {
        return (long) SIZE.getAcquire(this);
    }

    long weight() {
        return (long) WEIGHT.getAcquire(this);
    }

    long scan(long cursor, List<? super HeapEntry> into) {
        lock.lock();
        try {
            return table.scan(cursor, into);
        } finally {
            lock.unlock();
        }
    }
}
