package io.tiercel;

import io.tiercel.configuration.CacheSettings;
import io.tiercel.configuration.CacheSettingsBuilder;
import io.tiercel.configuration.ClassPattern;
import io.tiercel.configuration.Component;
import io.tiercel.configuration.DiskBound;
import io.tiercel.configuration.EarlyLoading;
import io.tiercel.configuration.ExpiryRule;
import io.tiercel.configuration.HeapBound;
import io.tiercel.configuration.OffHeapBound;
import io.tiercel.configuration.SerializerChoice;
import io.tiercel.configuration.SizeSyntax;
import io.tiercel.configuration.WarmingSettings;
import io.tiercel.configuration.WriteBehindSettings;
import io.tiercel.configuration.WriterMode;
import io.tiercel.configuration.WriterSettings;
import io.tiercel.serialize.Copier;
import io.tiercel.serialize.Serializer;
import io.tiercel.store.Weigher;
import io.tiercel.tag.Tagger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link TiercelConfiguration}. What is never called stays unsaid, and is taken from the file and the built-in
 * defaults. A second call of a method replaces what the first said. Two bounds of one kind of tier, such as entries and bytes, or
 * two rules of expiry exclude each other: the second one throws an exception. For one thread.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public final class TiercelConfigurationBuilder<K, V> {

    private final Class<K> keyType;
    private final Class<V> valueType;
    private final CacheSettingsBuilder settings = new CacheSettingsBuilder();
    private final List<CacheEntryListenerConfiguration<K, V>> listeners = new ArrayList<>();
    private final Choice<HeapBound> heap = new Choice<>("the heap has one bound");
    private final Choice<OffHeapBound> offHeap = new Choice<>("the off-heap tier has one bound");
    private final Choice<DiskBound> disk = new Choice<>("the disk tier has one bound");
    private final Choice<ExpiryRule> expiryRule = new Choice<>("entries expire by one rule");

    TiercelConfigurationBuilder(Class<K> keyType, Class<V> valueType) {
        this.keyType = Objects.requireNonNull(keyType, "keyType");
        this.valueType = Objects.requireNonNull(valueType, "valueType");
    }

    /** Isolates keys and values from the application, which is the default. */
    public TiercelConfigurationBuilder<K, V> byValue() {
        settings.byValue(true);
        return this;
    }

    /** Holds the application's own objects. */
    public TiercelConfigurationBuilder<K, V> byReference() {
        settings.byValue(false);
        return this;
    }

    /** Bounds the heap tier by the number of entries, at least 1. */
    public TiercelConfigurationBuilder<K, V> heapEntries(long entries) {
        return heap(new HeapBound.Entries(entries));
    }

    /** Bounds the heap tier by the bytes of its entries, at least 1. */
    public TiercelConfigurationBuilder<K, V> heapSize(long bytes) {
        return heap(new HeapBound.Size(bytes));
    }

    /** Bounds the heap tier by the bytes of its entries, as in {@code 64MiB}; see {@link SizeSyntax}. */
    public TiercelConfigurationBuilder<K, V> heapSize(String size) {
        return heapSize(SizeSyntax.parse(size));
    }

    /** Bounds the heap tier by a share of the largest heap of the JVM, above 0 and at most 1. */
    public TiercelConfigurationBuilder<K, V> heapShare(double fraction) {
        return heap(new HeapBound.Share(fraction));
    }

    /** Holds entries in the tiers beneath the heap alone. */
    public TiercelConfigurationBuilder<K, V> heapNone() {
        return heap(new HeapBound.None());
    }

    /** Lets the heap tier grow without a bound. */
    public TiercelConfigurationBuilder<K, V> heapUnbounded() {
        return heap(new HeapBound.Unbounded());
    }

    /** Adds a tier outside the heap, in the pool that the caches of the manager share; which is the default. */
    public TiercelConfigurationBuilder<K, V> offHeapShared() {
        return offHeap(new OffHeapBound.Shared());
    }

    /** Adds a tier outside the heap of this many bytes, from {@link OffHeapBound#LEAST_BYTES} to {@link OffHeapBound#MOST_BYTES}. */
    public TiercelConfigurationBuilder<K, V> offHeapSize(long bytes) {
        return offHeap(new OffHeapBound.Size(bytes));
    }

    /** Adds a tier outside the heap of this many bytes, as in {@code 64MiB}; see {@link SizeSyntax}. */
    public TiercelConfigurationBuilder<K, V> offHeapSize(String size) {
        return offHeapSize(SizeSyntax.parse(size));
    }

    /** Has no tier in memory outside the heap, whatever a file says. */
    public TiercelConfigurationBuilder<K, V> offHeapNone() {
        return offHeap(new OffHeapBound.None());
    }

    /**
     * Adds a tier on disk, whose entries survive restarts.
     *
     * @param bytes the size of its file, from {@link DiskBound#LEAST_BYTES} to {@link DiskBound#MOST_BYTES}
     * @param path the folder in which the cache has a folder of its own
     */
    public TiercelConfigurationBuilder<K, V> disk(long bytes, Path path) {
        return disk(new DiskBound.Size(bytes, path));
    }

    /** Adds a tier on disk of this many bytes, as in {@code 20GiB}; see {@link SizeSyntax}. */
    public TiercelConfigurationBuilder<K, V> disk(String size, Path path) {
        return disk(SizeSyntax.parse(size), path);
    }

    /** Has no tier on disk, whatever a file says. */
    public TiercelConfigurationBuilder<K, V> diskNone() {
        return disk(new DiskBound.None());
    }

    /** Lets no entry expire, whatever a file says. */
    public TiercelConfigurationBuilder<K, V> eternal() {
        return expiryRule(new ExpiryRule.Eternal());
    }

    /** Lets an entry expire this long after it was created. Excludes {@link #expireAfterWrite}. */
    public TiercelConfigurationBuilder<K, V> expireAfterCreation(Duration duration) {
        Objects.requireNonNull(duration, "duration");
        ExpiryRule.@Nullable Durations said = durations();
        return expiryRule(
                said == null ? new ExpiryRule.Durations(duration, null, null) : said.withAfterCreation(duration));
    }

    /** Lets an entry expire this long after it was created or last updated. Excludes {@link #expireAfterCreation}. */
    public TiercelConfigurationBuilder<K, V> expireAfterWrite(Duration duration) {
        Objects.requireNonNull(duration, "duration");
        ExpiryRule.@Nullable Durations said = durations();
        return expiryRule(
                said == null ? new ExpiryRule.Durations(null, duration, null) : said.withAfterWrite(duration));
    }

    /** Lets an entry expire this long after it was last read or written. */
    public TiercelConfigurationBuilder<K, V> expireAfterAccess(Duration duration) {
        Objects.requireNonNull(duration, "duration");
        ExpiryRule.@Nullable Durations said = durations();
        return expiryRule(
                said == null ? new ExpiryRule.Durations(null, null, duration) : said.withAfterAccess(duration));
    }

    /** Lets a JSR-107 policy decide when entries expire. */
    public TiercelConfigurationBuilder<K, V> expiry(Factory<? extends ExpiryPolicy> factory) {
        return expiryRule(new ExpiryRule.Policy(Component.ofFactory(factory)));
    }

    /** Lets a JSR-107 policy decide when entries expire. */
    public TiercelConfigurationBuilder<K, V> expiry(Class<? extends ExpiryPolicy> type) {
        return expiryRule(new ExpiryRule.Policy(Component.ofClass(type)));
    }

    /** Cuts the time of each entry at random by up to this fraction, from 0 and below 1. */
    public TiercelConfigurationBuilder<K, V> expiryJitter(double fraction) {
        settings.expiry(settings.expiry().withJitter(fraction));
        return this;
    }

    /** Loads absent values, on reads too, from the given loader. */
    public TiercelConfigurationBuilder<K, V> loader(CacheLoader<K, V> loader) {
        return loader(Component.ofInstance(loader));
    }

    /** Loads absent values, on reads too, from the loader that a factory creates. */
    public TiercelConfigurationBuilder<K, V> loader(Factory<? extends CacheLoader<K, V>> factory) {
        return loader(Component.ofFactory(factory));
    }

    /** Loads absent values, on reads too, from a new object of a class. */
    public TiercelConfigurationBuilder<K, V> loader(Class<? extends CacheLoader<K, V>> type) {
        return loader(Component.ofClass(type));
    }

    /** Limits how long a load may take. Without a limit a loader runs in its caller's thread. */
    public TiercelConfigurationBuilder<K, V> loaderTimeout(Duration timeout) {
        settings.loader(settings.loader().withTimeout(timeout));
        return this;
    }

    /** Limits how long a read waits for a load while it has a stale value to return; the load goes on. */
    public TiercelConfigurationBuilder<K, V> loaderSoftTimeout(Duration timeout) {
        settings.loader(settings.loader().withSoftTimeout(timeout));
        return this;
    }

    /** Says whether values are loaded anew before their time is over, by chance. */
    public TiercelConfigurationBuilder<K, V> loadEarly(EarlyLoading early) {
        settings.loader(settings.loader().withEarly(early));
        return this;
    }

    /** Remembers for this long that the loader has no value for a key. */
    public TiercelConfigurationBuilder<K, V> absentFor(Duration duration) {
        settings.loader(settings.loader().withAbsentFor(duration));
        return this;
    }

    /** Has a read of an entry that is older than this fraction of its time to live load it anew in the background. */
    public TiercelConfigurationBuilder<K, V> refreshAhead(double fraction) {
        settings.freshness(settings.freshness().withRefreshAhead(fraction));
        return this;
    }

    /** Lets reads have a value for this long after its time, while it is loaded anew in the background. */
    public TiercelConfigurationBuilder<K, V> staleWhileRevalidate(Duration duration) {
        settings.freshness(settings.freshness().withStaleWhileRevalidate(duration));
        return this;
    }

    /** Lets reads have a value for this long after its time, if the loader fails. */
    public TiercelConfigurationBuilder<K, V> staleIfError(Duration duration) {
        settings.freshness(settings.freshness().withStaleIfError(duration));
        return this;
    }

    /** Says whether reads of absent keys load them. They do by default, if there is a loader. */
    public TiercelConfigurationBuilder<K, V> readThrough(boolean readThrough) {
        settings.loader(settings.loader().withReadThrough(readThrough));
        return this;
    }

    /** Writes changes through to the given writer. */
    public TiercelConfigurationBuilder<K, V> writer(CacheWriter<? super K, ? super V> writer) {
        return writer(Component.ofInstance(writer));
    }

    /** Writes changes through to the writer that a factory creates. */
    public TiercelConfigurationBuilder<K, V> writer(Factory<? extends CacheWriter<? super K, ? super V>> factory) {
        return writer(Component.ofFactory(factory));
    }

    /** Writes changes through to a new object of a class. */
    public TiercelConfigurationBuilder<K, V> writer(Class<? extends CacheWriter<? super K, ? super V>> type) {
        return writer(Component.ofClass(type));
    }

    /** Says when changes reach the writer. */
    public TiercelConfigurationBuilder<K, V> writerMode(WriterMode mode) {
        settings.writer(settings.writer().withMode(mode));
        return this;
    }

    /**
     * Writes changes behind: from a queue, after the operation has returned.
     *
     * @param how what is said of the queue, such as {@code behind -> behind.withQueue(folder).withBatch(500)}
     */
    public TiercelConfigurationBuilder<K, V> writeBehind(UnaryOperator<WriteBehindSettings> how) {
        WriterSettings said = settings.writer().withMode(WriterMode.BEHIND);
        settings.writer(said.withBehind(how.apply(said.behind())));
        return this;
    }

    /** Registers a listener. Each call adds one. */
    public TiercelConfigurationBuilder<K, V> listener(CacheEntryListenerConfiguration<K, V> listener) {
        Objects.requireNonNull(listener, "listener");
        listeners.add(
                listener instanceof MutableCacheEntryListenerConfiguration
                        ? new MutableCacheEntryListenerConfiguration<>(listener)
                        : listener);
        return this;
    }

    /** Sets how many events may wait for each asynchronous listener, at least 1. */
    public TiercelConfigurationBuilder<K, V> listenerQueue(int capacity) {
        settings.listeners(settings.listeners().withQueueCapacity(capacity));
        return this;
    }

    /** Sets how long an operation waits for room in the full queue before its event is dropped; zero drops it at once. */
    public TiercelConfigurationBuilder<K, V> listenerWaitWhenFull(Duration wait) {
        settings.listeners(settings.listeners().withWaitWhenFull(wait));
        return this;
    }

    /** Chooses one of the serializers that are there: Apache Fory, which is the default, or Java serialization. */
    public TiercelConfigurationBuilder<K, V> serializer(SerializerChoice serializer) {
        settings.encoding(settings.encoding().withSerializer(serializer));
        return this;
    }

    /** Encodes keys and values with a serializer of the application's. */
    public TiercelConfigurationBuilder<K, V> serializer(Serializer serializer) {
        return serializer(new SerializerChoice.Custom(Component.ofInstance(serializer)));
    }

    /** Encodes keys and values with a new serializer of a class of the application's. */
    public TiercelConfigurationBuilder<K, V> serializer(Class<? extends Serializer> type) {
        return serializer(new SerializerChoice.Custom(Component.ofClass(type)));
    }

    /** Copies values on the heap instead of encoding them; tiers beneath still have them encoded. */
    public TiercelConfigurationBuilder<K, V> copier(Copier<V> copier) {
        return copier(Component.ofInstance(copier));
    }

    /** Copies values on the heap with a new copier of a class; tiers beneath still have them encoded. */
    public TiercelConfigurationBuilder<K, V> copier(Class<? extends Copier<V>> type) {
        return copier(Component.ofClass(type));
    }

    private TiercelConfigurationBuilder<K, V> copier(Component<?> copier) {
        settings.encoding(settings.encoding().withCopier(copier));
        return this;
    }

    /**
     * Sets the patterns of classes that may be decoded besides the declared types and the JDK's value types.
     *
     * @throws IllegalArgumentException if one of them can match no class; see {@link ClassPattern}
     */
    public TiercelConfigurationBuilder<K, V> allow(String... patterns) {
        settings.encoding(settings.encoding().withAllow(List.of(patterns)));
        return this;
    }

    /**
     * Sets the patterns of classes whose objects need no copy.
     *
     * @throws IllegalArgumentException if one of them can match no class; see {@link ClassPattern}
     */
    public TiercelConfigurationBuilder<K, V> immutable(String... patterns) {
        settings.encoding(settings.encoding().withImmutable(List.of(patterns)));
        return this;
    }

    /** Derives tags of each entry from its key and value. */
    public TiercelConfigurationBuilder<K, V> tags(Tagger<? super K, ? super V> tagger) {
        settings.tagger(Component.ofInstance(tagger));
        return this;
    }

    /** Derives tags of each entry from its key and value, by a new object of a class. */
    public TiercelConfigurationBuilder<K, V> tags(Class<? extends Tagger<? super K, ? super V>> type) {
        settings.tagger(Component.ofClass(type));
        return this;
    }

    /** Warms the cache, as the given code says it; see {@link WarmingBuilder}. */
    public TiercelConfigurationBuilder<K, V> warming(Consumer<? super WarmingBuilder<K>> said) {
        WarmingBuilder<K> warming = new WarmingBuilder<>();
        said.accept(warming);
        settings.warming(warming.build());
        return this;
    }

    /** Does not warm the cache, whatever a file says. */
    public TiercelConfigurationBuilder<K, V> warmingNone() {
        settings.warming(WarmingSettings.NONE);
        return this;
    }

    /** Weighs entries of a heap that is bounded by size or share. */
    public TiercelConfigurationBuilder<K, V> weigher(Weigher<? super K, ? super V> weigher) {
        settings.weigher(Component.ofInstance(weigher));
        return this;
    }

    /** Weighs entries of a heap that is bounded by size or share with what a factory creates. */
    public TiercelConfigurationBuilder<K, V> weigher(Factory<? extends Weigher<? super K, ? super V>> factory) {
        settings.weigher(Component.ofFactory(factory));
        return this;
    }

    /** Weighs entries of a heap that is bounded by size or share with a new object of a class. */
    public TiercelConfigurationBuilder<K, V> weigher(Class<? extends Weigher<? super K, ? super V>> type) {
        settings.weigher(Component.ofClass(type));
        return this;
    }

    /** Counts operations, or says that they are not counted. */
    public TiercelConfigurationBuilder<K, V> statistics(boolean enabled) {
        settings.statistics(enabled);
        return this;
    }

    /** Registers the management bean, or says that it is not registered. */
    public TiercelConfigurationBuilder<K, V> management(boolean enabled) {
        settings.management(enabled);
        return this;
    }

    /** Returns the configuration as said so far. */
    public TiercelConfiguration<K, V> build() {
        CacheSettings said = settings.build();
        return TiercelConfiguration.said(keyType, valueType, said, listeners);
    }

    private TiercelConfigurationBuilder<K, V> heap(HeapBound bound) {
        settings.heap(heap.take(bound));
        return this;
    }

    private TiercelConfigurationBuilder<K, V> offHeap(OffHeapBound bound) {
        settings.offHeap(offHeap.take(bound));
        return this;
    }

    private TiercelConfigurationBuilder<K, V> disk(DiskBound bound) {
        settings.disk(disk.take(bound));
        return this;
    }

    private ExpiryRule.@Nullable Durations durations() {
        return expiryRule.said() instanceof ExpiryRule.Durations said ? said : null;
    }

    private TiercelConfigurationBuilder<K, V> expiryRule(ExpiryRule rule) {
        settings.expiry(settings.expiry().withRule(expiryRule.take(rule)));
        return this;
    }

    private TiercelConfigurationBuilder<K, V> loader(Component<?> loader) {
        settings.loader(settings.loader().withLoader(loader));
        return this;
    }

    private TiercelConfigurationBuilder<K, V> writer(Component<?> writer) {
        settings.writer(settings.writer().withWriter(writer));
        return this;
    }
}
