package io.tiercel.load;

import java.util.HashMap;
import java.util.Map;
import javax.cache.integration.CacheLoader;
import org.jspecify.annotations.Nullable;

/**
 * A loader that may say tags and a time to live with what it brings. Wherever a JSR-107 loader is taken, this is.
 *
 * <p>Must be safe for use by many threads. Failures as for {@link CacheLoader}.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public interface TiercelLoader<K, V> extends CacheLoader<K, V> {

    /** Returns the value of a key with what there is to say of it, null if the source has none. */
    @Nullable
    LoadedValue<V> loadValue(K key);

    /** Returns those of the keys that the source has. One by one, unless this is overridden. */
    default Map<K, LoadedValue<V>> loadValues(Iterable<? extends K> keys) {
        Map<K, LoadedValue<V>> loaded = new HashMap<>();
        for (K key : keys) {
            LoadedValue<V> value = loadValue(key);
            if (value != null) {
                loaded.put(key, value);
            }
        }
        return loaded;
    }

    @Override
    @SuppressWarnings("NullAway") // null for what the source has not: javax.cache says so in words only
    default V load(K key) {
        LoadedValue<V> loaded = loadValue(key);
        return loaded == null ? null : loaded.value();
    }

    @Override
    default Map<K, V> loadAll(Iterable<? extends K> keys) {
        Map<K, V> values = new HashMap<>();
        loadValues(keys).forEach((key, loaded) -> values.put(key, loaded.value()));
        return values;
    }
}
