package io.tiercel.engine;

import io.tiercel.concurrent.KeyLocks;
import io.tiercel.event.EventDispatcher;
import io.tiercel.event.EventSettings;
import io.tiercel.event.EventSource;
import io.tiercel.expiry.Expiry;
import io.tiercel.freshness.FreshnessPolicy;
import io.tiercel.freshness.KeyNotes;
import io.tiercel.heap.EntryShape;
import io.tiercel.heap.HeapStore;
import io.tiercel.load.Leases;
import io.tiercel.load.LoadRunner;
import io.tiercel.load.Loads;
import io.tiercel.load.Source;
import io.tiercel.serialize.LazySerializer;
import io.tiercel.serialize.ValueStorage;
import io.tiercel.statistics.CacheStatistics;
import io.tiercel.store.Store;
import io.tiercel.sweep.SweepRequest;
import io.tiercel.tag.TagRegistry;
import io.tiercel.time.ManualClock;
import io.tiercel.write.WriteThrough;
import java.lang.reflect.Proxy;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javax.cache.Cache;
import javax.cache.integration.CacheWriter;
import org.jspecify.annotations.Nullable;

/** The engine of a cache by reference, with a clock that stands still and a store that a test may wrap. */
final class TestEngine {

    /** Makes the store of an engine. */
    @FunctionalInterface
    interface StoreMaker {
        Store make(KeyLocks locks, CacheStatistics statistics);
    }

    final ManualClock clock = new ManualClock();
    final TagRegistry tags = new TagRegistry();
    final Leases leases = new Leases(tags, KeyNotes.none());
    final Loads loads = new Loads(leases);
    final KeyLocks locks = new KeyLocks();
    final Parts<Object, Object> parts;
    final Engine<Object, Object> engine;
    final Reads<Object, Object> reads;
    final Writes<Object, Object> writes;
    final Invalidations<Object, Object> invalidations;

    TestEngine(Expiry expiry) {
        this(expiry, Long.MAX_VALUE);
    }

    TestEngine(Expiry expiry, long capacity) {
        this(expiry, capacity, store -> store, null);
    }

    TestEngine(
            Expiry expiry, long capacity, UnaryOperator<Store> wrapper, @Nullable CacheWriter<Object, Object> writer) {
        this(
                expiry,
                (locks, statistics) -> wrapper.apply(
                        new HeapStore(new EntryShape(expiry.changesOnAccess(), /* weighed= */ false), capacity)),
                FreshnessPolicy.NONE,
                writer);
    }

    /** Makes one on the heap alone that keeps values fresh. */
    static TestEngine keepingFresh(Expiry expiry, FreshnessPolicy freshness) {
        return new TestEngine(
                expiry,
                (locks, statistics) -> new HeapStore(
                        new EntryShape(expiry.changesOnAccess(), /* weighed= */ false), /* capacity= */ 1_000),
                freshness);
    }

    TestEngine(Expiry expiry, StoreMaker stores) {
        this(expiry, stores, FreshnessPolicy.NONE);
    }

    TestEngine(Expiry expiry, StoreMaker stores, FreshnessPolicy freshness) {
        this(expiry, stores, freshness, null);
    }

    private TestEngine(
            Expiry expiry, StoreMaker stores, FreshnessPolicy freshness, @Nullable CacheWriter<Object, Object> writer) {
        CacheStatistics statistics = new CacheStatistics(/* enabled= */ true);
        ValueStorage objects = ValueStorage.byReference(new LazySerializer(() -> {
            throw new IllegalStateException("nothing is encoded by reference");
        }));
        this.parts = new Parts<>(
                Object.class,
                stores.make(locks, statistics),
                objects,
                objects,
                Weights.ONE_EACH,
                expiry,
                clock,
                statistics,
                new EventDispatcher<>(
                        new EventSource<>(TestEngine::anyCache, key -> key, value -> value),
                        Runnable::run,
                        EventSettings.defaults()),
                writer == null ? null : WriteThrough.keeping(writer),
                locks,
                leases,
                new Tagging<>(tags, null),
                SweepRequest.NONE,
                freshness);
        this.engine = new Engine<>(parts);
        this.reads = new Reads<>(parts, engine);
        this.writes = new Writes<>(parts, engine, reads);
        this.invalidations = new Invalidations<>(parts, engine, reads);
    }

    /** A cache that is only named as the source of events. */
    @SuppressWarnings("unchecked")
    private static Cache<Object, Object> anyCache() {
        return (Cache<Object, Object>) Proxy.newProxyInstance(
                TestEngine.class.getClassLoader(), new Class<?>[] {Cache.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("getName")) { // a listener that fails is logged with it
                        return "any";
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    ReadThrough<Object, Object> readThrough(LoadRunner runner) {
        return new ReadThrough<>(parts, engine, reads, loads, runner);
    }

    Processing<Object, Object> processing(@Nullable Function<Object, @Nullable Object> source) {
        return new Processing<>(
                parts, engine, readThrough(LoadRunner.direct(loads)), source == null ? null : Source.of(source));
    }
}
