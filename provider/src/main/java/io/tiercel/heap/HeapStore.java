package io.tiercel.heap;

import io.tiercel.store.Entry;
import io.tiercel.store.EvictionGate;
import io.tiercel.store.Lifetime;
import io.tiercel.store.Store;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The heap tier: entries as objects, bounded by their number or by their bytes.
 *
 * <p>Thread-safe. A hit takes no lock, allocates nothing and writes at most one byte, to the entry itself. Writes take
 * one lock for a constant time. Besides its key and value an entry takes what {@link EntryShape} says and about 6 bytes in
 * the table.
 */
public final class HeapStore implements Store {

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
        int growths = table.growths();
        HeapEntry entry = table.search(key, hash);
        if (entry == null) {
            return missed(key, hash, growths);
        }
        entry.use();
        return entry;
    }

    @Override
    public @Nullable Entry peek(Object key, int hash) {
        int growths = table.growths();
        HeapEntry entry = table.search(key, hash);
        return entry == null ? missed(key, hash, growths) : entry;
    }

    private @Nullable HeapEntry missed(Object key, int hash, int growths) {
        return table.isSettledSince(growths) ? null : findUnderLock(key, hash);
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
    public @Nullable Entry evict(EvictionGate gate) {
        if ((long) WEIGHT.getAcquire(this) <= capacity) {
            return null;
        }
        lock.lock();
        try {
            if (policy.weight() <= capacity) {
                return null;
            }
            HeapEntry victim = policy.evict(gate::admits);
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
