package io.tiercel;

import io.tiercel.configuration.CacheSettings;
import io.tiercel.configuration.ResolvedCacheConfiguration;
import io.tiercel.configuration.SettingsCarrier;
import io.tiercel.configuration.ThroughFlags;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.jspecify.annotations.Nullable;

/**
 * A cache configuration in code that can say all that a file can. What it does not say is taken from the file's entry
 * of the cache's name, its {@code defaults:}, and the built-in defaults, in this order.
 *
 * <p>Immutable and thread-safe. Two are equal if they say the same. Not serializable, although JSR-107 declares the
 * interface so: class loaders and the user's own objects do not travel.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
@SuppressWarnings("serial") // writeObject refuses
public final class TiercelConfiguration<K, V> implements CompleteConfiguration<K, V>, SettingsCarrier {

    private final CacheSettings settings;
    private final ResolvedCacheConfiguration<K, V> view;

    TiercelConfiguration(CacheSettings settings, ResolvedCacheConfiguration<K, V> view) {
        this.settings = settings;
        this.view = view;
    }

    /** Returns a builder of configurations for the given types, which says nothing else yet. */
    public static <K, V> TiercelConfigurationBuilder<K, V> builder(Class<K> keyType, Class<V> valueType) {
        return new TiercelConfigurationBuilder<>(keyType, valueType);
    }

    /** Returns what holds for a cache that exists, as a snapshot. */
    static <K, V> TiercelConfiguration<K, V> of(ResolvedCacheConfiguration<K, V> resolved) {
        return new TiercelConfiguration<>(resolved.settings(), resolved);
    }

    static <K, V> TiercelConfiguration<K, V> said(
            Class<K> keyType,
            Class<V> valueType,
            CacheSettings settings,
            List<CacheEntryListenerConfiguration<K, V>> listeners) {
        ClassLoader own = TiercelConfiguration.class.getClassLoader();
        return new TiercelConfiguration<>(
                settings,
                new ResolvedCacheConfiguration<>(
                        keyType, valueType, ThroughFlags.settle(settings), /* insistsOnTiers= */ true, listeners, own));
    }

    @Override
    public CacheSettings settings() {
        return settings;
    }

    @Override
    public Class<K> getKeyType() {
        return view.keyType();
    }

    @Override
    public Class<V> getValueType() {
        return view.valueType();
    }

    @Override
    public boolean isStoreByValue() {
        return view.byValue();
    }

    @Override
    public boolean isReadThrough() {
        return view.readThrough();
    }

    @Override
    public boolean isWriteThrough() {
        return view.writeThrough();
    }

    @Override
    public boolean isStatisticsEnabled() {
        return view.statistics();
    }

    @Override
    public boolean isManagementEnabled() {
        return view.management();
    }

    @Override
    public Iterable<CacheEntryListenerConfiguration<K, V>> getCacheEntryListenerConfigurations() {
        List<CacheEntryListenerConfiguration<K, V>> copies = new ArrayList<>();
        for (CacheEntryListenerConfiguration<K, V> listener : view.listeners()) {
            boolean mutable = listener instanceof MutableCacheEntryListenerConfiguration;
            copies.add(mutable ? new MutableCacheEntryListenerConfiguration<>(listener) : listener);
        }
        return copies;
    }

    @Override
    public @Nullable Factory<CacheLoader<K, V>> getCacheLoaderFactory() {
        return view.loaderFactory();
    }

    @Override
    public @Nullable Factory<CacheWriter<? super K, ? super V>> getCacheWriterFactory() {
        return view.writerFactory();
    }

    @Override
    public Factory<ExpiryPolicy> getExpiryPolicyFactory() {
        return view.expiry().policyFactory();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TiercelConfiguration<?, ?> that
                && getKeyType().equals(that.getKeyType())
                && getValueType().equals(that.getValueType())
                && settings.equals(that.settings)
                && view.listeners().equals(that.view.listeners());
    }

    @Override
    public int hashCode() {
        return 31 * getKeyType().hashCode() + settings.hashCode();
    }

    @Override
    public String toString() {
        return "TiercelConfiguration[" + getKeyType().getName() + " -> "
                + getValueType().getName() + ", " + settings + "]";
    }

    private void writeObject(ObjectOutputStream out) throws NotSerializableException {
        throw new NotSerializableException(TiercelConfiguration.class.getName());
    }
}
