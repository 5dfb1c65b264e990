package io.tiercel;

import io.tiercel.engine.BulkLoads;
import io.tiercel.engine.FreshReads;
import io.tiercel.engine.QueuedValues;
import io.tiercel.load.Source;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What reads do with keys that have no entry: they load them, or where nothing loads, find what is on its way to the
 * source, which a cache without a loader must not lose sight of either. Thread-safe.
 */
final class Misses<K, V> {

    private final AssembledCache<K, V> assembled;
    private final KeyType<K> keyType;

    Misses(AssembledCache<K, V> assembled, KeyType<K> keyType) {
        this.assembled = assembled;
        this.keyType = keyType;
    }

    /** Returns the value of a key, or null if the source has none either. */
    @Nullable
    V get(K key) {
        Source<K, V> loader = assembled.loader();
        if (loader == null) {
            return queued(key);
        }
        FreshReads<K, V> freshReads = assembled.freshReads();
        return freshReads == null
                ? assembled.readThrough().get(keyType.require(key), loader)
                : freshReads.get(keyType.require(key));
    }

    /** Adds the values of keys to those that were found; in one call of the loader, if there is one. */
    void getAll(List<K> keys, Map<K, V> found) {
        if (assembled.loader() == null) {
            keys.forEach(key -> putIfThere(found, key, queued(key)));
        } else if (assembled.bulkLoads() != null) {
            keys.forEach(keyType::require);
            FreshReads<K, V> freshReads = assembled.freshReads();
            BulkLoads<K, V> bulkLoads = assembled.bulkLoads();
            found.putAll(freshReads == null ? bulkLoads.loadAbsent(keys) : freshReads.getAll(keys));
        }
    }

    private static <K, V> void putIfThere(Map<K, V> found, K key, @Nullable V value) {
        if (value != null) {
            found.put(key, value);
        }
    }

    private @Nullable V queued(K key) {
        QueuedValues<K, V> queued = assembled.queuedValues();
        return queued == null || !keyType.admits(key) ? null : queued.find(key);
    }

    /** Returns whether a key has a value all the same. */
    boolean contains(K key) {
        QueuedValues<K, V> queued = assembled.queuedValues();
        return queued != null && keyType.admits(key) && queued.contains(key);
    }
}
