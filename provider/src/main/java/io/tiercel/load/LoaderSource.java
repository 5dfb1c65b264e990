package io.tiercel.load;

import org.jspecify.annotations.Nullable;

/**
 * The loader of a cache as a source: what it does not have is known to be absent, which no function that somebody brings
 * along can say. Thread-safe if the loader is.
 */
public final class LoaderSource<K, V> implements Source<K, V> {

    private final LoaderCalls<K, V> loader;

    public LoaderSource(LoaderCalls<K, V> loader) {
        this.loader = loader;
    }

    @Override
    public @Nullable LoadedValue<V> load(K key) {
        return loader.load(key);
    }
}
