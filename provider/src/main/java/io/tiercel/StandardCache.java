package io.tiercel;

import static java.util.Objects.requireNonNull;

import io.tiercel.configuration.ResolvedCacheConfiguration;
import io.tiercel.engine.EntryScan;
import io.tiercel.engine.Reads;
import io.tiercel.load.Lease;
import io.tiercel.load.Source;
import io.tiercel.statistics.CacheStatistics;
import io.tiercel.tier.TierFigures;
import io.tiercel.warming.Warming;
import io.tiercel.write.WriteQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
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
    private final KeyType<K> keyType;
    private final Misses<K, V> misses;
    private final BulkChanges<K, V> bulkChanges;
    private final CacheLifecycle<K, V> lifecycle;

    /** What reads, null once the cache is closed: so a get asks both with one load, and the compiler needs no test. */
    private volatile @Nullable Reads<K, V> openReads;

    StandardCache(String name, StandardCacheManager manager, ResolvedCacheConfiguration<K, V> configuration) {
        this.name = name;
        this.manager = manager;
        this.assembled = new CacheAssembly<>(name, configuration, manager.resources()).assemble(() -> this);
        this.keyType = new KeyType<>(name, configuration.keyType());
        this.misses = new Misses<>(assembled, keyType);
        this.bulkChanges = new BulkChanges<>(assembled);
        this.openReads = assembled.reads();
        this.lifecycle =
                new CacheLifecycle<>(name, manager, assembled, new CacheTarget<>(this), () -> openReads = null);
    }

    /** Returns whether it began with entries of an earlier time. */
    boolean hasInherited() {
        List<TierFigures> tiers = assembled.tiers();
        return tiers.get(tiers.size() - 1).opening().hasEntries();
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
        return misses.get(key);
    }

    @Override
    public @Nullable V get(K key, Function<? super K, ? extends @Nullable V> source) {
        V value = requireOpen().find(requireNonNull(key, "key"));
        requireNonNull(source, "loader");
        return value != null ? value : assembled.readThrough().get(keyType.require(key), Source.of(source));
    }

    @Override
    public Map<K, V> getAll(Set<? extends K> keys) {
        Reads<K, V> reads = requireKeys(keys);
        Map<K, V> found = new HashMap<>();
        List<K> absent = reads.findAll(keys, found);
        if (!absent.isEmpty()) {
            misses.getAll(absent, found);
        }
        return found;
    }

    @Override
    public boolean containsKey(K key) {
        return requireOpen().contains(requireNonNull(key, "key")) || misses.contains(key);
    }

    @Override
    public void loadAll(Set<? extends K> keys, boolean replaceExistingValues, CompletionListener listener) {
        requireKeys(keys);
        keys.forEach(keyType::require);
        BackgroundLoad.start(assembled.unaskedLoads(), new ArrayList<>(keys), replaceExistingValues, listener, manager);
    }

    @Override
    public void put(K key, V value) {
        assembled.writes().put(keyType.require(requireKey(key)), requireValue(value));
    }

    @Override
    public void put(K key, V value, PutOptions options) {
        keyType.require(requireKey(key));
        assembled.writes().put(key, requireValue(value), options.terms());
    }

    @Override
    @SuppressWarnings("NullAway") // null for what is absent
    public V getAndPut(K key, V value) {
        return assembled.writes().getAndPut(keyType.require(requireKey(key)), requireValue(value));
    }

    @Override
    public void putAll(Map<? extends K, ? extends V> map) {
        requireOpen();
        map.forEach((key, value) -> {
            keyType.require(requireNonNull(key, "key"));
            requireValue(value);
        });
        bulkChanges.putAll(map);
    }

    @Override
    public boolean putIfAbsent(K key, V value) {
        return assembled.writes().putIfAbsent(keyType.require(requireKey(key)), requireValue(value));
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
        bulkChanges.removeAll(new ArrayList<>(keys));
    }

    @Override
    public void removeAll() {
        requireOpen();
        bulkChanges.removeAll();
    }

    @Override
    public void clear() {
        requireOpen();
        assembled.engine().clear();
    }

    @Override
    @SuppressWarnings("NullAway") // what the processor returns, null included
    public <T> T invoke(K key, EntryProcessor<K, V, T> processor, Object... arguments) {
        keyType.require(requireKey(key));
        return assembled.processing().invoke(key, requireNonNull(processor, "processor"), arguments);
    }

    @Override
    public <T> Map<K, EntryProcessorResult<T>> invokeAll(
            Set<? extends K> keys, EntryProcessor<K, V, T> processor, Object... arguments) {
        requireKeys(keys);
        requireNonNull(processor, "processor");
        keys.forEach(keyType::require);
        return assembled.processing().invokeAll(keys, processor, arguments);
    }

    @Override
    public Iterator<Cache.Entry<K, V>> iterator() {
        return new EntryScan<>(assembled.parts(), requireOpen(), TiercelEntry::new, this::remove, this::requireOpen);
    }

    @Override
    public Lease lease(K key) {
        return assembled.writes().lease(keyType.require(requireKey(key)));
    }

    @Override
    public boolean tryPut(K key, V value, Lease lease, PutOptions options) {
        keyType.require(requireKey(key));
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

    /** Invalidates what is being loaded, and all entries if any may carry a tag. */
    long invalidateTagged() {
        requireOpen();
        return assembled.invalidations().tagged();
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
        return countByTags(Set.of(requireNonNull(tag, "tag")));
    }

    /** Counts what carries any of some tags, as their invalidation would. */
    long countByTags(Set<String> tags) {
        requireOpen();
        return assembled.invalidations().count(tags);
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
        lifecycle.register(requireNonNull(listener, "listener"));
    }

    @Override
    public void deregisterCacheEntryListener(CacheEntryListenerConfiguration<K, V> listener) {
        requireOpen();
        lifecycle.deregister(requireNonNull(listener, "listener"));
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

    private V requireValue(V value) {
        assembled.parts().requireValue(value);
        return value;
    }
}
