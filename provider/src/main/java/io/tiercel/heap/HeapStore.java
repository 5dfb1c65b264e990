package io.tiercel.heap;

import io.tiercel.store.Entry;
import io.tiercel.store.EvictionGate;
import io.tiercel.store.Lifetime;
import io.tiercel.store.Store;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The heap tier: entries as objects, bounded by their number or by their bytes. Over another tier its entries are {@link
 * #copies}.
 *
 * <p>Thread-safe. A hit waits for no lock, allocates nothing and writes at most one byte, to the entry itself; few hits take the
 * lock, if it is free, to bring their entry to the front of its chain. A write that changes no more than value and deadline
 * waits for none either, unless uses move deadlines; others take it for a constant time. Besides its key and value an entry takes what {@link EntryShape} says and about 12 bytes in the table.
 */
public final class HeapStore implements Store {

    private final HeldEntries held;
    private final EntryTable table;
    private final EntryShape shape;
    private final long capacity;

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
        this.held = new HeldEntries(capacity);
        this.table = held.table();
    }

    /** Returns the same entries, as copies of those of a tier below. */
    public HeapCopies copies() {
        return new HeapCopies(held, shape);
    }

    @Override
    public @Nullable Entry get(Object key, int hash) {
        HeapEntry entry = table.search(key, hash);
        if (entry == null) {
            return held.searchAgain(key, hash);
        }
        count(entry);
        return entry;
    }

    private void count(HeapEntry used) {
        if (!used.isHot()) {
            held.use(used);
        }
    }

    @Override
    public @Nullable Entry peek(Object key, int hash) {
        HeapEntry entry = table.search(key, hash);
        return entry == null ? held.searchAgain(key, hash) : entry;
    }

    @Override
    public void favour(Entry entry) {
        held.favour((HeapEntry) entry);
    }

    @Override
    public Entry put(Object key, int hash, Object value, Lifetime lifetime, long weight) {
        // where uses move deadlines, one that began before the put would move that of the new value
        HeapEntry present = shape.touchable() ? null : table.search(key, hash);
        if (present != null && present.renew(value, lifetime, shape.counted(weight))) {
            count(present);
            return present;
        }
        held.lock();
        try {
            HeapEntry old = table.search(key, hash);
            if (old == null) {
                HeapEntry fresh = shape.make(key, hash, value, lifetime, weight);
                held.add(fresh);
                return fresh;
            }
            HeapEntry fresh = shape.make(old.key(), hash, value, lifetime, weight);
            held.replace(old, fresh);
            return fresh;
        } finally {
            held.unlock();
        }
    }

    @Override
    public boolean remove(Entry entry) {
        held.lock();
        try {
            return held.remove((HeapEntry) entry);
        } finally {
            held.unlock();
        }
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
        return held.isBeyondBound() ? held.evict(candidate -> mayLeave(candidate, gate)) : null;
    }

    /** A put takes no lock and may end before the gate claims the key: what was said of the old deadline is void then. */
    private static boolean mayLeave(HeapEntry candidate, EvictionGate gate) {
        long seenMillis = candidate.expiresAtMillis();
        if (!gate.admits(candidate.hash(), seenMillis)) {
            return false;
        }
        if (candidate.expiresAtMillis() == seenMillis) {
            return true;
        }
        gate.withdraw();
        return false;
    }

    @Override
    public void clear() {
        held.clear();
    }

    @Override
    public long size() {
        return held.size();
    }

    @Override
    public long weight() {
        return held.weight();
    }

    @Override
    public long capacity() {
        return capacity;
    }

    @Override
    public long scan(long cursor, List<? super Entry> into) {
        return held.scan(cursor, into);
    }

    @Override
    public void dropOrphans() {
        // what a scan does not show is not read here
    }

    @Override
    public void close() {
        clear();
    }
}
