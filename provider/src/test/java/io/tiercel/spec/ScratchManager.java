package io.tiercel.spec;

import io.tiercel.TiercelCachingProvider;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.MutableConfiguration;

/** A cache manager of a provider of its own, for one test. */
final class ScratchManager implements AutoCloseable {

    final TiercelCachingProvider provider = new TiercelCachingProvider();
    final CacheManager manager;

    ScratchManager() {
        this(null, new URLClassLoader(new URL[0], ScratchManager.class.getClassLoader()));
    }

    ScratchManager(URI uri, ClassLoader classLoader) {
        this.manager = provider.getCacheManager(uri, classLoader, null);
    }

    <K, V> Cache<K, V> create(String name, Configuration<K, V> configuration) {
        return manager.createCache(name, configuration);
    }

    /** Creates a cache by value. */
    <K, V> Cache<K, V> create(String name, Class<K> keyType, Class<V> valueType) {
        return manager.createCache(name, new MutableConfiguration<K, V>().setTypes(keyType, valueType));
    }

    @Override
    public void close() {
        provider.close();
    }
}
