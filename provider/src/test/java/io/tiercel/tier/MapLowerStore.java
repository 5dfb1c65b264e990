package io.tiercel.tier;

import io.tiercel.store.Copies;
import io.tiercel.store.DetachedEntry;
import io.tiercel.store.Entry;
import io.tiercel.store.EntryTooLargeException;
import io.tiercel.store.EvictionGate;
import io.tiercel.store.Lifetime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A lower tier on the heap. It evicts in the order of insertion, entries that are held above last. A test may have
 * something happen once, right after the next step of a kind.
 */
public final class MapLowerStore implements LowerStore {

    /** What a test may follow up. */
    public enum Step {
        /** An entry is about to be looked for. */
        LOOKED_FOR,
        /** An entry or none was read. */
        READ,
        /** An entry was put. */
        PUT,
        /** An entry was removed. */
        REMOVE,
        /** An entry was evicted, and its copies are there still. */
        EVICTED,
        /** A deadline is about to be moved. */
        TOUCH,
        /** All entries were removed. */
        CLEAR
    }

    private static final int SCANNED_AT_ONCE = 16;

    private final boolean weighed;
    private volatile long capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Object, Slot> slots = new ConcurrentHashMap<>();
    private final ConcurrentSkipListMap<Long, Slot> inOrder = new ConcurrentSkipListMap<>();
    private final AtomicInteger versions = new AtomicInteger();
    private final Map<Step, Runnable> hooks = new ConcurrentHashMap<>();
    private final AtomicLong weight = new AtomicLong();
    private final AtomicInteger steps = new AtomicInteger();
    private final AtomicLong hits = new AtomicLong();
    private final AtomicLong evictions = new AtomicLong();
    private volatile boolean hooked;
    private volatile boolean destroyed;
    private Copies copies = Copies.NONE;
    private long largest = Long.MAX_VALUE;
    private long insertions;
    private volatile int forgotten;

    public MapLowerStore(boolean weighed, long capacity) {
        this.weighed = weighed;
        this.capacity = capacity;
    }

    /**
     * Says now and then of an entry that was just read or put that it has left, so that no copy of it is made or kept: the
     * reads that follow are answered here.
     *
     * @param everyNth of how many such entries one
     */
    public void forgetCopies(int everyNth) {
        forgotten = everyNth;
    }

    private void forgetCopy(int hash) {
        if (forgotten > 0 && steps.incrementAndGet() % forgotten == 0) {
            copies.left(hash);
        }
    }

    /** Changes the bound. */
    public void shrink(long newCapacity) {
        capacity = newCapacity;
    }

    /** Returns who holds copies. */
    public Copies copiesAbove() {
        return copies;
    }

    /** Refuses entries of a larger weight. */
    public void refuseAbove(long largestWeight) {
        largest = largestWeight;
    }

    /** Has something happen once, after the next step of a kind, in the thread that makes it. */
    public void after(Step step, Runnable hook) {
        hooks.put(step, hook);
        hooked = true;
    }

    /** Returns the steps that nothing has come to since a test wanted something to happen after them. */
    public Set<Step> awaitedSteps() {
        return Set.copyOf(hooks.keySet());
    }

    private void done(Step step) {
        if (hooked) {
            Runnable hook = hooks.remove(step);
            hooked = !hooks.isEmpty();
            if (hook != null) {
                hook.run();
            }
        }
    }

    public boolean isDestroyed() {
        return destroyed;
    }

    private record Slot(
            Object key,
            int hash,
            Object value,
            AtomicLong expiresAtMillis,
            long limitMillis,
            int version,
            long weight,
            long order) {

        DetachedEntry shown(Object shownKey, Object shownValue) {
            return new Shown(this, shownKey, shownValue);
        }
    }

    private static final class Shown extends DetachedEntry {
        private final long weight;

        Shown(Slot slot, Object key, Object value) {
            super(key, slot.hash, value, slot.expiresAtMillis.get(), slot.limitMillis, slot.version);
            this.weight = slot.weight;
        }

        @Override
        public long weight() {
            return weight;
        }
    }

    @Override
    public void attach(Copies above) {
        copies = above;
    }

    @Override
    public @Nullable Entry get(Object key, int hash) {
        Entry entry = peek(key, hash);
        if (entry != null) {
            hits.incrementAndGet();
        }
        return entry;
    }

    @Override
    public boolean has(Object key, int hash) {
        return slots.containsKey(key);
    }

    @Override
    public @Nullable Entry peek(Object key, int hash) {
        done(Step.LOOKED_FOR);
        Slot slot = slots.get(key);
        Entry entry = slot == null ? null : slot.shown(key, slot.value);
        done(Step.READ);
        forgetCopy(hash);
        return entry;
    }

    @Override
    public Entry put(Object key, int hash, Object value, Lifetime lifetime, long entryWeight) {
        if (entryWeight > largest) {
            throw new EntryTooLargeException("weight=" + entryWeight);
        }
        Entry written;
        lock.lock();
        try {
            Slot old = slots.get(key);
            Slot slot = new Slot(
                    old == null ? key : old.key,
                    hash,
                    value,
                    new AtomicLong(lifetime.expiresAtMillis()),
                    lifetime.limitMillis(),
                    versions.incrementAndGet(),
                    weighed ? entryWeight : 1,
                    old == null ? ++insertions : old.order);
            slots.put(key, slot);
            inOrder.put(slot.order, slot);
            weight.addAndGet(slot.weight - (old == null ? 0 : old.weight));
            written = slot.shown(key, value);
        } finally {
            lock.unlock();
        }
        done(Step.PUT);
        forgetCopy(hash);
        return written;
    }

    @Override
    public boolean remove(Entry entry) {
        return remove(entry.key(), entry.hash(), entry.version());
    }

    @Override
    public boolean remove(Object key, int hash, int version) {
        boolean removed = false;
        lock.lock();
        try {
            Slot slot = slots.get(key);
            if (slot != null && slot.version == version) {
                take(slot);
                removed = true;
            }
        } finally {
            lock.unlock();
        }
        done(Step.REMOVE);
        return removed;
    }

    private void take(Slot slot) {
        slots.remove(slot.key);
        inOrder.remove(slot.order);
        weight.addAndGet(-slot.weight);
    }

    @Override
    public boolean touch(Entry entry, long seenMillis, long expiresAtMillis) {
        if (seenMillis <= Entry.EXPIRED) {
            return false;
        }
        long wanted = Math.min(expiresAtMillis, entry.limitMillis());
        return move((DetachedEntry) entry, seenMillis, wanted);
    }

    @Override
    public boolean expire(Entry entry, long seenMillis) {
        return move((DetachedEntry) entry, seenMillis, Entry.EXPIRED);
    }

    private boolean move(DetachedEntry entry, long seenMillis, long wantedMillis) {
        long had = touch(entry.key(), entry.hash(), entry.version(), seenMillis, wantedMillis);
        boolean moved = had == seenMillis || had == GONE;
        entry.show(moved ? wantedMillis : had);
        return moved;
    }

    @Override
    public long touch(Object key, int hash, int version, long seenMillis, long expiresAtMillis) {
        done(Step.TOUCH);
        Slot slot = slots.get(key);
        return slot == null || slot.version != version
                ? GONE
                : slot.expiresAtMillis.compareAndExchange(seenMillis, expiresAtMillis);
    }

    @Override
    public @Nullable Entry evict(EvictionGate gate) {
        if (weight.get() <= capacity) {
            return null;
        }
        Entry victim;
        lock.lock();
        try {
            victim = weight.get() <= capacity ? null : takeVictim(gate);
        } finally {
            lock.unlock();
        }
        if (victim != null) {
            evictions.incrementAndGet();
            done(Step.EVICTED);
            copies.left(victim.hash());
        }
        return victim;
    }

    private @Nullable Entry takeVictim(EvictionGate gate) {
        for (boolean held : new boolean[] {false, true}) {
            for (Slot slot : inOrder.values()) {
                if (copies.holds(slot.hash) == held && gate.admits(slot.hash, slot.expiresAtMillis.get())) {
                    boolean wanted = gate.wantsContent(slot.hash, slot.expiresAtMillis.get());
                    take(slot);
                    return wanted
                            ? slot.shown(slot.key, slot.value)
                            : slot.shown(DetachedEntry.UNTOLD, DetachedEntry.UNTOLD);
                }
            }
        }
        return null;
    }

    @Override
    public void clear() {
        lock.lock();
        try {
            slots.clear();
            inOrder.clear();
            weight.set(0);
        } finally {
            lock.unlock();
        }
        done(Step.CLEAR);
    }

    @Override
    public long size() {
        return slots.size();
    }

    @Override
    public long weight() {
        return weight.get();
    }

    @Override
    public long capacity() {
        return capacity;
    }

    @Override
    public long scan(long cursor, List<? super Entry> into) {
        int count = 0;
        long last = 0;
        for (Slot slot : inOrder.tailMap(cursor, /* inclusive= */ false).values()) {
            into.add(slot.shown(slot.key, DetachedEntry.UNTOLD));
            last = slot.order;
            if (++count == SCANNED_AT_ONCE) {
                return last;
            }
        }
        return 0;
    }

    @Override
    public void dropOrphans() {
        // what a scan does not show is not read here
    }

    @Override
    public List<TierFigures> figures() {
        return List.of(new Figures());
    }

    @Override
    public void destroy() {
        destroyed = true;
    }

    @Override
    public void close() {
        clear();
    }

    private final class Figures implements TierFigures {

        @Override
        public String name() {
            return "off-heap";
        }

        @Override
        public long entries() {
            return size();
        }

        @Override
        public long weight() {
            return weight.get();
        }

        @Override
        public long capacity() {
            return capacity;
        }

        @Override
        public long hits() {
            return hits.get();
        }

        @Override
        public long promotions() {
            return 0;
        }

        @Override
        public long demotions() {
            return 0;
        }

        @Override
        public long evictions() {
            return evictions.get();
        }
    }
}
