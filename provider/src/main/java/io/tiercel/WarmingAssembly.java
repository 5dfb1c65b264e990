package io.tiercel;

import io.tiercel.configuration.AccessLogSettings;
import io.tiercel.configuration.Component;
import io.tiercel.configuration.ConfigurationException;
import io.tiercel.configuration.ResolvedCacheConfiguration;
import io.tiercel.configuration.WarmingPlan;
import io.tiercel.configuration.WarmingSettings;
import io.tiercel.engine.BulkLoads;
import io.tiercel.engine.Parts;
import io.tiercel.engine.Reads;
import io.tiercel.key.KeyParser;
import io.tiercel.schedule.ThreadScheduler;
import io.tiercel.serialize.ClassAdmission;
import io.tiercel.serialize.ClassFilter;
import io.tiercel.serialize.KeyCodec;
import io.tiercel.tier.TierFigures;
import io.tiercel.warming.AccessLog;
import io.tiercel.warming.CacheWarming;
import io.tiercel.warming.HotKeyFile;
import io.tiercel.warming.HotKeys;
import io.tiercel.warming.KeySource;
import io.tiercel.warming.RelatedKeys;
import io.tiercel.warming.RelatedLoads;
import io.tiercel.warming.WarmUpParts;
import io.tiercel.warming.WarmingSources;
import io.tiercel.warming.WarmingTarget;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes what warms one cache. A cache whose configuration says nothing of it can be warmed with keys of the application. */
final class WarmingAssembly<K, V> {

    private static final WarmingPlan NOTHING_SAID = new WarmingPlan(WarmingSettings.UNSET);

    private final String cacheName;
    private final ResolvedCacheConfiguration<K, V> configuration;
    private final ManagerResources resources;
    private final @Nullable WarmingPlan plan;
    private @Nullable HotKeys<K> hotKeys;

    WarmingAssembly(String cacheName, ResolvedCacheConfiguration<K, V> configuration, ManagerResources resources) {
        this.cacheName = cacheName;
        this.configuration = configuration;
        this.resources = resources;
        this.plan = configuration.warming();
    }

    /** Returns whether the hits of the cache are to be sampled. */
    boolean samplesHits() {
        return plan != null && plan.hotKeys() > 0;
    }

    /** Makes what finds the hot keys, if anybody wants them. */
    @Nullable
    HotKeys<K> newHotKeys(Parts<K, V> parts) {
        if (plan != null && samplesHits()) {
            hotKeys = new HotKeys<>(plan.hotKeys(), key -> kept(parts, key));
        }
        return hotKeys;
    }

    /** A key of the application's may be one that it changes. */
    @SuppressWarnings("unchecked") // the stored form of a key is a key
    private static <K> K kept(Parts<K, ?> parts, K key) {
        return (K) parts.keys().copyOf(key);
    }

    /**
     * @param loads loads without asking for related keys; null for a cache without a loader
     * @param lowest the tier that bounds the cache
     */
    CacheWarming<K> newWarming(
            Parts<K, V> parts, Reads<K, V> reads, @Nullable BulkLoads<K, V> loads, TierFigures lowest) {
        WarmingTarget<K> target = loads == null
                ? WarmingTarget.withoutLoader(cacheName)
                : new CacheTarget<>(configuration.keyType(), reads, loads, lowest);
        WarmUpParts<K> work = new WarmUpParts<>(
                cacheName,
                target,
                resources.loadExecutor(),
                new ThreadScheduler(resources.scheduler()),
                resources.clock());
        if (plan == null) {
            return new CacheWarming<>(work, NOTHING_SAID.rate(), WarmingSources.none(), null);
        }
        CacheWarming<K> warming = new CacheWarming<>(work, plan.rate(), sources(plan), related(plan, parts, target));
        Path file = plan.fileOf(cacheName);
        if (file != null) {
            warming.keepIn(new HotKeyFile<>(file, keyCodec(), configuration.keyType()), plan.saveEvery());
        }
        return warming;
    }

    /** The cache as a warm-up sees it. */
    private record CacheTarget<K, V>(Class<K> keyType, Reads<K, V> reads, BulkLoads<K, V> loads, TierFigures lowest)
            implements WarmingTarget<K> {

        private static final long TENTHS = 10;

        @Override
        public boolean isPresent(K key) {
            return reads.contains(key);
        }

        @Override
        public int load(List<K> keys) {
            keys.forEach(this::requireKeyType);
            return loads.loadAbsent(keys).size();
        }

        /** Code that knows no types may have named the key. */
        private void requireKeyType(Object key) {
            if (!keyType.isInstance(key)) {
                throw new ClassCastException("The cache holds keys of type " + keyType.getName() + ", not of "
                        + key.getClass().getName());
            }
        }

        @Override
        public boolean isFullOf(long entries) {
            return lowest.weight() >= lowest.capacity() - lowest.capacity() / TENTHS && entries >= lowest.entries();
        }
    }

    private WarmingSources<K> sources(WarmingPlan said) {
        Component<?> source = said.settings().keys();
        return new WarmingSources<>(
                hotKeys,
                accessLog(said.settings().accessLog()),
                said.logKeys(),
                source == null ? null : this.<KeySource<K>>created(source, KeySource.class));
    }

    private @Nullable AccessLog<K> accessLog(@Nullable AccessLogSettings said) {
        if (said == null) {
            return null;
        }
        KeyParser<K> parser = KeyParser.of(configuration.keyType());
        if (parser.refusal() != null) {
            throw new ConfigurationException(
                    "The cache '" + cacheName + "' cannot be warmed from an access log: " + parser.refusal());
        }
        return new AccessLog<>(said.path(), said.compiledPattern(), parser::parse);
    }

    private @Nullable RelatedLoads<K> related(WarmingPlan said, Parts<K, V> parts, WarmingTarget<K> target) {
        Component<?> function = said.settings().related().function();
        return function == null
                ? null
                : new RelatedLoads<>(
                        this.<RelatedKeys<K>>created(function, RelatedKeys.class),
                        said.relatedQueue(),
                        key -> kept(parts, key),
                        target,
                        resources.loadExecutor());
    }

    @SuppressWarnings("unchecked") // the component is created as the required type
    private <T> T created(Component<?> component, Class<? super T> required) {
        return (T) component.create(required, configuration.classLoader());
    }

    private KeyCodec keyCodec() {
        ClassAdmission admission = ClassFilter.of(List.of(configuration.keyType()), configuration.allow());
        KeyCodec codec = new KeyCodec(resources.codecs().canonicalClasses(), configuration.keyType(), admission);
        String refusal = codec.refusal();
        if (refusal != null) {
            throw new ConfigurationException("The hot keys of the cache '" + cacheName
                    + "' cannot be kept in a file; leave out the path of its warming, or change its keys: " + refusal);
        }
        return codec;
    }

    /** Begins with what the configuration asks for, once the cache can be used. */
    void start(CacheWarming<K> warming) {
        if (plan == null) {
            return;
        }
        if (plan.atStart()) {
            warming.startIfIdle();
        }
        if (plan.time() != null) {
            warming.repeat(plan.time().schedule(), plan.jitter());
        }
    }
}
