package io.tiercel.configuration;

import org.jspecify.annotations.Nullable;

/** Puts {@link CacheSettings} together, one part at a time. For one thread; each method replaces what was said before. */
public final class CacheSettingsBuilder {

    private @Nullable Boolean byValue;
    private @Nullable HeapBound heap;
    private @Nullable OffHeapBound offHeap;
    private @Nullable DiskBound disk;
    private ExpirySettings expiry = ExpirySettings.UNSET;
    private LoaderSettings loader = LoaderSettings.UNSET;
    private FreshnessSettings freshness = FreshnessSettings.UNSET;
    private WriterSettings writer = WriterSettings.UNSET;
    private ListenerSettings listeners = ListenerSettings.UNSET;
    private EncodingSettings encoding = EncodingSettings.UNSET;
    private @Nullable Component<?> tagger;
    private WarmingSettings warming = WarmingSettings.UNSET;
    private @Nullable Component<?> weigher;
    private @Nullable Boolean statistics;
    private @Nullable Boolean management;

    /** Sets {@link CacheSettings#byValue()}. */
    public CacheSettingsBuilder byValue(@Nullable Boolean byValue) {
        this.byValue = byValue;
        return this;
    }

    /** Sets {@link CacheSettings#heap()}. */
    public CacheSettingsBuilder heap(@Nullable HeapBound heap) {
        this.heap = heap;
        return this;
    }

    /** Sets {@link CacheSettings#offHeap()}. */
    public CacheSettingsBuilder offHeap(@Nullable OffHeapBound offHeap) {
        this.offHeap = offHeap;
        return this;
    }

    /** Sets {@link CacheSettings#disk()}. */
    public CacheSettingsBuilder disk(@Nullable DiskBound disk) {
        this.disk = disk;
        return this;
    }

    /** Sets {@link CacheSettings#expiry()}. */
    public CacheSettingsBuilder expiry(ExpirySettings expiry) {
        this.expiry = expiry;
        return this;
    }

    /** Sets {@link CacheSettings#loader()}. */
    public CacheSettingsBuilder loader(LoaderSettings loader) {
        this.loader = loader;
        return this;
    }

    /** Sets {@link CacheSettings#freshness()}. */
    public CacheSettingsBuilder freshness(FreshnessSettings freshness) {
        this.freshness = freshness;
        return this;
    }

    /** Sets {@link CacheSettings#writer()}. */
    public CacheSettingsBuilder writer(WriterSettings writer) {
        this.writer = writer;
        return this;
    }

    /** Sets {@link CacheSettings#listeners()}. */
    public CacheSettingsBuilder listeners(ListenerSettings listeners) {
        this.listeners = listeners;
        return this;
    }

    /** Sets {@link CacheSettings#encoding()}. */
    public CacheSettingsBuilder encoding(EncodingSettings encoding) {
        this.encoding = encoding;
        return this;
    }

    /** Sets {@link CacheSettings#tagger()}. */
    public CacheSettingsBuilder tagger(@Nullable Component<?> tagger) {
        this.tagger = tagger;
        return this;
    }

    /** Sets {@link CacheSettings#warming()}. */
    public CacheSettingsBuilder warming(WarmingSettings warming) {
        this.warming = warming;
        return this;
    }

    /** Returns what was said of warming so far. */
    public WarmingSettings warming() {
        return warming;
    }

    /** Sets {@link CacheSettings#weigher()}. */
    public CacheSettingsBuilder weigher(@Nullable Component<?> weigher) {
        this.weigher = weigher;
        return this;
    }

    /** Sets {@link CacheSettings#statistics()}. */
    public CacheSettingsBuilder statistics(@Nullable Boolean statistics) {
        this.statistics = statistics;
        return this;
    }

    /** Sets {@link CacheSettings#management()}. */
    public CacheSettingsBuilder management(@Nullable Boolean management) {
        this.management = management;
        return this;
    }

    /** Returns what was said of {@link CacheSettings#expiry()} so far. */
    public ExpirySettings expiry() {
        return expiry;
    }

    /** Returns what was said of {@link CacheSettings#loader()} so far. */
    public LoaderSettings loader() {
        return loader;
    }

    /** Returns what was said of {@link CacheSettings#freshness()} so far. */
    public FreshnessSettings freshness() {
        return freshness;
    }

    /** Returns what was said of {@link CacheSettings#writer()} so far. */
    public WriterSettings writer() {
        return writer;
    }

    /** Returns what was said of {@link CacheSettings#listeners()} so far. */
    public ListenerSettings listeners() {
        return listeners;
    }

    /** Returns what was said of {@link CacheSettings#encoding()} so far. */
    public EncodingSettings encoding() {
        return encoding;
    }

    /** Returns the settings as said so far. */
    public CacheSettings build() {
        return new CacheSettings(
                byValue,
                heap,
                offHeap,
                disk,
                expiry,
                loader,
                freshness,
                writer,
                listeners,
                encoding,
                tagger,
                warming,
                weigher,
                statistics,
                management);
    }
}
