package io.tiercel.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.TiercelCache;
import io.tiercel.TiercelCachingProvider;
import io.tiercel.TiercelConfiguration;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The calls that Hibernate's and Spring's JCache integrations make. */
class CallerPatternTest {

    private static final long DEFAULT_ENTRIES = 10_000;

    private final TiercelCachingProvider provider = new TiercelCachingProvider();

    @AfterEach
    void close() {
        provider.close();
    }

    private static TiercelCache<?, ?> unwrapped(Cache<?, ?> cache) {
        return cache.unwrap(TiercelCache.class);
    }

    @Test
    void hibernate_createWarn_cacheOfABareConfigurationIsBounded() {
        CacheManager manager = provider.getCacheManager(provider.getDefaultURI(), provider.getDefaultClassLoader());
        Cache<Object, Object> region =
                manager.createCache("com.example.model.User", new MutableConfiguration<Object, Object>());

        for (int i = 0; i < DEFAULT_ENTRIES + 5_000; i++) {
            region.put("row " + i, i);
        }

        assertThat(unwrapped(region).tiers().get(0).capacity()).isEqualTo(DEFAULT_ENTRIES);
        assertThat(unwrapped(region).tiers().get(0).entries()).isLessThanOrEqualTo(DEFAULT_ENTRIES);
    }

    @Test
    void hibernate_updateTimestamps_areNeverEvicted() {
        CacheManager manager = provider.getCacheManager(provider.getDefaultURI(), provider.getDefaultClassLoader());
        Cache<Object, Object> timestamps =
                manager.createCache("default-update-timestamps-region", new MutableConfiguration<Object, Object>());
        Cache<Object, Object> prefixed =
                manager.createCache("app.default-update-timestamps-region", new MutableConfiguration<Object, Object>());

        for (int i = 0; i < DEFAULT_ENTRIES + 5_000; i++) {
            timestamps.put("table " + i, (long) i);
            prefixed.put("table " + i, (long) i);
        }

        assertThat(timestamps).hasSize((int) DEFAULT_ENTRIES + 5_000);
        assertThat(prefixed).hasSize((int) DEFAULT_ENTRIES + 5_000);
        assertThat(timestamps.get("table 0")).isEqualTo(0L);
    }

    @Test
    void hibernate_untypedGetCacheOfATypedCache_isThatCache() {
        CacheManager manager = provider.getCacheManager(provider.getDefaultURI(), provider.getDefaultClassLoader());
        Cache<Long, String> typed = manager.createCache(
                "com.example.model.User.roles",
                new MutableConfiguration<Long, String>().setTypes(Long.class, String.class));

        Cache<Object, Object> untyped = manager.getCache("com.example.model.User.roles");
        untyped.put(1L, "one");

        assertThat((Object) untyped).isSameAs(typed);
        assertThat(untyped.get(1L)).isEqualTo("one");
        assertThat(untyped.containsKey(2L)).isFalse();
        assertThat((Object) manager.getCache("com.example.model")).isNull();
    }

    @Test
    void hibernate_namesWithDots_areNoPathsOfTheFile(@TempDir Path folder) throws Exception {
        URI uri = Files.writeString(
                        folder.resolve("regions.yaml"),
                        "caches:\n  com.example.User: { heap: { entries: 7 } }\n  \"com.example.*\": { heap: { entries: 9 } }\n")
                .toUri();
        CacheManager manager = provider.getCacheManager(uri, provider.getDefaultClassLoader());

        Cache<Object, Object> user = manager.createCache("com.example.User", new MutableConfiguration<>());
        Cache<Object, Object> order = manager.createCache("com.example.Order", new MutableConfiguration<>());

        assertThat(unwrapped(user).tiers().get(0).capacity()).isEqualTo(7);
        assertThat(unwrapped(order).tiers().get(0).capacity()).isEqualTo(9);
    }

    @Test
    void hibernate_closesCachesAndManagerTwice_isNoError() {
        CacheManager manager = provider.getCacheManager(provider.getDefaultURI(), provider.getDefaultClassLoader());
        Cache<Object, Object> region = manager.createCache("region", new MutableConfiguration<Object, Object>());

        region.close();
        region.close();
        manager.close();
        region.close();
        manager.close();

        assertThat(region.isClosed()).isTrue();
        assertThat(manager.isClosed()).isTrue();
    }

    @Test
    void spring_nullUriAndProperties_isTheDefaultManagerOfTheLoader() {
        ClassLoader loader = new URLClassLoader(new URL[0], getClass().getClassLoader());

        CacheManager manager = provider.getCacheManager(null, loader, new Properties());

        assertThat(manager.getURI()).isEqualTo(provider.getDefaultURI());
        assertThat(manager.getClassLoader()).isSameAs(loader);
        assertThat(manager).isSameAs(provider.getCacheManager(null, loader, null));
    }

    @Test
    void spring_syncCacheable_processorAndArgumentsNeedNotBeSerializable() {
        Cache<Object, Object> cache =
                provider.getCacheManager().createCache("sync", new MutableConfiguration<Object, Object>());
        Object notSerializable = new Object();

        Object value = cache.invoke(
                "key",
                (entry, arguments) -> {
                    assertThat(arguments).containsExactly(notSerializable);
                    if (!entry.exists()) {
                        entry.setValue(List.of("computed"));
                    }
                    return entry.getValue();
                },
                notSerializable);

        assertThat(value).isEqualTo(List.of("computed"));
        assertThat(cache.get("key")).isEqualTo(List.of("computed"));
    }

    @Test
    @SuppressWarnings("unchecked") // getConfiguration keeps the types of the cache
    void createCache_configurationChangedAfterwards_cacheKeepsWhatItWasGiven() {
        MutableConfiguration<String, String> configuration =
                new MutableConfiguration<String, String>().setTypes(String.class, String.class);
        Cache<String, String> cache = provider.getCacheManager().createCache("snapshot", configuration);

        configuration.setStoreByValue(false).setStatisticsEnabled(true);

        TiercelConfiguration<?, ?> held = unwrapped(cache).getConfiguration(TiercelConfiguration.class);
        assertThat(held.isStoreByValue()).isTrue();
        assertThat(held.isStatisticsEnabled()).isFalse();
    }
}
