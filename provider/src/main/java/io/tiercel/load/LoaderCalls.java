package io.tiercel.load;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import org.jspecify.annotations.Nullable;

/**
 * The loader of a cache, whose failures are {@link CacheLoaderException}s. Thread-safe if the loader is, which JSR-107
 * demands of it.
 */
public final class LoaderCalls<K, V> {

    private final CacheLoader<K, V> loader;

    public LoaderCalls(CacheLoader<K, V> loader) {
        this.loader = loader;
    }

    /** Returns the value of a key, null if the source has none. */
    public @Nullable V load(K key) {
        return guarded("load", () -> loader.load(key));
    }

    /** Returns the values that the source has of the keys, in one call of the loader. Other keys are left out. */
    public Map<K, V> loadAll(List<K> keys) {
        Map<K, V> loaded = guarded("loadAll", () -> loader.loadAll(keys));
        if (loaded == null) {
            throw new CacheLoaderException(loader.getClass().getName() + ".loadAll returned null instead of a map");
        }
        Map<K, V> asked = new HashMap<>();
        for (K key : keys) {
            V value = loaded.get(key);
            if (value != null) {
                asked.put(key, value);
            }
        }
        return asked;
    }

    private <R extends @Nullable Object> R guarded(String method, Supplier<R> call) {
        try {
            return call.get();
        } catch (CacheLoaderException e) {
            throw e;
        } catch (Exception e) { // checked ones too: code in other languages throws them undeclared
            throw new CacheLoaderException(loader.getClass().getName() + "." + method + " failed: " + e, e);
        }
    }
}
