package io.tiercel;

import static java.util.Objects.requireNonNull;

import io.tiercel.configuration.ResolvedCacheConfiguration;
import io.tiercel.engine.Batch;
import io.tiercel.engine.EntryScan;
import io.tiercel.engine.FreshReads;
import io.tiercel.engine.QueuedValues;
import io.tiercel.engine.Reads;
import io.tiercel.event.EventDispatcher;
import io.tiercel.load.Lease;
import io.tiercel.load.Source;
import io.tiercel.statistics.CacheStatistics;
import io.tiercel.warming.Warming;
import io.tiercel.write.WriteQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Function;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.integration.CompletionListener;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.EntryProcessorResult;
import org.jspecify.annotations.Nullable;

/**
 * The face of a cache: checks arguments and whether the cache is open, and hands over to the engine.
 *
 * <p>A key or value of the wrong type is refused with a {@link ClassCastException} where it would be kept; as an
 * argument of a look-up it is merely not found.
 */
final class StandardCache<K, V> implements TiercelCache<K, V> {

    private final String name;
    private final StandardCacheManager manager;
    private final AssembledCache<K, V> assembled;
    private final CacheLifecycle<K, V> lifecycle;

    /** What reads, null once the cache is closed: so a get asks both with one load, and the compiler needs no test. */
    private volatile @Nullable Reads<K, V> openReads;

    StandardCache(String name, StandardCacheManager manager, ResolvedCacheConfiguration<K, V> configuration) {
        this.name = name;
        this.manager = manager;
        this.assembled = new CacheAssembly<>(name, configuration, manager.resources()).assemble(() -> this);
        this.openReads = assembled.reads();
        this.lifecycle =
                new CacheLifecycle<>(name, manager, assembled, new CacheTarget<>(this), () -> openReads = null);
    }

    CacheLifecycle<K, V> lifecycle() {
        return lifecycle;
    }

    @Override
    @SuppressWarnings("NullAway") // null for what is absent: javax.cache says so in words only
    public V get(K key) {
        V value = requireOpen().find(requireNonNull(key, "key"));
        return value == null ? loaded(key) : value;
    }

    private @Nullable V loaded(K key) {
        Source<K, V> loader = assembled.loader();
        if (loader == null) {
            return queued(key);
        }
        FreshReads<K, V> freshReads = assembled.freshReads();
        return freshReads == null
                ? assembled.readThrough().get(requireKeyType(key), loader)
                : freshReads.get(requireKeyType(key));
    }

    /** What the source does not have yet, a cache without a loader must not lose sight of either. */
    private @Nullable V queued(K key) {
        QueuedValues<K, V> queued = assembled.queuedValues();
        return queued == null || !isKey(key) ? null : queued.find(key);
    }

    @Override
    public @Nullable V get(K key, Function<? super K, ? extends @Nullable V> source) {
        V value = requireOpen().find(requireNonNull(key, "key"));
        requireNonNull(source, "loader");
        return value != null ? value : assembled.readThrough().get(requireKeyType(key), Source.of(source));
    }

    @Override
    public Map<K, V> getAll(Set<? extends K> keys) {
        Reads<K, V> reads = requireKeys(keys);
        Map<K, V> found = new HashMap<>();
        List<K> absent = reads.findAll(keys, found);
        if (assembled.loader() == null && assembled.queuedValues() != null) {
            absent.forEach(key -> putIfThere(found, key, queued(key)));
        } else if (!absent.isEmpty() && assembled.loader() != null && assembled.bulkLoads() != null) {
            absent.forEach(this::requireKeyType);
            FreshReads<K, V> freshReads = assembled.freshReads();
            found.putAll(freshReads == null ? assembled.bulkLoads().loadAbsent(absent) : freshReads.getAll(absent));
        }
        return found;
    }

    private static <K, V> void putIfThere(Map<K, V> found, K key, @Nullable V value) {
        if (value != null) {
            found.put(key, value);
        }
    }

    @Override
    public boolean containsKey(K key) {
        return requireOpen().contains(requireNonNull(key, "key")) || isQueued(key);
    }

    private boolean isQueued(K key) {
        QueuedValues<K, V> queued = assembled.queuedValues();
        return queued != null && isKey(key) && queued.contains(key);
    }

    @Override
    public void loadAll(Set<? extends K> keys, boolean replaceExistingValues, CompletionListener listener) {
        requireKeys(keys);
        keys.forEach(this::requireKeyType);
        BackgroundLoad.start(assembled.unaskedLoads(), new ArrayList<>(keys), replaceExistingValues, listener, manager);
    }

    @Override
    public void put(K key, V value) {
        assembled.writes().put(requireKeyType(requireKey(key)), requireValue(value));
    }

    @Override
    public void put(K key, V value, PutOptions options) {
        requireKeyType(requireKey(key));
        assembled.writes().put(key, requireValue(value), options.terms());
    }

    @Override
    @SuppressWarnings("NullAway") // null for what is absent
    public V getAndPut(K key, V value) {
        return assembled.writes().getAndPut(requireKeyType(requireKey(key)), requireValue(value));
    }

    @Override
    public void putAll(Map<? extends K, ? extends V> map) {
        requireOpen();
        map.forEach((key, value) -> {
            requireKeyType(requireNonNull(key, "key"));
            requireValue(value);
        });
        if (assembled.bulkWrites() != null) {
            assembled.bulkWrites().putAll(map);
        } else {
            Batch.forEach(map.entrySet(), entry -> assembled.writes().put(entry.getKey(), entry.getValue()));
        }
    }

    @Override
    public boolean putIfAbsent(K key, V value) {
        return assembled.writes().putIfAbsent(requireKeyType(requireKey(key)), requireValue(value));
    }

    @Override
    public boolean remove(K key) {
        return assembled.writes().remove(requireKey(key));
    }

    @Override
    public boolean remove(K key, V oldValue) {
        return assembled.writes().remove(requireKey(key), requireNonNull(oldValue, "oldValue"));
    }

    @Override
    @SuppressWarnings("NullAway") // null for what is absent
    public V getAndRemove(K key) {
        return assembled.writes().getAndRemove(requireKey(key));
    }

    @Override
    public boolean replace(K key, V oldValue, V newValue) {
        requireKey(key);
        return assembled.writes().replace(key, requireNonNull(oldValue, "oldValue"), requireValue(newValue));
    }

    @Override
    public boolean replace(K key, V value) {
        return assembled.writes().replace(requireKey(key), requireValue(value));
    }

    @Override
    @SuppressWarnings("NullAway") // null for what is absent
    public V getAndReplace(K key, V value) {
        return assembled.writes().getAndReplace(requireKey(key), requireValue(value));
    }

    @Override
    public void removeAll(Set<? extends K> keys) {
        requireKeys(keys);
        removeEach(new ArrayList<>(keys));
    }

    @Override
    public void removeAll() {
        Reads<K, V> reads = requireOpen();
        assembled.engine().overtakeLeases();
        Set<K> keys = new LinkedHashSet<>(); // a key that is put anew during the scan may come twice
        reads.forEachKey(keys::add);
        if (assembled.queuedValues() != null) {
            assembled.queuedValues().forEachKey(keys::add);
        }
        removeEach(new ArrayList<>(keys));
        if (assembled.freshReads() != null) {
            assembled.freshReads().removeStale();
        }
    }

    private void removeEach(List<K> keys) {
        if (assembled.bulkWrites() != null) {
            assembled.bulkWrites().removeAll(keys);
        } else {
            Batch.forEach(keys, assembled.writes()::remove);
        }
    }

    @Override
    public void clear() {
        requireOpen();
        assembled.engine().clear();
    }

    @Override
    @SuppressWarnings("NullAway") // what the processor returns, null included
    public <T> T invoke(K key, EntryProcessor<K, V, T> processor, Object... arguments) {
        requireKeyType(requireKey(key));
        return assembled.processing().invoke(key, requireNonNull(processor, "processor"), arguments);
    }

    @Override
    public <T> Map<K, EntryProcessorResult<T>> invokeAll(
            Set<? extends K> keys, EntryProcessor<K, V, T> processor, Object... arguments) {
        requireKeys(keys);
        requireNonNull(processor, "processor");
        keys.forEach(this::requireKeyType);
        Map<K, EntryProcessorResult<T>> results = new HashMap<>();
        for (K key : keys) {
            EntryProcessorResult<T> result = resultOf(key, processor, arguments);
            if (result != null) {
                results.put(key, result);
            }
        }
        return results;
    }

    private <T> @Nullable EntryProcessorResult<T> resultOf(
            K key, EntryProcessor<K, V, T> processor, Object... arguments) {
        try {
            T result = assembled.processing().invoke(key, processor, arguments);
            return result == null ? null : () -> result;
        } catch (EntryProcessorException e) {
            return failed(e);
        } catch (RuntimeException e) {
            return failed(new EntryProcessorException(e));
        }
    }

    private static <T> EntryProcessorResult<T> failed(EntryProcessorException failure) {
        return () -> {
            throw failure;
        };
    }

    @Override
    public Iterator<Cache.Entry<K, V>> iterator() {
        return new EntryScan<>(assembled.parts(), requireOpen(), TiercelEntry::new, this::remove);
    }

    @Override
    public Lease lease(K key) {
        return assembled.writes().lease(requireKeyType(requireKey(key)));
    }

    @Override
    public boolean tryPut(K key, V value, Lease lease, PutOptions options) {
        requireKeyType(requireKey(key));
        requireNonNull(lease, "lease");
        return assembled.writes().tryPut(key, requireValue(value), lease, options.terms());
    }

    @Override
    public boolean invalidate(K key) {
        return assembled.invalidations().key(requireKey(key));
    }

    @Override
    public long invalidateTags(Set<String> tags) {
        requireOpen();
        return assembled.invalidations().tags(tags);
    }

    @Override
    public long invalidateMatching(String glob) {
        requireOpen();
        return assembled.invalidations().matching(glob);
    }

    @Override
    public long invalidateMatching(BiPredicate<? super K, ? super V> predicate) {
        requireOpen();
        return assembled.invalidations().matching(requireNonNull(predicate, "predicate"));
    }

    @Override
    public long countMatching(String glob) {
        requireOpen();
        return assembled.invalidations().countMatching(glob);
    }

    @Override
    public long countByTag(String tag) {
        requireOpen();
        return assembled.invalidations().count(tag);
    }

    @Override
    public Map<String, Long> tagCounts(int most) {
        requireOpen();
        return assembled.invalidations().counts(most);
    }

    @Override
    public List<K> listKeys(String tag, int most, Duration timeLimit) {
        requireOpen();
        return assembled.invalidations().keys(requireNonNull(tag, "tag"), most, timeLimit);
    }

    @Override
    public Warming<K> warming() {
        return assembled.warming();
    }

    @Override
    public List<TierState> tiers() {
        requireOpen();
        return assembled.tiers().stream().map(TierState::of).toList();
    }

    @Override
    public @Nullable WriteQueue writeBehind() {
        return assembled.writeQueue();
    }

    @Override
    public CacheStatistics statistics() {
        return assembled.parts().statistics();
    }

    @Override
    public void registerCacheEntryListener(CacheEntryListenerConfiguration<K, V> listener) {
        requireOpen();
        events().register(requireNonNull(listener, "listener"));
        lifecycle.listenerAdded(listener);
    }

    @Override
    public void deregisterCacheEntryListener(CacheEntryListenerConfiguration<K, V> listener) {
        requireOpen();
        events().deregister(requireNonNull(listener, "listener"));
        lifecycle.listenerRemoved(listener);
    }

    private EventDispatcher<K, V> events() {
        return assembled.parts().events();
    }

    @Override
    public <C extends Configuration<K, V>> C getConfiguration(Class<C> type) {
        Configuration<K, V> configuration = lifecycle.configuration();
        if (type.isInstance(configuration)) {
            return type.cast(configuration);
        }
        throw new IllegalArgumentException("The configuration of a cache is no " + type.getName());
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public CacheManager getCacheManager() {
        return manager;
    }

    @Override
    public void close() {
        lifecycle.close();
    }

    /** Closes the cache, and removes what would outlast it. */
    void destroy() {
        assembled.storage().destroy();
        assembled.warming().destroy();
        lifecycle.close();
    }

    @Override
    public boolean isClosed() {
        return openReads == null;
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new IllegalArgumentException("A cache of Tiercel is no " + type.getName());
    }

    @Override
    public String toString() {
        return "TiercelCache[" + name + "]";
    }

    private Reads<K, V> requireOpen() {
        Reads<K, V> reads = openReads;
        if (reads == null) {
            throw new IllegalStateException("The cache '" + name + "' is closed");
        }
        return reads;
    }

    private K requireKey(K key) {
        requireOpen();
        return requireNonNull(key, "key");
    }

    private Reads<K, V> requireKeys(Set<? extends K> keys) {
        Reads<K, V> reads = requireOpen();
        for (K key : keys) {
            requireNonNull(key, "key");
        }
        return reads;
    }

    private K requireKeyType(K key) {
        if (!isKey(key)) {
            throw new ClassCastException("The cache '" + name + "' holds keys of type "
                    + assembled.configuration().keyType().getName() + ", not of "
                    + key.getClass().getName());
        }
        return key;
    }

    private boolean isKey(K key) {
        return assembled.configuration().keyType().isInstance(key);
    }

    private V requireValue(V value) {
        assembled.parts().requireValue(value);
        return value;
    }
}
