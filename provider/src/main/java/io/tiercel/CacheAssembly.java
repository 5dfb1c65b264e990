package io.tiercel;

import static java.util.Objects.requireNonNull;

import io.tiercel.concurrent.KeyLocks;
import io.tiercel.configuration.Component;
import io.tiercel.configuration.EarlyLoading;
import io.tiercel.configuration.ExpiryRule;
import io.tiercel.configuration.ExpirySettings;
import io.tiercel.configuration.FreshnessSettings;
import io.tiercel.configuration.ResolvedCacheConfiguration;
import io.tiercel.engine.BulkLoads;
import io.tiercel.engine.BulkWrites;
import io.tiercel.engine.CacheSweep;
import io.tiercel.engine.Engine;
import io.tiercel.engine.FreshReads;
import io.tiercel.engine.Invalidations;
import io.tiercel.engine.Parts;
import io.tiercel.engine.Processing;
import io.tiercel.engine.QueuedValues;
import io.tiercel.engine.ReadThrough;
import io.tiercel.engine.Reads;
import io.tiercel.engine.Refreshes;
import io.tiercel.engine.Tagging;
import io.tiercel.engine.Weights;
import io.tiercel.engine.Writes;
import io.tiercel.event.EventDispatcher;
import io.tiercel.event.EventSettings;
import io.tiercel.event.EventSource;
import io.tiercel.expiry.Expiry;
import io.tiercel.expiry.FixedExpiry;
import io.tiercel.expiry.PolicyExpiry;
import io.tiercel.freshness.FreshnessPolicy;
import io.tiercel.freshness.KeyNotes;
import io.tiercel.load.BackgroundLoads;
import io.tiercel.load.Leases;
import io.tiercel.load.LoadRunner;
import io.tiercel.load.LoaderCalls;
import io.tiercel.load.LoaderSource;
import io.tiercel.load.Loads;
import io.tiercel.load.Source;
import io.tiercel.serialize.ValueStorage;
import io.tiercel.statistics.CacheStatistics;
import io.tiercel.statistics.Counter;
import io.tiercel.store.Store;
import io.tiercel.sweep.Sweepable;
import io.tiercel.sweep.Sweeper;
import io.tiercel.tier.TierFigures;
import io.tiercel.warming.CacheWarming;
import io.tiercel.warming.HotKeys;
import io.tiercel.write.WriterPort;
import java.io.Closeable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import javax.cache.Cache;
import javax.cache.configuration.Factory;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.jspecify.annotations.Nullable;

/** Puts one cache together from its configuration: the one place that knows all the parts. */
final class CacheAssembly<K, V> {

    private final String cacheName;
    private final ResolvedCacheConfiguration<K, V> configuration;
    private final ManagerResources resources;
    private final EncodingAssembly<K, V> encoding;
    private final StorageAssembly<K, V> storage;
    private final Sweeper sweeper;
    private final WarmingAssembly<K, V> warmings;
    private final WriterAssembly<K, V> writers;
    private final List<AutoCloseable> closeables = new ArrayList<>();

    CacheAssembly(String cacheName, ResolvedCacheConfiguration<K, V> configuration, ManagerResources resources) {
        this.cacheName = cacheName;
        this.configuration = configuration;
        this.resources = resources;
        this.encoding = new EncodingAssembly<>(cacheName, configuration, resources.codecs());
        this.storage = new StorageAssembly<>(cacheName, configuration, encoding, resources.lowerTiers());
        this.sweeper = new Sweeper(resources.scheduler(), resources.sweepExecutor());
        this.warmings = new WarmingAssembly<>(cacheName, configuration, resources);
        this.writers = new WriterAssembly<>(cacheName, configuration, encoding, resources);
    }

    /**
     * Creates the cache. If a factory of the user fails, what was created so far is closed, the last first.
     *
     * @param cache supplies the cache that events name as their source
     */
    AssembledCache<K, V> assemble(Supplier<? extends Cache<K, V>> cache) {
        try {
            return assembleParts(cache);
        } catch (RuntimeException | Error e) {
            resources.closeAll("the cache '" + cacheName + "'", closeables());
            throw e;
        }
    }

    private AssembledCache<K, V> assembleParts(Supplier<? extends Cache<K, V>> cache) {
        Parts<K, V> parts = parts(cache);
        Engine<K, V> engine = new Engine<>(parts);
        HotKeys<K> hotKeys = warmings.newHotKeys(parts);
        Reads<K, V> reads = new Reads<>(parts, engine, hotKeys == null ? null : hotKeys::hit);
        LoaderCalls<K, V> source = loader();
        Loads loads = new Loads(parts.leases());
        ReadThrough<K, V> readThrough =
                new ReadThrough<>(parts, engine, reads, loads, loadRunner(loads, parts.statistics()));
        List<TierFigures> tiers = storage.figures(parts.store(), parts.statistics());
        BulkLoads<K, V> warmLoads = source == null ? null : new BulkLoads<>(parts, reads, readThrough, source);
        CacheWarming<K> warming = warmings.newWarming(parts, reads, warmLoads, tiers.get(tiers.size() - 1));
        closeables.add(engine::refuseFills); // when warm-ups and refreshes have been waited for
        closeables.add(warming);
        boolean observed = configuration.warming() != null;
        LoaderCalls<K, V> loader = source == null || !observed ? source : source.observedBy(warming::missed);
        LoaderCalls<K, V> unasked = source == null || !observed ? source : source.observedBy(warming::loaded);
        Source<K, V> onMiss = loader != null && configuration.readThrough() ? new LoaderSource<>(loader) : null;
        BulkLoads<K, V> bulkLoads = loader == null ? null : new BulkLoads<>(parts, reads, readThrough, loader);
        BulkLoads<K, V> unaskedLoads = unasked == null ? null : new BulkLoads<>(parts, reads, readThrough, unasked);
        WriterPort<K, V> writer = parts.writer();
        Invalidations<K, V> invalidations = new Invalidations<>(parts, engine, reads);
        writers.start(parts, invalidations);
        return new AssembledCache<>(
                configuration,
                storage,
                tiers,
                parts,
                engine,
                reads,
                new Writes<>(parts, engine, reads),
                readThrough,
                writers.behind() == null ? null : new QueuedValues<>(parts, reads),
                onMiss,
                onMiss == null
                                || bulkLoads == null
                                || unaskedLoads == null
                                || !parts.freshness().isKept()
                        ? null
                        : freshReads(parts, engine, reads, new Brought<>(readThrough, bulkLoads, onMiss, unaskedLoads)),
                bulkLoads,
                unaskedLoads,
                writer == null ? null : new BulkWrites<>(parts, engine, writer),
                new Processing<>(parts, engine, readThrough, onMiss),
                invalidations,
                sweep(parts, engine, tiers.get(tiers.size() - 1).opening().hasEntries()),
                warming,
                () -> warmings.start(warming),
                writers.behind(),
                closeables());
    }

    /** @param inherits whether there may be entries of an earlier process */
    private Sweepable sweep(Parts<K, V> parts, Engine<K, V> engine, boolean inherits) {
        Sweepable sweep = new CacheSweep<>(parts, engine);
        sweeper.attach(sweep);
        closeables.add(sweeper);
        if (storage.tags().isInUse() || !parts.expiry().isEternal()) {
            sweeper.need();
        } else if (inherits) {
            sweeper.lookOnce(); // for entries with a time to live of their own
        }
        return sweep;
    }

    /** Returns what is to be closed, the last that was created first. */
    private List<AutoCloseable> closeables() {
        List<AutoCloseable> reversed = new ArrayList<>(closeables);
        Collections.reverse(reversed);
        return List.copyOf(reversed);
    }

    private Parts<K, V> parts(Supplier<? extends Cache<K, V>> cache) {
        closeables.add(encoding);
        Expiry expiry = expiry();
        closeables.add(expiry);
        Weights weights = HeapWeights.of(configuration, encoding, /* timed= */ !expiry.isEternal());
        KeyLocks locks = new KeyLocks();
        FreshnessPolicy freshness = freshness();
        CacheStatistics statistics = new CacheStatistics(configuration.statistics(), warmings.samplesHits());
        Store store = storage.store(expiry, weights, locks, statistics);
        closeables.add(store);
        closeables.add(storage::closeTags); // while the folder of the tiers is locked
        storage.tags().boundCounts(store::size);
        return new Parts<>(
                configuration.valueType(),
                store,
                encoding.keys(),
                encoding.values(),
                weights,
                expiry,
                resources.clock(),
                statistics,
                events(cache, encoding.keys(), encoding.values()),
                writer(),
                locks,
                new Leases(storage.tags(), freshness.remembersAbsence() ? new KeyNotes() : KeyNotes.none()),
                new Tagging<>(storage.tags(), configuration.newTagger()),
                sweeper,
                freshness);
    }

    private FreshnessPolicy freshness() {
        FreshnessSettings settings = configuration.freshness();
        return new FreshnessPolicy(
                settings.refreshesAhead() ? requireNonNull(settings.refreshAhead()) : 1,
                configuration.early() == EarlyLoading.XFETCH,
                millis(settings.staleWhileRevalidate()),
                millis(settings.staleIfError()),
                configuration.absentFor().toMillis());
    }

    private static long millis(@Nullable Duration duration) {
        return duration == null ? 0 : duration.toMillis();
    }

    private FreshReads<K, V> freshReads(
            Parts<K, V> parts, Engine<K, V> engine, Reads<K, V> reads, Brought<K, V> brought) {
        BackgroundLoads background = new BackgroundLoads(resources.refreshExecutor());
        closeables.add(background);
        Refreshes<K, V> refreshes = new Refreshes<>(parts, brought.readThrough, brought.inBackground, background);
        if (parts.freshness().refreshes()) {
            reads.attach(refreshes);
        }
        Duration softTimeout = configuration.loaderSoftTimeout();
        return new FreshReads<>(
                parts,
                engine,
                new FreshReads.Loading<>(
                        brought.readThrough,
                        brought.bulkLoads,
                        brought.source,
                        refreshes,
                        softTimeout == null ? Long.MAX_VALUE : softTimeout.toNanos()));
    }

    /** What brings values in. */
    private record Brought<K, V>(
            ReadThrough<K, V> readThrough,
            BulkLoads<K, V> bulkLoads,
            Source<K, V> source,
            BulkLoads<K, V> inBackground) {}

    private Expiry expiry() {
        ExpirySettings settings = configuration.settings().expiry();
        double jitter = settings.jitter() == null ? 0 : settings.jitter();
        ExpiryRule rule = settings.rule();
        if (rule instanceof ExpiryRule.Durations durations) {
            return FixedExpiry.whicheverFirst(
                    durations.afterCreation(), durations.afterWrite(), durations.afterAccess(), jitter);
        }
        if (rule instanceof ExpiryRule.Policy policy) {
            return PolicyExpiry.of(policy.policy().create(ExpiryPolicy.class, configuration.classLoader()), jitter);
        }
        return FixedExpiry.ETERNAL;
    }

    @SuppressWarnings("unchecked") // stored forms come from keys and values of the cache
    private EventDispatcher<K, V> events(
            Supplier<? extends Cache<K, V>> cache, ValueStorage keys, ValueStorage values) {
        EventSettings defaults = EventSettings.defaults();
        EventSettings settings = new EventSettings(
                configuration.listenerQueueCapacity(), configuration.listenerWaitWhenFull(), defaults.closeTimeout());
        EventDispatcher<K, V> events = new EventDispatcher<>(
                new EventSource<>(cache, key -> (K) keys.copyOf(key), value -> (V) values.fromStored(value)),
                resources.executor(),
                settings);
        closeables.add(events::close);
        configuration.listeners().forEach(events::register);
        return events;
    }

    private @Nullable LoaderCalls<K, V> loader() {
        Factory<CacheLoader<K, V>> factory = configuration.loaderFactory();
        if (factory == null) {
            return null;
        }
        CacheLoader<K, V> loader = created(factory, "CacheLoader");
        return new LoaderCalls<>(loader);
    }

    private @Nullable WriterPort<K, V> writer() {
        Factory<CacheWriter<? super K, ? super V>> factory = configuration.writerFactory();
        if (factory == null) {
            return null;
        }
        CacheWriter<? super K, ? super V> writer = created(factory, "CacheWriter");
        if (!configuration.writeThrough()) {
            return null;
        }
        WriterPort<K, V> port = writers.port(writer);
        if (port instanceof AutoCloseable closeable) {
            closeables.add(closeable); // closed before the writer is
        }
        return port;
    }

    private <T> T created(Factory<? extends T> factory, String what) {
        T created = Component.createBy(factory, what);
        if (created instanceof Closeable closeable) {
            closeables.add(closeable);
        }
        return created;
    }

    private LoadRunner loadRunner(Loads loads, CacheStatistics statistics) {
        Duration timeout = configuration.loaderTimeout();
        if (timeout == null && configuration.loaderSoftTimeout() == null) {
            return LoadRunner.direct(loads);
        }
        LoadRunner runner = timeout == null
                ? LoadRunner.onExecutor(loads, resources.newLoaderExecutor())
                : LoadRunner.withTimeout(
                        loads, resources.newLoaderExecutor(), timeout, () -> statistics.count(Counter.LOAD_TIMEOUTS));
        closeables.add(runner::close);
        return runner;
    }
}
