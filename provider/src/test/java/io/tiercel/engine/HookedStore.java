package io.tiercel.engine;

import io.tiercel.store.Entry;
import io.tiercel.store.EvictionGate;
import io.tiercel.store.Lifetime;
import io.tiercel.store.Store;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A store in which something happens once, right after an operation has looked, or before it puts, touches or changes anything. */
class HookedStore implements Store {

    private final Store store;
    private @Nullable Runnable afterPeek;
    private @Nullable Runnable beforePut;
    private @Nullable Runnable beforeChange;
    private @Nullable Runnable beforeTouch;
    private @Nullable Entry left;

    HookedStore(Store store) {
        this.store = store;
    }

    /** Has the store say once that an expired entry had to leave. */
    void hasLeft(Entry expired) {
        left = expired;
    }

    @Override
    public @Nullable Entry takeExpired(Object key, int hash) {
        Entry told = left;
        left = null;
        return told;
    }

    void afterPeek(Runnable hook) {
        afterPeek = hook;
    }

    void beforePut(Runnable hook) {
        beforePut = hook;
    }

    void beforeTouch(Runnable hook) {
        beforeTouch = hook;
    }

    /** Has something happen before an entry is put or removed, or all are. */
    void beforeChange(Runnable hook) {
        beforeChange = hook;
    }

    private void change() {
        Runnable hook = beforeChange;
        if (hook != null) {
            beforeChange = null;
            hook.run();
        }
    }

    @Override
    public @Nullable Entry get(Object key, int hash) {
        return store.get(key, hash);
    }

    @Override
    public @Nullable Entry peek(Object key, int hash) {
        Entry entry = store.peek(key, hash);
        Runnable hook = afterPeek;
        if (hook != null) {
            afterPeek = null;
            hook.run();
        }
        return entry;
    }

    @Override
    public Entry put(Object key, int hash, Object value, Lifetime lifetime, long weight) {
        Runnable hook = beforePut;
        if (hook != null) {
            beforePut = null;
            hook.run();
        }
        change();
        return store.put(key, hash, value, lifetime, weight);
    }

    @Override
    public boolean remove(Entry entry) {
        change();
        return store.remove(entry);
    }

    @Override
    public boolean touch(Entry entry, long seenMillis, long expiresAtMillis) {
        Runnable hook = beforeTouch;
        if (hook != null) {
            beforeTouch = null;
            hook.run();
        }
        return store.touch(entry, seenMillis, expiresAtMillis);
    }

    @Override
    public boolean expire(Entry entry, long seenMillis) {
        return store.expire(entry, seenMillis);
    }

    @Override
    public @Nullable Entry evict(EvictionGate gate) {
        return store.evict(gate);
    }

    @Override
    public void clear() {
        change();
        store.clear();
    }

    @Override
    public long size() {
        return store.size();
    }

    @Override
    public long weight() {
        return store.weight();
    }

    @Override
    public long capacity() {
        return store.capacity();
    }

    @Override
    public long scan(long cursor, List<? super Entry> into) {
        return store.scan(cursor, into);
    }

    @Override
    public void dropOrphans() {
        store.dropOrphans();
    }

    @Override
    public void close() {
        store.close();
    }
}
