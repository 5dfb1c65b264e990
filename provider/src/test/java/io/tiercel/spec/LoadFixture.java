package io.tiercel.spec;

import io.tiercel.TiercelCache;
import io.tiercel.TiercelCachingProvider;
import io.tiercel.TiercelConfiguration;
import io.tiercel.TiercelConfigurationBuilder;
import io.tiercel.load.Leases;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.CacheManager;
import javax.cache.configuration.Configuration;

/** A manager of its own for each test, with caches from numbers to words. */
final class LoadFixture implements AutoCloseable {

    private final TiercelCachingProvider provider = new TiercelCachingProvider();
    private final CacheManager manager = provider.getCacheManager();
    private final AtomicInteger names = new AtomicInteger();

    static TiercelConfigurationBuilder<Integer, String> builder() {
        return TiercelConfiguration.builder(Integer.class, String.class).statistics(true);
    }

    TiercelCache<Integer, String> cache(TiercelConfigurationBuilder<Integer, String> builder) {
        return cache(builder.build());
    }

    @SuppressWarnings("unchecked") // unwrap of what was created with these types
    <K, V> TiercelCache<K, V> cache(Configuration<K, V> configuration) {
        return manager.createCache("cache-" + names.incrementAndGet(), configuration)
                .unwrap(TiercelCache.class);
    }

    /** Returns how many keys of the cache have leases out, which no public method tells. */
    static int leasesOut(TiercelCache<?, ?> cache) {
        try {
            Field assembled = cache.getClass().getDeclaredField("assembled");
            assembled.setAccessible(true);
            Object parts = call(assembled.get(cache), "parts");
            return ((Leases) call(parts, "leases")).size();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("The cache is built otherwise now", e);
        }
    }

    private static Object call(Object target, String accessor) throws ReflectiveOperationException {
        Method method = target.getClass().getDeclaredMethod(accessor);
        method.setAccessible(true);
        return method.invoke(target);
    }

    @Override
    public void close() {
        provider.close();
    }
}
