package io.tiercel;

import static java.util.Objects.requireNonNullElse;
import static java.util.Objects.requireNonNullElseGet;

import io.tiercel.concurrent.CreationLock;
import io.tiercel.configuration.ConfigurationResolver;
import io.tiercel.configuration.ManagerSettings;
import io.tiercel.configuration.OptionalModule;
import io.tiercel.configuration.yaml.ConfigurationLoader;
import io.tiercel.schedule.CronSyntax;
import io.tiercel.time.Clock;
import io.tiercel.time.CoarseClock;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Predicate;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.configuration.OptionalFeature;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;

/**
 * The entry point of JSR-107: what {@code Caching.getCachingProvider()} finds through {@code META-INF/services}.
 *
 * <p>There is one manager for each URI and class loader; the URI names its configuration (see {@link
 * ConfigurationLoader}), and the properties of the call that makes it say in code what the file says under {@code manager:}.
 * A manager lives until it, or the provider, is closed. Thread-safe.
 */
public final class TiercelCachingProvider implements CachingProvider {

    private final Clock clock;
    private final LowerTiers.Source tiers;
    private final CreationLock lock = new CreationLock("the cache managers of the provider");
    private final Map<ClassLoader, Map<URI, StandardCacheManager>> managers = new WeakHashMap<>();

    /**
     * What the thread that has the lock is opening just now: what its caches are made of may ask for others. Not records: to
     * compare the first one takes a process some twenty milliseconds of its start.
     */
    private final Set<Map.Entry<URI, ClassLoader>> opening = new HashSet<>();

    /** Made by {@code Caching}. */
    public TiercelCachingProvider() {
        this(CoarseClock.shared());
    }

    /** Makes one whose entries age by a clock: for tests. */
    TiercelCachingProvider(Clock clock) {
        this(clock, LowerTiers.Source.ofClassPath());
    }

    /** Makes one that takes the tiers outside the heap from a given place: for tests. */
    TiercelCachingProvider(Clock clock, LowerTiers.Source tiers) {
        this.clock = clock;
        this.tiers = tiers;
    }

    @Override
    public CacheManager getCacheManager(
            @Nullable URI uri, @Nullable ClassLoader classLoader, @Nullable Properties properties) {
        URI managerUri = requireNonNullElse(uri, getDefaultURI());
        ClassLoader managerLoader = requireNonNullElseGet(classLoader, this::getDefaultClassLoader);
        lockToOpen(managerUri, managerLoader);
        try {
            StandardCacheManager manager = known(managerUri, managerLoader);
            if (manager == null || manager.isClosed()) {
                manager = openOnce(managerUri, managerLoader, properties);
                managers.computeIfAbsent(managerLoader, absent -> new HashMap<>())
                        .put(managerUri, manager);
            }
            return manager;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for its turn, and until the manager before has released its folders if that is being closed, with nothing locked. */
    private void lockToOpen(URI uri, ClassLoader classLoader) {
        boolean mayWait = lock.holder() != Thread.currentThread();
        StandardCacheManager waitedFor = null;
        lock.lockUnlessInterrupted();
        StandardCacheManager last = known(uri, classLoader);
        while (mayWait && last != null && last != waitedFor && last.isClosed()) {
            lock.unlock();
            mayWait = last.awaitClosed();
            waitedFor = last; // one whose close failed stays
            lock.lockUnlessInterrupted();
            last = known(uri, classLoader);
        }
    }

    private @Nullable StandardCacheManager known(URI uri, ClassLoader classLoader) {
        Map<URI, StandardCacheManager> ofLoader = managers.get(classLoader);
        return ofLoader == null ? null : ofLoader.get(uri);
    }

    private StandardCacheManager openOnce(URI uri, ClassLoader classLoader, @Nullable Properties properties) {
        Map.Entry<URI, ClassLoader> begun = Map.entry(uri, classLoader);
        if (!opening.add(begun)) {
            throw new CacheException(
                    "The cache manager " + uri + " is being opened by this thread: what the caches of its"
                            + " file are made of, such as the constructor of a loader, cannot ask for it yet");
        }
        try {
            return open(uri, classLoader, properties);
        } finally {
            opening.remove(begun);
        }
    }

    private StandardCacheManager open(URI uri, ClassLoader classLoader, @Nullable Properties properties) {
        Set<OptionalModule> modules = modules();
        Properties said = requireNonNullElseGet(properties, Properties::new);
        ManagerSettings settings = new ConfigurationLoader(classLoader, modules).load(uri, said);
        Properties copy = new Properties();
        copy.putAll(said);
        StandardCacheManager manager = new StandardCacheManager(
                this,
                uri,
                copy,
                new ConfigurationResolver(settings, classLoader, modules),
                new ManagerResources(settings, uri.toString(), classLoader, clock, tiers));
        manager.createDeclared();
        return manager;
    }

    private Set<OptionalModule> modules() {
        Set<OptionalModule> modules = EnumSet.noneOf(OptionalModule.class);
        modules.addAll(tiers.modules());
        if (CronSyntax.installed() != null) {
            modules.add(OptionalModule.CRON);
        }
        return modules;
    }

    @Override
    public ClassLoader getDefaultClassLoader() {
        return TiercelCachingProvider.class.getClassLoader();
    }

    @Override
    public URI getDefaultURI() {
        return ConfigurationLoader.DEFAULT_URI;
    }

    @Override
    public Properties getDefaultProperties() {
        return new Properties();
    }

    @Override
    public CacheManager getCacheManager(@Nullable URI uri, @Nullable ClassLoader classLoader) {
        return getCacheManager(uri, classLoader, null);
    }

    @Override
    public CacheManager getCacheManager() {
        return getCacheManager(null, null, null);
    }

    @Override
    public void close() {
        closeAll(manager -> true);
    }

    @Override
    public void close(@Nullable ClassLoader classLoader) {
        ClassLoader managerLoader = requireNonNullElseGet(classLoader, this::getDefaultClassLoader);
        closeAll(manager -> manager.getClassLoader() == managerLoader);
    }

    @Override
    public void close(@Nullable URI uri, @Nullable ClassLoader classLoader) {
        URI managerUri = requireNonNullElse(uri, getDefaultURI());
        ClassLoader managerLoader = requireNonNullElseGet(classLoader, this::getDefaultClassLoader);
        closeAll(manager ->
                manager.getClassLoader() == managerLoader && manager.getURI().equals(managerUri));
    }

    /** Closes outside the lock: what is closed may run code of the user. */
    private void closeAll(Predicate<StandardCacheManager> which) {
        List<StandardCacheManager> closing = new ArrayList<>();
        lock.lock();
        try {
            managers.values()
                    .forEach(
                            ofLoader -> ofLoader.values().stream().filter(which).forEach(closing::add));
        } finally {
            lock.unlock();
        }
        closing.forEach(StandardCacheManager::close);
    }

    /** Called by a manager that has closed. */
    void forget(StandardCacheManager manager) {
        lock.lock();
        try {
            Map<URI, StandardCacheManager> ofLoader = managers.get(manager.getClassLoader());
            if (ofLoader != null) {
                ofLoader.remove(manager.getURI(), manager);
                if (ofLoader.isEmpty()) {
                    managers.remove(manager.getClassLoader());
                }
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean isSupported(OptionalFeature feature) {
        return feature == OptionalFeature.STORE_BY_REFERENCE;
    }
}
