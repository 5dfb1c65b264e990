package io.tiercel.engine;

import io.tiercel.store.Store;

/**
 * A key on its way through the engine.
 *
 * @param application the key as the application gave it, for its own code
 * @param stored the key that the cache may keep: a private copy, if the application could change its own
 * @param hash the spread hash of it
 */
record KeyRef<K>(K application, Object stored, int hash) {

    static <K> KeyRef<K> of(K application, Object stored) {
        return new KeyRef<>(application, stored, Store.spread(stored.hashCode()));
    }
}
