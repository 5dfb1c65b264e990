package io.tiercel.spec;

import io.tiercel.TestProviders;
import io.tiercel.TiercelCache;
import io.tiercel.TiercelConfiguration;
import io.tiercel.TiercelConfigurationBuilder;
import io.tiercel.management.CacheStatisticsBean;
import io.tiercel.time.ManualClock;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.management.CacheStatisticsMXBean;
import javax.cache.spi.CachingProvider;

/**
 * A cache manager of one test, with a provider and a class loader of its own, whose time stands still until the test
 * moves it on. Close it after the test.
 */
final class CacheFixture implements AutoCloseable {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final ManualClock clock = new ManualClock();
    private final CachingProvider provider = TestProviders.agingBy(clock);
    private final CacheManager manager = provider.getCacheManager(
            URI.create("tiercel:default"), new URLClassLoader(new URL[0], CacheFixture.class.getClassLoader()));

    CacheManager manager() {
        return manager;
    }

    /** Creates a cache of strings that counts, with what the test says beyond that. */
    TiercelCache<String, String> create(Consumer<TiercelConfigurationBuilder<String, String>> more) {
        return create(String.class, String.class, more);
    }

    /** Creates a cache that counts, with what the test says beyond that. */
    <K, V> TiercelCache<K, V> create(
            Class<K> keyType, Class<V> valueType, Consumer<TiercelConfigurationBuilder<K, V>> more) {
        return create("spec-" + COUNT.incrementAndGet(), keyType, valueType, more);
    }

    /** Creates a cache of the given name that counts, with what the test says beyond that. */
    <K, V> TiercelCache<K, V> create(
            String name, Class<K> keyType, Class<V> valueType, Consumer<TiercelConfigurationBuilder<K, V>> more) {
        TiercelConfigurationBuilder<K, V> builder =
                TiercelConfiguration.builder(keyType, valueType).statistics(true);
        more.accept(builder);
        Cache<K, V> cache = manager.createCache(name, builder.build());
        @SuppressWarnings("unchecked") // a cache of this provider is one
        TiercelCache<K, V> ours = cache.unwrap(TiercelCache.class);
        return ours;
    }

    void advance(Duration duration) {
        clock.advance(duration);
    }

    long nowMillis() {
        return clock.nowMillis();
    }

    static CacheStatisticsMXBean statisticsOf(TiercelCache<?, ?> cache) {
        return new CacheStatisticsBean(cache.statistics());
    }

    @Override
    public void close() {
        provider.close();
    }
}
