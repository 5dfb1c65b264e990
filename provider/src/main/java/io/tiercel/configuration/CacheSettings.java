package io.tiercel.configuration;

import org.jspecify.annotations.Nullable;

/**
 * All that can be said about one cache besides its types and listeners. Null means "not said". Immutable.
 *
 * @param byValue whether keys and values are isolated from the application; false holds its own objects
 * @param heap how much the heap tier may hold
 * @param offHeap how much the tier outside the heap may hold
 * @param disk how much the tier on disk may hold, and where
 * @param expiry when entries expire
 * @param loader where absent values come from
 * @param freshness what becomes of entries that are about to expire, or have
 * @param writer where changes are written to
 * @param listeners how events reach asynchronous listeners
 * @param encoding how a by-value cache isolates what it holds
 * @param tagger what derives tags from keys and values
 * @param warming how the cache is warmed
 * @param weigher what weighs entries, where the heap is bounded in bytes
 * @param statistics whether operations are counted
 * @param management whether the cache has its management bean
 */
public record CacheSettings(
        @Nullable Boolean byValue,
        @Nullable HeapBound heap,
        @Nullable OffHeapBound offHeap,
        @Nullable DiskBound disk,
        ExpirySettings expiry,
        LoaderSettings loader,
        FreshnessSettings freshness,
        WriterSettings writer,
        ListenerSettings listeners,
        EncodingSettings encoding,
        @Nullable Component<?> tagger,
        WarmingSettings warming,
        @Nullable Component<?> weigher,
        @Nullable Boolean statistics,
        @Nullable Boolean management) {

    /** Says nothing. */
    public static final CacheSettings UNSET = new CacheSettingsBuilder().build();

    /** Returns what these settings say, and what the defaults say where these say nothing. */
    public CacheSettings over(CacheSettings defaults) {
        return new CacheSettings(
                either(byValue, defaults.byValue),
                either(heap, defaults.heap),
                either(offHeap, defaults.offHeap),
                either(disk, defaults.disk),
                expiry.over(defaults.expiry),
                loader.over(defaults.loader),
                freshness.over(defaults.freshness),
                writer.over(defaults.writer),
                listeners.over(defaults.listeners),
                encoding.over(defaults.encoding),
                either(tagger, defaults.tagger),
                warming.over(defaults.warming),
                either(weigher, defaults.weigher),
                either(statistics, defaults.statistics),
                either(management, defaults.management));
    }

    /** Returns whether bytes of keys and values outlive the process: in a tier, or in the queue of a writer. */
    boolean outlivesProcess() {
        boolean isQueued = writer.mode() == WriterMode.BEHIND
                && writer.writer() != null
                && writer.behind().isOnDisk();
        return disk instanceof DiskBound.Size || isQueued;
    }

    /** Returns a builder that starts from these settings. */
    public CacheSettingsBuilder toBuilder() {
        return new CacheSettingsBuilder()
                .byValue(byValue)
                .heap(heap)
                .offHeap(offHeap)
                .disk(disk)
                .expiry(expiry)
                .loader(loader)
                .freshness(freshness)
                .writer(writer)
                .listeners(listeners)
                .encoding(encoding)
                .tagger(tagger)
                .warming(warming)
                .weigher(weigher)
                .statistics(statistics)
                .management(management);
    }

    static <T> @Nullable T either(@Nullable T said, @Nullable T otherwise) {
        return said != null ? said : otherwise;
    }
}
