package io.tiercel.offheap.runtime;

import io.tiercel.TiercelCachingProvider;
import io.tiercel.TiercelConfiguration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.MutableConfiguration;

/** Has caches on all tiers, as a plain application would. */
public final class CachesMain {

    private CachesMain() {}

    /** With the path of the disk tiers. */
    public static void main(String[] arguments) {
        Path path = Path.of(arguments[0]);
        try (CacheManager manager = Caching.getCachingProvider(TiercelCachingProvider.class.getName())
                .getCacheManager()) {
            use(manager, "default", new MutableConfiguration<Long, User>().setTypes(Long.class, User.class));
            use(
                    manager,
                    "off-heap",
                    TiercelConfiguration.builder(Long.class, User.class)
                            .heapNone()
                            .offHeapSize("1MiB")
                            .build());
            use(
                    manager,
                    "disk",
                    TiercelConfiguration.builder(Long.class, User.class)
                            .heapEntries(1)
                            .offHeapSize("1MiB")
                            .disk("1MiB", path)
                            .build());
        }
    }

    private static void use(CacheManager manager, String name, Configuration<Long, User> configuration) {
        Cache<Long, User> cache = manager.createCache(name, configuration);
        cache.put(1L, new User());
        cache.put(2L, new User());
        if (!cache.get(1L).names.equals(List.of("name"))) {
            throw new AssertionError(name);
        }
    }

    /** Mutable, so that it is held as bytes. */
    static final class User {
        private final List<String> names = new ArrayList<>(List.of("name"));
    }
}
