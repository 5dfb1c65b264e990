package io.tiercel;

import javax.cache.Cache;

/**
 * An entry as an iteration hands it out: the key and the value of a moment.
 *
 * @param key the key
 * @param value the value
 */
public record TiercelEntry<K, V>(K key, V value) implements Cache.Entry<K, V> {

    @Override
    public K getKey() {
        return key;
    }

    @Override
    public V getValue() {
        return value;
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new IllegalArgumentException("A cache entry of Tiercel is no " + type.getName());
    }
}
