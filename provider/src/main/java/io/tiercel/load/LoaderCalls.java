package io.tiercel.load;

import io.tiercel.jvm.ShownText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
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
    private final @Nullable Consumer<? super K> observer;

    public LoaderCalls(CacheLoader<K, V> loader) {
        this(loader, null);
    }

    private LoaderCalls(CacheLoader<K, V> loader, @Nullable Consumer<? super K> observer) {
        this.loader = loader;
        this.observer = observer;
    }

    /** Returns the same loader, with somebody who is told of each key before it is loaded. */
    public LoaderCalls<K, V> observedBy(Consumer<? super K> other) {
        return new LoaderCalls<>(loader, other);
    }

    /** Returns the value of a key, null if the source has none. */
    public @Nullable LoadedValue<V> load(K key) {
        if (observer != null) {
            observer.accept(key);
        }
        if (loader instanceof TiercelLoader<K, V> own) {
            return guarded("loadValue", () -> own.loadValue(key));
        }
        V value = guarded("load", () -> loader.load(key));
        return value == null ? null : LoadedValue.of(value);
    }

    /** Returns the values that the source has of the keys, in one call of the loader. Other keys are left out. */
    public Map<K, LoadedValue<V>> loadAll(List<K> keys) {
        if (observer != null) {
            keys.forEach(observer);
        }
        if (loader instanceof TiercelLoader<K, V> own) {
            return guarded("loadValues", () -> asked(keys, own.loadValues(keys), "loadValues", loaded -> loaded));
        }
        return guarded("loadAll", () -> asked(keys, loader.loadAll(keys), "loadAll", LoadedValue::of));
    }

    /** The map is the loader's code: it may load on the way, and fail as the loader may. */
    private <T> Map<K, LoadedValue<V>> asked(
            List<K> keys, @Nullable Map<K, T> loaded, String method, Function<T, LoadedValue<V>> form) {
        if (loaded == null) {
            throw new CacheLoaderException(
                    loader.getClass().getName() + "." + method + " returned null instead of a map");
        }
        Map<K, LoadedValue<V>> asked = new HashMap<>();
        for (K key : keys) {
            T value = loaded.get(key);
            if (value != null) {
                asked.put(key, form.apply(value));
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
            throw new CacheLoaderException(
                    loader.getClass().getName() + "." + method + " failed: " + ShownText.of(e), e);
        }
    }
}
