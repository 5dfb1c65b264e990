package io.tiercel.event;

import javax.cache.CacheException;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.event.CacheEntryEventFilter;
import javax.cache.event.CacheEntryListener;
import org.jspecify.annotations.Nullable;

/** How listeners and filters come from the factories of their configuration, with a plain reason where they do not. */
final class ListenerFactories {

    private ListenerFactories() {}

    static <K, V> CacheEntryListener<? super K, ? super V> listener(
            CacheEntryListenerConfiguration<K, V> configuration) {
        Factory<? extends CacheEntryListener<? super K, ? super V>> factory =
                configuration.getCacheEntryListenerFactory();
        if (factory == null) {
            throw new CacheException("The cache entry listener configuration has no listener factory");
        }
        return create("listener", factory);
    }

    static <K, V> @Nullable CacheEntryEventFilter<? super K, ? super V> filter(
            CacheEntryListenerConfiguration<K, V> configuration) {
        Factory<? extends CacheEntryEventFilter<? super K, ? super V>> factory =
                configuration.getCacheEntryEventFilterFactory();
        return factory == null ? null : create("filter", factory);
    }

    private static <T> T create(String role, Factory<? extends T> factory) {
        T created;
        try {
            created = factory.create();
        } catch (RuntimeException failure) {
            throw new CacheException(
                    "The factory of a cache entry " + role + " failed: factory="
                            + factory.getClass().getName(),
                    failure);
        }
        if (created == null) {
            throw new CacheException("The factory of a cache entry " + role + " returned null: factory="
                    + factory.getClass().getName());
        }
        return created;
    }
}
