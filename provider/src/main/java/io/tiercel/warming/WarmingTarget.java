package io.tiercel.warming;

import java.util.List;

/** The cache that is warmed. Thread-safe. */
public interface WarmingTarget<K> {

    /** Returns whether a key has an entry. */
    boolean isPresent(K key);

    /**
     * Loads those of the keys that have no entry, by the loader, each under a lease: what is written, removed or
     * invalidated meanwhile stays as it is.
     *
     * @return how many of them have a value now
     */
    int load(List<K> keys);

    /**
     * Returns whether the cache is nearly full and has no more entries than this: whoever has brought so many would only
     * drive out its own.
     */
    default boolean isFullOf(long entries) {
        return false;
    }

    /**
     * Does nothing for a cache that has a loader.
     *
     * @throws IllegalStateException for one that has none
     */
    default void requireLoader() {}

    /** Returns a cache that has no loader. */
    static <K> WarmingTarget<K> withoutLoader(String cacheName) {
        return new WarmingTarget<>() {
            @Override
            public boolean isPresent(K key) {
                return false;
            }

            @Override
            public int load(List<K> keys) {
                throw refused();
            }

            @Override
            public void requireLoader() {
                throw refused();
            }

            private IllegalStateException refused() {
                return new IllegalStateException("The cache '" + cacheName + "' has no loader to be warmed by");
            }
        };
    }
}
