package io.tiercel.store;

/**
 * Tells how many bytes an entry takes, for a cache whose heap tier is bounded by size.
 *
 * <p>Must be safe for use by many threads, and fast: it is asked once for each entry that is written. Must return the
 * same weight for the same key and value. An exception that it throws fails the operation that wrote the entry.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
@FunctionalInterface
public interface Weigher<K, V> {

    /** Returns the weight of an entry in bytes, zero or more. */
    long weigh(K key, V value);
}
