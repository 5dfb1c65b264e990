package io.tiercel.offheap.map;

import io.tiercel.store.Copies;
import io.tiercel.store.EntryTooLargeException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A map of bytes for tests: on the heap, of so many entries, the least recently used of which leaves first. Has a hook
 * that runs when an operation has done its work and not yet returned, so that a test can put another one in between.
 * Thread-safe.
 */
public class HeapByteMap implements ByteMap {

    private final ReentrantLock lock = new ReentrantLock();
    private final LinkedHashMap<Key, Held> entries = new LinkedHashMap<>(16, 0.75f, /* accessOrder= */ true);
    private final int capacity;
    private final Copies copies;
    private final AtomicInteger awaited = new AtomicInteger();
    private int versions;
    private boolean closed;
    private volatile Runnable afterGet = () -> {};
    private volatile Runnable afterPut = () -> {};
    private volatile Runnable afterCopy = () -> {};
    private volatile Runnable afterLoss = () -> {};

    private record Held(int hash, ByteEntry entry) {}

    @SuppressWarnings("ArrayRecordComponent") // compared by content
    private record Key(byte[] bytes) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && Arrays.equals(bytes, key.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }
    }

    public HeapByteMap(int capacity, Copies copies) {
        this.capacity = capacity;
        this.copies = copies;
    }

    /** Runs something once, after the next read. */
    public void afterNextGet(Runnable action) {
        awaited.incrementAndGet();
        afterGet = () -> {
            afterGet = () -> {};
            awaited.decrementAndGet();
            action.run();
        };
    }

    /** Runs something once, after the next entry was put. */
    public void afterNextPut(Runnable action) {
        awaited.incrementAndGet();
        afterPut = () -> {
            afterPut = () -> {};
            awaited.decrementAndGet();
            action.run();
        };
    }

    /** Runs something once, after the next copy was put. */
    public void afterNextCopy(Runnable action) {
        awaited.incrementAndGet();
        afterCopy = () -> {
            afterCopy = () -> {};
            awaited.decrementAndGet();
            action.run();
        };
    }

    /** Runs something once, after the next entry was removed, or all were. */
    public void afterNextLoss(Runnable action) {
        awaited.incrementAndGet();
        afterLoss = () -> {
            afterLoss = () -> {};
            awaited.decrementAndGet();
            action.run();
        };
    }

    /** Returns how much of what was to run once has not. */
    public int awaited() {
        return awaited.get();
    }

    @Override
    public @Nullable ByteEntry get(byte[] key, int hash, Use use) {
        ByteEntry found;
        lock.lock();
        try {
            checkOpen();
            Held held = entries.get(new Key(key));
            found = held == null ? null : copyOf(held.entry());
        } finally {
            lock.unlock();
        }
        afterGet.run();
        return found;
    }

    @Override
    public boolean has(byte[] key) {
        lock.lock();
        try {
            checkOpen();
            return entries.containsKey(new Key(key));
        } finally {
            lock.unlock();
        }
    }

    private static ByteEntry copyOf(ByteEntry entry) {
        return new ByteEntry(
                entry.kind(), entry.payload().clone(), entry.version(), entry.expiresAtMillis(), entry.limitMillis());
    }

    @Override
    public int put(byte[] key, int hash, byte kind, byte[] payload, long expiresAtMillis, long limitMillis) {
        int version;
        lock.lock();
        try {
            version = ++versions;
            install(key, hash, new ByteEntry(kind, payload, version, expiresAtMillis, limitMillis));
        } finally {
            lock.unlock();
        }
        afterPut.run();
        return version;
    }

    @Override
    public void copyIn(byte[] key, int hash, ByteEntry entry) {
        install(key, hash, entry);
        afterCopy.run();
    }

    private void install(byte[] key, int hash, ByteEntry entry) {
        lock.lock();
        try {
            checkOpen();
            if (key.length + entry.payload().length > largestEntryBytes()) {
                throw new EntryTooLargeException("too large");
            }
            entries.put(new Key(key.clone()), new Held(hash, copyOf(entry)));
            changed();
        } finally {
            lock.unlock();
        }
    }

    /** Called with the lock held when entries have changed. */
    protected void changed() {}

    @Override
    public void displace(byte[] key) {
        throw new UnsupportedOperationException("for keys that no test has here");
    }

    @Override
    public boolean remove(byte[] key, int hash, int version) {
        lock.lock();
        try {
            checkOpen();
            Held held = entries.get(new Key(key));
            if (held == null || (version != ANY_VERSION && held.entry().version() != version)) {
                return false;
            }
            entries.remove(new Key(key));
            changed();
        } finally {
            lock.unlock();
        }
        afterLoss.run();
        return true;
    }

    @Override
    public long touch(byte[] key, int hash, int version, long seenMillis, long expiresAtMillis) {
        lock.lock();
        try {
            checkOpen();
            Held held = entries.get(new Key(key));
            if (held == null || held.entry().version() != version) {
                return GONE;
            }
            ByteEntry old = held.entry();
            if (old.expiresAtMillis() == seenMillis) {
                ByteEntry moved = new ByteEntry(old.kind(), old.payload(), version, expiresAtMillis, old.limitMillis());
                entries.put(new Key(key.clone()), new Held(hash, moved));
                changed();
            }
            return old.expiresAtMillis();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public @Nullable ByteVictim evict(VictimGate gate) {
        ByteVictim victim = null;
        lock.lock();
        try {
            checkOpen();
            if (entries.size() > capacity) {
                victim = evictOne(gate);
            }
        } finally {
            lock.unlock();
        }
        if (victim != null) {
            tellLeft(victim);
        }
        return victim;
    }

    private void tellLeft(ByteVictim victim) {
        if (copies instanceof KeyedCopies keyed) {
            keyed.left(victim.key(), victim.hash());
        } else {
            copies.left(victim.hash());
        }
    }

    private @Nullable ByteVictim evictOne(VictimGate gate) {
        for (Map.Entry<Key, Held> candidate : entries.entrySet()) {
            Held held = candidate.getValue();
            if (!copies.holds(held.hash())
                    && gate.admits(held.hash(), held.entry().expiresAtMillis())) {
                entries.remove(candidate.getKey());
                changed();
                return new ByteVictim(
                        candidate.getKey().bytes(), held.hash(), held.entry().expiresAtMillis(), null);
            }
        }
        return null;
    }

    @Override
    public void clear() {
        lock.lock();
        try {
            checkOpen();
            entries.clear();
            changed();
        } finally {
            lock.unlock();
        }
        afterLoss.run();
    }

    @Override
    public long size() {
        lock.lock();
        try {
            return entries.size();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long bytes() {
        return size();
    }

    @Override
    public long capacityBytes() {
        return capacity;
    }

    @Override
    public int largestEntryBytes() {
        return 1000;
    }

    @Override
    public int largestKeyBytes() {
        return 1000;
    }

    @Override
    public long scan(long cursor, List<? super ByteVictim> into) {
        lock.lock();
        try {
            checkOpen();
            entries.forEach((key, held) -> into.add(
                    new ByteVictim(key.bytes(), held.hash(), held.entry().expiresAtMillis(), null)));
            return 0;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void dropOrphans() {
        // what a scan does not show is not read here
    }

    /** Calls something for every entry: the key, the hash and the entry. */
    protected void forEach(EntryConsumer consumer) {
        lock.lock();
        try {
            entries.forEach((key, held) -> consumer.accept(key.bytes(), held.hash(), held.entry()));
        } finally {
            lock.unlock();
        }
    }

    /** What is done with an entry. */
    protected interface EntryConsumer {
        void accept(byte[] key, int hash, ByteEntry entry);
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the map is closed");
        }
    }
}
