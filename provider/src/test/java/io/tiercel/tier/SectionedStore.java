package io.tiercel.tier;

import io.tiercel.concurrent.KeyLocks;
import io.tiercel.concurrent.KeyLocks.Stripe;
import io.tiercel.store.Entry;
import io.tiercel.store.EvictionGate;
import io.tiercel.store.Lifetime;
import io.tiercel.store.Store;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes to a store of tiers as a cache does: in the section of the key, so that nothing comes up meanwhile. */
public final class SectionedStore implements Store {

    private final Store store;
    private final KeyLocks locks;

    /** @param locks those of the tiers */
    public SectionedStore(Store store, KeyLocks locks) {
        this.store = store;
        this.locks = locks;
    }

    @Override
    public @Nullable Entry get(Object key, int hash) {
        return store.get(key, hash);
    }

    @Override
    public void favour(Entry entry) {
        store.favour(entry);
    }

    @Override
    public @Nullable Entry peek(Object key, int hash) {
        return store.peek(key, hash);
    }

    @Override
    public Entry put(Object key, int hash, Object value, Lifetime lifetime, long weight) {
        Stripe section = locks.enter(key, hash);
        try {
            return store.put(key, hash, value, lifetime, weight);
        } finally {
            section.exit();
        }
    }

    @Override
    public boolean remove(Entry entry) {
        Stripe section = locks.enter(entry.key(), entry.hash());
        try {
            return store.remove(entry);
        } finally {
            section.exit();
        }
    }

    @Override
    public boolean touch(Entry entry, long seenMillis, long expiresAtMillis) {
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
        locks.withAllKeys(store::clear);
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
