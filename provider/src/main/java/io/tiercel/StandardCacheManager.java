package io.tiercel;

import static java.util.Objects.requireNonNull;

import io.tiercel.concurrent.Closing;
import io.tiercel.concurrent.CreationLock;
import io.tiercel.configuration.CacheEntry;
import io.tiercel.configuration.ConfigurationException;
import io.tiercel.configuration.ConfigurationResolver;
import io.tiercel.configuration.ManagerSettings;
import io.tiercel.configuration.ResolvedCacheConfiguration;
import io.tiercel.management.CacheManagerBean;
import io.tiercel.management.EventsBean;
import io.tiercel.management.ManagerBeans;
import io.tiercel.rule.CacheEvents;
import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.Configuration;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/** The caches of one URI and class loader. Thread-safe; caches are created one at a time. */
final class StandardCacheManager implements TiercelCacheManager {

    private final TiercelCachingProvider provider;
    private final URI uri;
    private final Properties properties;
    private final ManagerSettings settings;
    private final ConfigurationResolver resolver;
    private final ManagerResources resources;
    private final ConcurrentMap<String, StandardCache<?, ?>> caches = new ConcurrentHashMap<>();
    private final Closings closings = new Closings();
    private final CreationLock creating;
    private final ManagerEvents events;
    private final ManagerBeans beans;
    private volatile @Nullable Closing closing;
    private volatile boolean closed;

    StandardCacheManager(
            TiercelCachingProvider provider,
            URI uri,
            Properties properties,
            ConfigurationResolver resolver,
            ManagerResources resources) {
        this.provider = provider;
        this.uri = uri;
        this.creating = new CreationLock("the caches of the cache manager " + uri);
        this.properties = properties;
        this.settings = resolver.manager();
        this.resolver = resolver;
        this.resources = resources;
        this.events = new ManagerEvents(this, settings.events());
        this.beans = new ManagerBeans(
                uri,
                List.of(
                        CacheManagerBean.named(events, settings.source()),
                        EventsBean.named(events.events(), events::sourceStates)));
    }

    /** Creates the caches that the file declares with their types; if one fails, none is left. */
    void createDeclared() {
        try {
            for (CacheEntry entry : settings.declared()) {
                createDeclared(entry);
            }
            events.start();
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private void createDeclared(CacheEntry entry) {
        try {
            create(entry.name(), resolver.resolveDeclared(entry));
        } catch (ConfigurationException e) {
            throw e.at(entry.layer().place());
        } catch (CacheException e) { // of a folder, say
            throw e.getClass() == CacheException.class
                    ? new CacheException(entry.layer().place() + ": " + e.getMessage(), e)
                    : e;
        }
    }

    @Override
    public <K, V, C extends Configuration<K, V>> Cache<K, V> createCache(String cacheName, C configuration) {
        requireOpen();
        requireNonNull(cacheName, "cacheName");
        requireNonNull(configuration, "configuration");
        return create(cacheName, resolver.resolve(cacheName, configuration));
    }

    private <K, V> StandardCache<K, V> create(String cacheName, ResolvedCacheConfiguration<K, V> configuration) {
        lockToCreate(cacheName);
        try {
            requireCreatable(cacheName);
            resources.lowerTiers().prepareFor(cacheName, configuration);
            StandardCache<K, V> cache = new StandardCache<>(cacheName, this, configuration);
            boolean started = false;
            try {
                requireCreatable(cacheName); // a factory of the user may have used this manager
                caches.put(cacheName, cache);
                events.opened(cache);
                cache.lifecycle().start();
                started = true;
            } finally {
                if (!started) {
                    boolean unused = cache.lifecycle().closeFirst();
                }
            }
            return cache;
        } finally {
            creating.unlock();
        }
    }

    /** Waits for its turn, and until a cache of the name that is being closed has released its folder, with nothing locked. */
    private void lockToCreate(String cacheName) {
        boolean mayWait = creating.holder() != Thread.currentThread();
        creating.lockUnlessInterrupted();
        while (mayWait && closings.isUnderWay(cacheName)) {
            creating.unlock();
            mayWait = closings.await(cacheName);
            creating.lockUnlessInterrupted();
        }
    }

    private void requireCreatable(String cacheName) {
        requireOpen();
        if (caches.containsKey(cacheName)) {
            throw new CacheException("A cache named '" + cacheName + "' exists already");
        }
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // the types are checked; null for a cache that does not exist
    public <K, V> Cache<K, V> getCache(String cacheName, Class<K> keyType, Class<V> valueType) {
        requireOpen();
        requireNonNull(cacheName, "cacheName");
        requireNonNull(keyType, "keyType");
        requireNonNull(valueType, "valueType");
        StandardCache<?, ?> cache = caches.get(cacheName);
        if (cache == null) {
            return null;
        }
        TiercelConfiguration<?, ?> configuration = cache.lifecycle().configuration();
        requireSame(cacheName, "keys", configuration.getKeyType(), keyType);
        requireSame(cacheName, "values", configuration.getValueType(), valueType);
        return (Cache<K, V>) cache;
    }

    private static void requireSame(String cacheName, String what, Class<?> configured, Class<?> asked) {
        if (!configured.equals(asked)) {
            throw new ClassCastException("The cache '" + cacheName + "' has " + what + " of type "
                    + configured.getName() + ", not " + asked.getName());
        }
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // untyped by contract; null for a cache that does not exist
    public <K, V> Cache<K, V> getCache(String cacheName) {
        requireOpen();
        return (Cache<K, V>) caches.get(requireNonNull(cacheName, "cacheName"));
    }

    @Override
    public Iterable<String> getCacheNames() {
        requireOpen();
        return List.copyOf(caches.keySet());
    }

    @Override
    public void destroyCache(String cacheName) {
        requireOpen();
        destroy(caches.get(requireNonNull(cacheName, "cacheName")));
    }

    /** Destroys a cache that was found. If it or this was closed meanwhile, that is as if it had been before it was looked for. */
    void destroy(@Nullable StandardCache<?, ?> found) {
        if (found == null || !found.lifecycle().destroy()) {
            requireOpen();
        }
    }

    @Override
    public void enableManagement(String cacheName, boolean enabled) {
        requireOpen();
        StandardCache<?, ?> cache = caches.get(requireNonNull(cacheName, "cacheName"));
        if (cache != null) {
            cache.lifecycle().enableManagement(enabled);
        }
    }

    @Override
    public void enableStatistics(String cacheName, boolean enabled) {
        requireOpen();
        StandardCache<?, ?> cache = caches.get(requireNonNull(cacheName, "cacheName"));
        if (cache != null) {
            cache.lifecycle().enableStatistics(enabled);
        }
    }

    /** Called by a cache that closes. */
    void forget(String cacheName, CacheLifecycle<?, ?> lifecycle) {
        caches.computeIfPresent(cacheName, (name, cache) -> cache.lifecycle() == lifecycle ? null : cache);
    }

    @Override
    public CacheEvents events() {
        requireOpen();
        return events.events();
    }

    /** Returns the caches that are open now. */
    Collection<StandardCache<?, ?>> openCaches() {
        return List.copyOf(caches.values());
    }

    /** Returns the open cache of a name, or null. */
    @Nullable
    StandardCache<?, ?> openCache(String cacheName) {
        return caches.get(cacheName);
    }

    /** Returns the caches that are being closed. */
    Closings closings() {
        return closings;
    }

    ManagerResources resources() {
        return resources;
    }

    ManagerBeans beans() {
        return beans;
    }

    @Override
    public CachingProvider getCachingProvider() {
        return provider;
    }

    @Override
    public URI getURI() {
        return uri;
    }

    @Override
    public ClassLoader getClassLoader() {
        return resources.classLoader();
    }

    @Override
    public Properties getProperties() {
        Properties copy = new Properties();
        copy.putAll(properties);
        return copy;
    }

    @Override
    public String configurationSource() {
        return settings.source();
    }

    @Override
    public void close() {
        events.close();
        Closing begun = new Closing();
        try {
            close(begun);
        } finally {
            begun.end();
        }
    }

    private void close(Closing begun) {
        if (!begin(begun)) {
            boolean unused = awaitClosed();
            return;
        }
        for (StandardCache<?, ?> cache : openCaches()) {
            boolean unused = cache.lifecycle().closeFirst();
        }
        closings.awaitAll(); // those that others close: the next manager of the URI has caches of the same names
        resources.close();
        provider.forget(this);
    }

    /** No cache is created from then on. Its turn nobody keeps while it closes: what it waits for may come to close this, too. */
    private boolean begin(Closing begun) {
        if (closed) {
            return false;
        }
        creating.lock();
        try {
            if (closed) {
                return false;
            }
            closing = begun;
            closed = true;
            return true;
        } finally {
            creating.unlock();
        }
    }

    /** Waits until this, which is closed, has released everything, and returns whether it has, as {@link Closing#await} says. */
    boolean awaitClosed() {
        Closing begun = closing;
        return begun == null || begun.await();
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new IllegalArgumentException("A cache manager of Tiercel is no " + type.getName());
    }

    @Override
    public String toString() {
        return "TiercelCacheManager[" + uri + "]";
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The cache manager " + uri + " is closed");
        }
    }
}
