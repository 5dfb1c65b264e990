package io.tiercel;

import io.tiercel.rule.RuleTarget;
import java.util.Set;

/** A cache as events see it. */
record CacheTarget<K, V>(StandardCache<K, V> cache) implements RuleTarget {

    @Override
    public String name() {
        return cache.getName();
    }

    @Override
    public Class<?> keyType() {
        return cache.lifecycle().configuration().getKeyType();
    }

    @Override
    @SuppressWarnings("unchecked") // the cache checks the type of its keys
    public boolean invalidate(Object key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long invalidateMatching(String glob) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long invalidateTags(Set<String> tags) {
        throw new UnsupportedOperationException();
    }

    @Override
    @SuppressWarnings("unchecked") // the cache checks the type of its keys
    public boolean holds(Object key) {
        return cache.containsKey((K) key);
    }

    @Override
    public long countMatching(String glob) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long countByTag(String tag) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean hasTags() {
        throw new UnsupportedOperationException();
    }
}
