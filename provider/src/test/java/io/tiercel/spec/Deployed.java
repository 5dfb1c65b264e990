package io.tiercel.spec;

import io.tiercel.TiercelCachingProvider;
import io.tiercel.TiercelConfiguration;
import io.tiercel.TiercelConfigurationBuilder;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CompletionListenerFuture;

/** An application that a class loader of its own loads: it uses what a cache can do and closes it. */
public final class Deployed {

    static final String NAME = "io.tiercel.spec.Deployed";

    /** What the threads of an application often carry, and would hand on to each that they start. */
    private static final InheritableThreadLocal<User> USER = new InheritableThreadLocal<>();

    private Deployed() {}

    /**
     * Uses caches of a provider that outlives it.
     *
     * @param tiers which they have: heap, off-heap, disk, or what is usual
     * @param meanwhile what others do while they are open
     */
    public static void run(TiercelCachingProvider provider, String how, String tiers, Runnable meanwhile)
            throws Exception {
        USER.set(new User("of the thread", List.of()));
        CacheManager manager = provider.getCacheManager(null, Deployed.class.getClassLoader());
        Path folder = Files.createTempDirectory("deployed");
        useUsers(manager, configuration(tiers, folder.resolve("users")));
        useOrders(manager, configuration(tiers, folder.resolve("orders")), folder);
        meanwhile.run();
        manager.destroyCache("orders");
        if (how.equals("closeManager")) {
            manager.close();
        } else {
            provider.close(Deployed.class.getClassLoader());
        }
        delete(folder);
        USER.remove();
    }

    /** Uses caches of a provider of its own. */
    public static void runWithOwnProvider(String tiers, Runnable meanwhile) throws Exception {
        run(new TiercelCachingProvider(), "closeManager", tiers, meanwhile);
    }

    private static TiercelConfigurationBuilder<String, User> configuration(String tiers, Path folder) {
        TiercelConfigurationBuilder<String, User> builder = TiercelConfiguration.builder(String.class, User.class)
                .loader((CacheLoader<String, User>) new UserLoader());
        return switch (tiers) {
            case "heap" -> builder.offHeapNone();
            case "off-heap" -> builder.offHeapSize("1MiB");
            case "disk" -> builder.disk("1MiB", folder);
            default -> builder;
        };
    }

    /** Uses what has threads of its own, and what is to be done at the exit of the JVM. */
    private static void useOrders(
            CacheManager manager, TiercelConfigurationBuilder<String, User> configuration, Path folder) {
        Cache<String, User> cache = manager.createCache(
                "orders",
                configuration
                        .writer((CacheWriter<String, User>) new UserWriter())
                        .writeBehind(behind -> behind.withQueue(folder.resolve("queue")))
                        .warming(warming -> warming.path(folder.resolve("hot")))
                        .build());
        cache.put("written", new User("name", List.of("a")));
        require(cache.get("loaded").name.equals("loaded"));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static void useUsers(CacheManager manager, TiercelConfigurationBuilder<String, User> configuration)
            throws Exception {
        Cache<String, User> cache = manager.createCache(
                "users",
                configuration
                        .readThrough(true)
                        .expiry(CreatedExpiryPolicy.factoryOf(Duration.ONE_MINUTE))
                        .statistics(true)
                        .management(true)
                        .build());
        cache.registerCacheEntryListener(new MutableCacheEntryListenerConfiguration<>(
                () -> (CacheEntryCreatedListener<String, User>) events -> {},
                null,
                /* isOldValueRequired= */ true,
                /* isSynchronous= */ false));
        for (int i = 0; i < 100; i++) {
            cache.put("user " + i, new User("name " + i, List.of("a", "b")));
            require(cache.get("user " + i).roles.size() == 2);
            cache.get("loaded " + i);
        }
        CompletionListenerFuture done = new CompletionListenerFuture();
        cache.loadAll(Set.of("x", "y"), /* replaceExistingValues= */ true, done);
        done.get();
        cache.invoke("user 1", (entry, arguments) -> entry.getValue().name);
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new IllegalStateException("the cache returned another value");
        }
    }

    static final class User implements Serializable {
        private static final long serialVersionUID = 1L;

        private String name;

        @SuppressWarnings("serial") // what the list is made of is serializable
        private List<String> roles;

        User(String name, List<String> roles) {
            this.name = name;
            this.roles = roles;
        }

        void rename(String newName) {
            name = newName;
            roles = List.of(newName);
        }
    }

    private static final class UserWriter implements CacheWriter<String, User> {
        @Override
        public void write(Cache.Entry<? extends String, ? extends User> entry) {}

        @Override
        public void writeAll(Collection<Cache.Entry<? extends String, ? extends User>> entries) {}

        @Override
        public void delete(Object key) {}

        @Override
        public void deleteAll(Collection<?> keys) {}
    }

    private static final class UserLoader implements CacheLoader<String, User> {
        @Override
        public User load(String key) {
            return new User(key, List.of());
        }

        @Override
        public Map<String, User> loadAll(Iterable<? extends String> keys) {
            Map<String, User> loaded = new HashMap<>();
            keys.forEach(key -> loaded.put(key, load(key)));
            return loaded;
        }
    }
}
