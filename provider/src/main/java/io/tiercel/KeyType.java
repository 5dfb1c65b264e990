package io.tiercel;

/**
 * What the keys of a cache must be.
 *
 * @param cacheName the cache, for the message of who has another key
 * @param type the class that they are of
 */
record KeyType<K>(String cacheName, Class<K> type) {

    /** Returns whether the cache may have an entry of a key. */
    boolean admits(K key) {
        return type.isInstance(key);
    }

    /** Refuses a key that the cache must not keep. */
    K require(K key) {
        if (!admits(key)) {
            throw new ClassCastException("The cache '" + cacheName + "' holds keys of type " + type.getName()
                    + ", not of " + key.getClass().getName());
        }
        return key;
    }
}
