package io.tiercel;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.store.Threads;
import io.tiercel.tier.MapTierModule;
import io.tiercel.time.ManualClock;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.cache.integration.CacheLoader;
import javax.cache.spi.CachingProvider;
import javax.management.MBeanServer;
import javax.management.MBeanServerDelegate;
import javax.management.MBeanServerNotification;
import javax.management.NotificationListener;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cache is destroyed while it is closed: all that would outlast it is removed, or nothing is and the caller is told. */
class DestroyRaceTest {

    private final MapTierModule module = new MapTierModule(100, store -> {});
    private final CachingProvider provider = TestProviders.tiered(new ManualClock(), module);
    private final ClassLoader classLoader = new URLClassLoader(new URL[0], DestroyRaceTest.class.getClassLoader());

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        provider.close();
    }

    private StandardCacheManager manager() {
        return (StandardCacheManager) provider.getCacheManager(URI.create("tiercel:default"), classLoader);
    }

    /** Creates a cache that has a file of a hot key, and returns what a look for the cache finds. */
    private StandardCache<?, ?> create(StandardCacheManager manager) {
        TiercelCache<String, String> cache = (TiercelCache<String, String>) manager.createCache(
                "cache",
                TiercelConfiguration.builder(String.class, String.class)
                        .loader(EmptySource::new)
                        .warming(warming -> warming.path(folder).atStart(false))
                        .management(true)
                        .build());
        cache.put("key", "value");
        for (int i = 0; i < 1_000; i++) {
            cache.get("key");
        }
        cache.warming().save();
        return requireNonNull(manager.openCache("cache"));
    }

    private static final class EmptySource implements CacheLoader<String, String> {
        @Override
        public @Nullable String load(String key) {
            return null;
        }

        @Override
        public Map<String, String> loadAll(Iterable<? extends String> keys) {
            return Map.of();
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void destroyCache_managerIsClosedSinceTheCacheWasFound_isRefusedAndLeavesWhatTheNextOneHas() throws Exception {
        StandardCacheManager manager = manager();
        StandardCache<?, ?> found = create(manager);
        manager.close();
        StandardCache<?, ?> next = create(manager());
        List<Path> kept = files();
        assertThat(kept).isNotEmpty();

        assertThatThrownBy(() -> manager.destroy(found)).isInstanceOf(IllegalStateException.class);

        assertThat(files()).isEqualTo(kept);
        assertThat(module.stores().get(0).isDestroyed()).isFalse();
        assertThat(next.isClosed()).isFalse();
    }

    @Test
    void destroyCache_managerIsClosedBeforeTheCacheIsLookedFor_isRefused() {
        StandardCacheManager manager = manager();
        create(manager);
        manager.close();

        assertThatThrownBy(() -> manager.destroy(manager.openCache("cache"))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void destroyCache_cacheIsClosedSinceItWasFound_isThatOfACacheThatThereIsNot() throws Exception {
        StandardCacheManager manager = manager();
        StandardCache<?, ?> found = create(manager);
        found.close();
        List<Path> kept = files();

        manager.destroy(found);

        assertThat(files()).isEqualTo(kept).isNotEmpty();
        assertThat(module.stores().get(0).isDestroyed()).isFalse();
    }

    @Test
    void destroyCache_cacheIsBeingClosedAndHasItsFilesStill_removesThem() throws Exception {
        StandardCacheManager manager = manager();
        StandardCache<?, ?> cache = create(manager);
        Threads destroying = new Threads();
        onceABeanHasGone(
                () -> {
                    destroying.start(() -> manager.destroyCache("cache"));
                    destroying.awaitParked();
                },
                cache::close);
        destroying.join();

        assertThat(files()).isEmpty();
        assertThat(module.stores().get(0).isDestroyed()).isTrue();
    }

    /** Does something while a close, which takes the beans away first, waits. */
    private static void onceABeanHasGone(Runnable then, Runnable close) throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        Runnable[] hook = {then};
        NotificationListener listener = (notification, nothing) -> {
            @Nullable Runnable next = hook[0];
            if (next != null && notification.getType().equals(MBeanServerNotification.UNREGISTRATION_NOTIFICATION)) {
                hook[0] = () -> {};
                next.run();
            }
        };
        server.addNotificationListener(MBeanServerDelegate.DELEGATE_NAME, listener, null, null);
        try {
            close.run();
        } finally {
            server.removeNotificationListener(MBeanServerDelegate.DELEGATE_NAME, listener);
        }
    }
}
