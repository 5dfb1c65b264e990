package io.tiercel.examples.strategies;

import io.tiercel.TiercelCache;
import io.tiercel.TiercelConfiguration;
import io.tiercel.TiercelConfigurationBuilder;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;

/** The lines that all examples share. */
final class Shop {
    static final String PRODUCTS = "products";

    private Shop() {}

    /** Opens a cache manager. {@code javax.cache} finds the provider on the class path. */
    static CacheManager open() {
        return Caching.getCachingProvider().getCacheManager();
    }

    /** Begins a configuration of a cache of products. */
    static TiercelConfigurationBuilder<Long, Product> configure() {
        return TiercelConfiguration.builder(Long.class, Product.class);
    }

    /** Creates a cache of products. */
    static TiercelCache<Long, Product> create(
            CacheManager manager, TiercelConfigurationBuilder<Long, Product> configuration) {
        return tiercel(manager.createCache(PRODUCTS, configuration.build()));
    }

    /** Returns a cache with what JSR-107 lacks. */
    @SuppressWarnings("unchecked") // unwrap cannot say which types a cache has
    static <K, V> TiercelCache<K, V> tiercel(Cache<K, V> cache) {
        return cache.unwrap(TiercelCache.class);
    }
}
