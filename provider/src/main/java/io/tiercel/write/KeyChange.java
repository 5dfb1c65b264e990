package io.tiercel.write;

import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/**
 * A change of one key, on its way to the writer: in the forms of the application, which a writer is told, and in those
 * that a cache may keep. A written one is the entry that a writer gets. Immutable.
 */
public final class KeyChange<K, V> implements Cache.Entry<K, V> {

    private final K key;
    private final Object storedKey;
    private final @Nullable V value;
    private final @Nullable Object storedValue;

    private KeyChange(K key, Object storedKey, @Nullable V value, @Nullable Object storedValue) {
        this.key = key;
        this.storedKey = storedKey;
        this.value = value;
        this.storedValue = storedValue;
    }

    /** Returns the change that gives a key a value. */
    public static <K, V> KeyChange<K, V> written(K key, Object storedKey, V value, Object storedValue) {
        return new KeyChange<>(key, storedKey, value, storedValue);
    }

    /** Returns the change that takes a key away. */
    public static <K, V> KeyChange<K, V> deleted(K key, Object storedKey) {
        return new KeyChange<>(key, storedKey, null, null);
    }

    @Override
    public K getKey() {
        return key;
    }

    @Override
    @SuppressWarnings("NullAway") // asked for of written keys only
    public V getValue() {
        return value;
    }

    /** Returns the key as the cache holds it. */
    public Object storedKey() {
        return storedKey;
    }

    /** Returns the value as the cache holds it, null if the key is taken away. */
    public @Nullable Object storedValue() {
        return storedValue;
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new IllegalArgumentException("A " + Cache.Entry.class.getName() + " for a writer is no " + type);
    }
}
