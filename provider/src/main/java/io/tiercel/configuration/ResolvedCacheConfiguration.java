package io.tiercel.configuration;

import io.tiercel.store.Weigher;
import io.tiercel.tag.Tagger;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.jspecify.annotations.Nullable;

/**
 * All that is needed to assemble one cache, with every question answered: code, file and defaults are merged, and
 * factories resolve class names by the class loader of the manager. Immutable.
 *
 * @param keyType the type of keys
 * @param valueType the type of values
 * @param settings the merged settings; what has a default is never null in it
 * @param insistsOnTiers whether a tier beneath the heap was asked for, so that the cache does not do without
 * @param listeners the listeners to register
 * @param classLoader the class loader of the manager
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public record ResolvedCacheConfiguration<K, V>(
        Class<K> keyType,
        Class<V> valueType,
        CacheSettings settings,
        boolean insistsOnTiers,
        List<CacheEntryListenerConfiguration<K, V>> listeners,
        ClassLoader classLoader) {

    public ResolvedCacheConfiguration {
        listeners = List.copyOf(listeners);
    }

    /** Returns whether keys and values are isolated from the application. */
    public boolean byValue() {
        return settings.byValue() == null || settings.byValue();
    }

    /** Returns how much the heap tier may hold. */
    public HeapBound heap() {
        return Objects.requireNonNull(settings.heap(), "heap");
    }

    /** Returns how much the tier outside the heap may hold. */
    public OffHeapBound offHeap() {
        return settings.offHeap() == null ? new OffHeapBound.None() : settings.offHeap();
    }

    /** Returns how much the tier on disk may hold, and where. */
    public DiskBound disk() {
        return settings.disk() == null ? new DiskBound.None() : settings.disk();
    }

    /** Returns when entries expire. */
    public ExpiryPlan expiry() {
        return ExpiryPlan.of(settings.expiry(), classLoader);
    }

    /** Returns the factory of the loader, or null if there is none. */
    public @Nullable Factory<CacheLoader<K, V>> loaderFactory() {
        return factory(settings.loader().loader(), CacheLoader.class);
    }

    /** Returns whether a read of an absent key loads it. */
    public boolean readThrough() {
        return Boolean.TRUE.equals(settings.loader().readThrough());
    }

    /** Returns how long a load may take, or null if it may take as long as it takes. */
    public @Nullable Duration loaderTimeout() {
        return settings.loader().timeout();
    }

    /** Returns how long a read waits for a load while it has a stale value, or null if it waits for as long as any. */
    public @Nullable Duration loaderSoftTimeout() {
        return settings.loader().softTimeout();
    }

    /** Returns whether values are loaded anew before their time is over, by chance. */
    public EarlyLoading early() {
        return settings.loader().early() == null
                ? EarlyLoading.NONE
                : settings.loader().early();
    }

    /** Returns how long it is remembered that the loader has no value for a key. */
    public Duration absentFor() {
        return settings.loader().absentFor() == null
                ? Duration.ZERO
                : settings.loader().absentFor();
    }

    /** Returns what becomes of entries that are about to expire, or have. */
    public FreshnessSettings freshness() {
        return settings.freshness();
    }

    /** Returns the factory of the writer, or null if there is none. */
    public @Nullable Factory<CacheWriter<? super K, ? super V>> writerFactory() {
        return factory(settings.writer().writer(), CacheWriter.class);
    }

    /** Returns whether changes are written through. */
    public boolean writeThrough() {
        return Boolean.TRUE.equals(settings.writer().writeThrough());
    }

    /** Returns when changes reach the writer. */
    public WriterMode writerMode() {
        WriterMode said = settings.writer().mode();
        return said == null ? WriterMode.THROUGH : said;
    }

    /** Returns how changes are written behind, with every question answered but for that of dead letters. */
    public WriteBehindSettings writeBehind() {
        return settings.writer().behind().over(WriteBehindSettings.DEFAULTS);
    }

    /** Returns whether bytes of keys and values outlive the process. */
    public boolean outlivesProcess() {
        return settings.outlivesProcess();
    }

    /** Returns how many events may wait for asynchronous listeners. */
    public int listenerQueueCapacity() {
        return Objects.requireNonNull(settings.listeners().queueCapacity(), "queueCapacity");
    }

    /** Returns how long an operation waits for room in a full queue of events. */
    public Duration listenerWaitWhenFull() {
        return Objects.requireNonNull(settings.listeners().waitWhenFull(), "waitWhenFull");
    }

    /** Returns what encodes keys and values; of no meaning to a cache by reference. */
    public SerializerChoice serializer() {
        SerializerChoice said = settings.encoding().serializer();
        return said == null ? new SerializerChoice.Fory() : said;
    }

    /** Returns where the copier comes from, or null if there is none. */
    public @Nullable Component<?> copier() {
        return settings.encoding().copier();
    }

    /** Returns patterns of the classes that may be decoded besides those that always may. */
    public List<String> allow() {
        List<String> said = settings.encoding().allow();
        return said == null ? List.of() : said;
    }

    /** Returns patterns of the classes whose objects need no copy. */
    public List<String> immutable() {
        List<String> said = settings.encoding().immutable();
        return said == null ? List.of() : said;
    }

    /** Returns how the cache is warmed, or null if it is not. */
    public @Nullable WarmingPlan warming() {
        return settings.warming().isOn() ? new WarmingPlan(settings.warming()) : null;
    }

    /** Returns the factory of the weigher, or null if entries are weighed by the cache itself. */
    public @Nullable Factory<Weigher<K, V>> weigherFactory() {
        return factory(settings.weigher(), Weigher.class);
    }

    /** Returns a new tagger, or null if tags are derived from nothing. */
    @SuppressWarnings("unchecked") // the component is created as a tagger; its types are the user's to say
    public @Nullable Tagger<K, V> newTagger() {
        Component<?> tagger = settings.tagger();
        return tagger == null ? null : (Tagger<K, V>) tagger.create(Tagger.class, classLoader);
    }

    /** Returns whether operations are counted from the start. */
    public boolean statistics() {
        return Boolean.TRUE.equals(settings.statistics());
    }

    /** Returns whether the cache has its management bean from the start. */
    public boolean management() {
        return Boolean.TRUE.equals(settings.management());
    }

    /** Returns this configuration with statistics on or off. */
    public ResolvedCacheConfiguration<K, V> withStatistics(boolean enabled) {
        return with(settings.toBuilder().statistics(enabled).build(), listeners);
    }

    /** Returns this configuration with management on or off. */
    public ResolvedCacheConfiguration<K, V> withManagement(boolean enabled) {
        return with(settings.toBuilder().management(enabled).build(), listeners);
    }

    /** Returns this configuration with other listeners. */
    public ResolvedCacheConfiguration<K, V> withListeners(List<CacheEntryListenerConfiguration<K, V>> others) {
        return with(settings, others);
    }

    private ResolvedCacheConfiguration<K, V> with(
            CacheSettings changed, List<CacheEntryListenerConfiguration<K, V>> others) {
        return new ResolvedCacheConfiguration<>(keyType, valueType, changed, insistsOnTiers, others, classLoader);
    }

    @SuppressWarnings("unchecked") // the component is created as the required type
    private <T> @Nullable Factory<T> factory(@Nullable Component<?> component, Class<? super T> required) {
        return component == null ? null : (Factory<T>) component.factory(required, classLoader);
    }
}
