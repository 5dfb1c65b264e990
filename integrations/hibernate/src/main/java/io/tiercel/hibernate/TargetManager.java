package io.tiercel.hibernate;

import io.tiercel.TiercelCacheManager;
import io.tiercel.TiercelCachingProvider;
import io.tiercel.rule.CacheEvents;
import java.net.URI;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/**
 * The cache manager that events go to, looked up at each commit: it may be closed and opened again. Thread-safe.
 *
 * @param setting a manager, the URI of one, or null for that of the default URI
 * @param classLoader what the provider is looked up by, null for that of {@code Caching}: there is one provider for each
 *     class loader, and a thread that commits may have another one than the application
 */
record TargetManager(@Nullable Object setting, @Nullable ClassLoader classLoader) {

    CacheEvents events() {
        return manager().unwrap(TiercelCacheManager.class).events();
    }

    private CacheManager manager() {
        if (setting instanceof CacheManager manager) {
            return manager;
        }
        CachingProvider provider = Caching.getCachingProvider(TiercelCachingProvider.class.getName(), classLoader);
        URI uri = setting == null || setting.toString().isBlank()
                ? provider.getDefaultURI()
                : setting instanceof URI given ? given : URI.create(setting.toString());
        return provider.getCacheManager(uri, provider.getDefaultClassLoader());
    }
}
