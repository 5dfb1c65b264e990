package io.tiercel;

import io.tiercel.concurrent.KeyLocks;
import io.tiercel.configuration.ExpiryRule;
import io.tiercel.configuration.HeapBound;
import io.tiercel.configuration.ResolvedCacheConfiguration;
import io.tiercel.configuration.SizeSyntax;
import io.tiercel.engine.Weights;
import io.tiercel.expiry.Expiry;
import io.tiercel.heap.EntryShape;
import io.tiercel.heap.HeapStore;
import io.tiercel.jvm.AtExit;
import io.tiercel.jvm.AtExit.Phase;
import io.tiercel.statistics.CacheStatistics;
import io.tiercel.store.Copies;
import io.tiercel.store.Store;
import io.tiercel.tag.TagJournal;
import io.tiercel.tag.TagJournal.Predecessor;
import io.tiercel.tag.TagRegistry;
import io.tiercel.tier.HeapFigures;
import io.tiercel.tier.HeapForm;
import io.tiercel.tier.LowerBounds;
import io.tiercel.tier.LowerStore;
import io.tiercel.tier.TierFigures;
import io.tiercel.tier.TierOpening;
import io.tiercel.tier.TierParts;
import io.tiercel.tier.TierRequest;
import io.tiercel.tier.TieredStore;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes what holds the entries of one cache: its tiers, put together as one store, and what knows their tags. */
final class StorageAssembly<K, V> {

    private static final long UNKNOWN_IDLE_QUANTUM_MILLIS = 1_000;
    private static final long QUANTA_PER_IDLE_TIME = 16;
    private static final Duration EXIT_DEADLINE = Duration.ofSeconds(10);

    private final String cacheName;
    private final ResolvedCacheConfiguration<K, V> configuration;
    private final LowerTiers lowerTiers;
    private final EncodingAssembly<K, V> encoding;
    private final TagRegistry tags = new TagRegistry();
    private @Nullable LowerStore lower;

    StorageAssembly(
            String cacheName,
            ResolvedCacheConfiguration<K, V> configuration,
            EncodingAssembly<K, V> encoding,
            LowerTiers lowerTiers) {
        this.cacheName = cacheName;
        this.configuration = configuration;
        this.encoding = encoding;
        this.lowerTiers = lowerTiers;
    }

    /** Returns what knows the tags of the cache. */
    TagRegistry tags() {
        return tags;
    }

    /**
     * Makes the tiers.
     *
     * @param weights what entries count against the bound of the heap
     */
    Store store(Expiry expiry, Weights weights, KeyLocks locks, CacheStatistics statistics) {
        LowerBounds bounds = LowerTiers.boundsOf(cacheName, configuration);
        if (bounds == null) {
            return heap(expiry, /* isOnly= */ true);
        }
        TierRequest request = new TierRequest(
                cacheName,
                bounds,
                encoding.ofTier(tags),
                expiry.changesOnAccess(),
                configuration.keyType(),
                configuration.valueType());
        LowerStore below =
                configuration.insistsOnTiers() ? lowerTiers.open(request) : lowerTiers.openIfPossible(request);
        if (below == null) {
            return heap(expiry, /* isOnly= */ true);
        }
        lower = below;
        keepTags(bounds, below);
        warnOfUselessOffHeap(bounds);
        if (configuration.heap() instanceof HeapBound.None) {
            below.attach(Copies.NONE);
            return below;
        }
        warnOfUselessHeap(below.capacity());
        HeapStore above = heap(expiry, /* isOnly= */ false);
        return new TieredStore(new TierParts(above, below, locks, form(weights), quantumMillis(expiry), statistics));
    }

    private void keepTags(LowerBounds bounds, LowerStore below) {
        LowerBounds.Disk disk = bounds.disk();
        if (disk == null) {
            return;
        }
        List<TierFigures> figures = below.figures();
        TierOpening opening = figures.get(figures.size() - 1).opening();
        boolean kept = false;
        try {
            tags.keepIn(TagJournal.open(disk.path(), predecessor(opening)));
            AtExit.add(tags, Phase.COMPLETE, EXIT_DEADLINE, tags::close); // the tier is closed after it
            kept = true;
        } finally {
            if (!kept) {
                below.close();
            }
        }
    }

    private static Predecessor predecessor(TierOpening opening) {
        return switch (opening) {
            case EMPTY, SET_ASIDE -> Predecessor.NONE;
            case RECOVERED -> Predecessor.KILLED;
            case WARM -> Predecessor.CLOSED;
        };
    }

    /** Closes what knows the tags. */
    void closeTags() {
        AtExit.remove(tags);
        tags.close();
    }

    /** The heap has copies of what is below it, so it never holds more than that. */
    private void warnOfUselessHeap(long bytesBelow) {
        HeapBound bound = configuration.heap();
        if (bound.isInBytes() && capacity(bound) > bytesBelow) {
            System.getLogger(StorageAssembly.class.getName())
                    .log(
                            Level.WARNING,
                            "cache={0}: a heap tier of {1} bytes is larger than the tier beneath it, which has {2} bytes and"
                                    + " every entry; make that larger, or do without it (off-heap: none)",
                            cacheName,
                            capacity(bound),
                            bytesBelow);
        }
    }

    /** A tier above has copies of what is below it. Of the shared pool a cache takes what it has entries for. */
    private void warnOfUselessOffHeap(LowerBounds bounds) {
        LowerBounds.Disk disk = bounds.disk();
        if (disk != null && bounds.offHeap() instanceof LowerBounds.Own offHeap && offHeap.bytes() > disk.bytes()) {
            System.getLogger(StorageAssembly.class.getName())
                    .log(
                            Level.WARNING,
                            "cache={0}: an off-heap tier of {1} is larger than the disk tier beneath it, which has {2} and"
                                    + " every entry; make the disk tier larger or the off-heap tier smaller, or do without"
                                    + " that (off-heap: none)",
                            cacheName,
                            SizeSyntax.format(offHeap.bytes()),
                            SizeSyntax.format(disk.bytes()));
        }
    }

    private HeapStore heap(Expiry expiry, boolean isOnly) {
        HeapBound bound = configuration.heap();
        return new HeapStore(
                new EntryShape(expiry.changesOnAccess(), bound.isInBytes(), /* versioned= */ !isOnly), capacity(bound));
    }

    private HeapForm form(Weights weights) {
        return new HeapForm() {
            @Override
            public Object key(Object key) {
                return encoding.keys().copyOf(key);
            }

            @Override
            public long weight(Object key, Object storedValue) {
                try {
                    return weights.ofStored(key, storedValue);
                } catch (RuntimeException e) { // of the user's weigher: a read does not fail for that
                    return Long.MAX_VALUE;
                }
            }
        };
    }

    /** Returns about a sixteenth of the idle time, or a second where only code of the user knows it; 0 if none moves. */
    private long quantumMillis(Expiry expiry) {
        if (!expiry.changesOnAccess()) {
            return 0;
        }
        ExpiryRule rule = configuration.settings().expiry().rule();
        Duration idle = rule instanceof ExpiryRule.Durations durations ? durations.afterAccess() : null;
        return idle == null ? UNKNOWN_IDLE_QUANTUM_MILLIS : Math.max(1, idle.toMillis() / QUANTA_PER_IDLE_TIME);
    }

    /** Returns the figures of the tiers, the fastest first. */
    List<TierFigures> figures(Store store, CacheStatistics statistics) {
        boolean inBytes = configuration.heap().isInBytes();
        List<TierFigures> figures = new ArrayList<>();
        if (store instanceof TieredStore tiered) {
            figures.add(new HeapFigures(tiered.upper(), inBytes, tiered.moves(), statistics));
        } else if (store instanceof HeapStore heap) {
            figures.add(new HeapFigures(heap, inBytes, /* moves= */ null, statistics));
        }
        if (lower != null) {
            figures.addAll(lower.figures());
        }
        return List.copyOf(figures);
    }

    /** Has the close of the store remove what would outlast it. */
    void destroy() {
        tags.destroy();
        if (lower != null) {
            lower.destroy();
        }
    }

    private static long capacity(HeapBound bound) {
        if (bound instanceof HeapBound.None) {
            throw new IllegalStateException("a cache without a heap tier has no heap store");
        }
        if (bound instanceof HeapBound.Entries entries) {
            return entries.count();
        }
        if (bound instanceof HeapBound.Size size) {
            return size.bytes();
        }
        return bound instanceof HeapBound.Share share
                ? share.bytesOf(Runtime.getRuntime().maxMemory())
                : Long.MAX_VALUE;
    }
}
