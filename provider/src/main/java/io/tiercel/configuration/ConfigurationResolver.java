package io.tiercel.configuration;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Finds what holds for a cache of a manager. Of several that speak of it, the first wins, key by key:
 *
 * <ol>
 *   <li>the configuration that code created the cache with;
 *   <li>the entry of the cache's exact name, or else that of the most specific pattern that matches: one entry, never
 *       several;
 *   <li>{@code defaults:};
 *   <li>the built-in defaults.
 * </ol>
 *
 * <p>Hibernate's update timestamps are the exception: eternal and unbounded come before all but code and an entry of
 * the exact name. Immutable.
 */
public final class ConfigurationResolver {

    private final ManagerSettings manager;
    private final ClassLoader classLoader;
    private final Set<OptionalModule> modules;

    /**
     * @param manager the settings of the manager
     * @param classLoader that of the manager, which finds the classes that the settings name
     * @param modules the modules that are there
     */
    public ConfigurationResolver(ManagerSettings manager, ClassLoader classLoader, Set<OptionalModule> modules) {
        this.manager = manager;
        this.classLoader = classLoader;
        this.modules = Set.copyOf(modules);
    }

    /** Returns the settings of the manager. */
    public ManagerSettings manager() {
        return manager;
    }

    /**
     * Returns what holds for a cache that code creates. Later changes to the given configuration change nothing.
     *
     * @throws ConfigurationException if a file declares a cache of this name with its types, if code and file
     *     contradict each other, or if a type is a primitive one
     */
    public <K, V> ResolvedCacheConfiguration<K, V> resolve(String cacheName, Configuration<K, V> configuration) {
        CacheEntry exact = manager.exact().get(cacheName);
        if (exact != null && exact.types() != null) {
            throw new ConfigurationException(
                    exact.layer().place(),
                    "declares the cache '" + cacheName
                            + "' with its types, so that it exists with its manager; code can get it, not create it");
        }
        SettingsLayer code = SettingsLayer.inCode(JsrSettings.of(configuration));
        Class<K> keyType = requireNonNull(configuration.getKeyType(), "keyType");
        Class<V> valueType = requireNonNull(configuration.getValueType(), "valueType");
        List<Class<?>> types =
                List.of(TypeName.requireObjects(keyType, Place.CODE), TypeName.requireObjects(valueType, Place.CODE));
        CacheSettings merged = merge(
                cacheName,
                code,
                exact,
                types,
                settings -> ThroughFlags.settle(settings, JsrSettings.ofPlain(configuration)));
        return new ResolvedCacheConfiguration<>(
                keyType,
                valueType,
                merged,
                TierRules.insistsOnTiers(merged, own(code, exact)),
                listeners(cacheName, configuration),
                classLoader);
    }

    /**
     * Returns what holds for a cache that a file declares with its types.
     *
     * @throws ConfigurationException if a type is not found
     */
    public ResolvedCacheConfiguration<?, ?> resolveDeclared(CacheEntry entry) {
        CacheTypes types = entry.types();
        if (types == null) {
            throw new IllegalArgumentException("not declared with its types, name=" + entry.name());
        }
        Class<?> keyType = types.key().resolve(classLoader);
        Class<?> valueType = types.value().resolve(classLoader);
        List<Class<?>> classes = List.of(keyType, valueType);
        CacheSettings merged = merge(entry.name(), SettingsLayer.UNSET, entry, classes, ThroughFlags::settle);
        checkComponents(entry.layer(), merged);
        return new ResolvedCacheConfiguration<>(
                keyType,
                valueType,
                merged,
                TierRules.insistsOnTiers(merged, List.of(entry.layer())),
                List.of(),
                classLoader);
    }

    /** Refuses what is said of a loader or writer where there is none. */
    private static void checkComponents(SettingsLayer declared, CacheSettings merged) {
        CacheSettings said = declared.settings();
        if (merged.loader().loader() == null && !said.loader().saysNothing()) {
            throw lacks(declared, "loader");
        }
        if (merged.writer().writer() == null && !said.writer().saysNothing()) {
            throw lacks(declared, "writer");
        }
    }

    private static ConfigurationException lacks(SettingsLayer declared, String component) {
        return new ConfigurationException(
                declared.placeOf(component),
                "has no " + component
                        + ": name its class, as no code brings one to a cache that the file declares with its types");
    }

    /** Returns what speaks of one cache alone. */
    private static List<SettingsLayer> own(SettingsLayer code, @Nullable CacheEntry exact) {
        return exact == null ? List.of(code) : List.of(code, exact.layer());
    }

    private CacheSettings merge(
            String cacheName,
            SettingsLayer code,
            @Nullable CacheEntry exact,
            List<Class<?>> types,
            UnaryOperator<CacheSettings> throughFlags) {
        List<SettingsLayer> layers = new ArrayList<>(own(code, exact));
        int own = layers.size();
        if (BuiltInDefaults.neverLoses(cacheName)) {
            layers.add(BuiltInDefaults.NEVER_LOSES);
        }
        CacheEntry pattern = exact == null ? manager.patternFor(cacheName) : null;
        if (pattern != null) {
            layers.add(pattern.layer());
        }
        layers.add(manager.defaults());
        layers.add(BuiltInDefaults.all(modules));
        TierRules tiers = new TierRules(layers);
        tiers.checkOwn(own, modules);
        CacheSettings merged = new Layers(layers).merge();
        tiers.checkDecoding(merged, types);
        new WriterRules(layers).checkWriter(merged, own);
        CacheSettings fresh = new FreshnessRules(layers).settle(throughFlags.apply(merged), own);
        return WarmingRule.settle(fresh, layers.subList(0, own));
    }

    private static <K, V> List<CacheEntryListenerConfiguration<K, V>> listeners(
            String cacheName, Configuration<K, V> configuration) {
        List<CacheEntryListenerConfiguration<K, V>> copies = new ArrayList<>();
        if (configuration instanceof CompleteConfiguration<K, V> complete) {
            Iterable<CacheEntryListenerConfiguration<K, V>> said = complete.getCacheEntryListenerConfigurations();
            if (said != null) { // a class of somebody else's may have none
                said.forEach(each -> copies.add(snapshot(requireNonNull(
                        each,
                        () -> "The configuration of the cache '" + cacheName + "' has a listener that is null"))));
            }
        }
        return copies;
    }

    /** Copies what can change; another class is kept, so that it is found by its own equals when it is deregistered. */
    private static <K, V> CacheEntryListenerConfiguration<K, V> snapshot(
            CacheEntryListenerConfiguration<K, V> listener) {
        return listener instanceof MutableCacheEntryListenerConfiguration<K, V>
                ? new MutableCacheEntryListenerConfiguration<>(listener)
                : listener;
    }
}
