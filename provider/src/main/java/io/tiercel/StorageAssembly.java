package io.tiercel;

import io.tiercel.concurrent.KeyLocks;
import io.tiercel.configuration.Component;
import io.tiercel.configuration.ConfigurationException;
import io.tiercel.configuration.ExpiryRule;
import io.tiercel.configuration.HeapBound;
import io.tiercel.configuration.ResolvedCacheConfiguration;
import io.tiercel.configuration.SerializerChoice;
import io.tiercel.engine.Weights;
import io.tiercel.expiry.Expiry;
import io.tiercel.heap.EntryShape;
import io.tiercel.heap.HeapStore;
import io.tiercel.serialize.ClassAdmission;
import io.tiercel.serialize.ClassFilter;
import io.tiercel.serialize.Copier;
import io.tiercel.serialize.Immutability;
import io.tiercel.serialize.KeyCodec;
import io.tiercel.serialize.Serializer;
import io.tiercel.serialize.ValueCodec;
import io.tiercel.serialize.ValueStorage;
import io.tiercel.statistics.CacheStatistics;
import io.tiercel.store.Copies;
import io.tiercel.store.Store;
import io.tiercel.store.Weigher;
import io.tiercel.tag.TagJournal;
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
import io.tiercel.write.behind.Codec;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.cache.configuration.Factory;
import org.jspecify.annotations.Nullable;

/** Makes what holds the entries of one cache: the store, and the stored forms of keys and values. */
final class StorageAssembly<K, V> implements Closeable {

    private static final long UNKNOWN_IDLE_QUANTUM_MILLIS = 1_000;
    private static final long QUANTA_PER_IDLE_TIME = 16;

    private final String cacheName;
    private final ResolvedCacheConfiguration<K, V> configuration;
    private final LowerTiers lowerTiers;
    private final boolean outlivesProcess;
    private final ClassAdmission admission;
    private final Serializer serializer;
    private final ValueStorage keys;
    private final ValueStorage values;
    private final KeyCodec keyCodec;
    private final TagRegistry tags = new TagRegistry();
    private @Nullable LowerStore lower;

    StorageAssembly(String cacheName, ResolvedCacheConfiguration<K, V> configuration, ManagerResources resources) {
        this.cacheName = cacheName;
        this.configuration = configuration;
        this.lowerTiers = resources.lowerTiers();
        ManagerCodecs codecs = resources.codecs();
        this.outlivesProcess = configuration.outlivesProcess();
        this.admission = outlivesProcess
                ? ClassFilter.of(List.of(configuration.keyType(), configuration.valueType()), configuration.allow())
                : ClassAdmission.ofLiveObjects();
        this.keyCodec = keyCodec(codecs);
        Copier<?> copier = newCopier(); // before the serializer, which would have to be closed if this failed
        this.serializer = serializer(codecs);
        this.keys = storage(codecs, null);
        this.values = storage(codecs, copier);
    }

    private KeyCodec keyCodec(ManagerCodecs codecs) {
        KeyCodec codec = new KeyCodec(codecs.canonicalClasses(), configuration.keyType(), admission);
        String refusal = outlivesProcess ? codec.refusal() : null;
        if (refusal != null) {
            throw new ConfigurationException(
                    "A cache with a disk tier, or with a queue of its writer on disk, cannot have these keys: "
                            + refusal);
        }
        return codec;
    }

    /** Closes the serializer, if it is this cache's own and has something to close. */
    @Override
    public void close() throws IOException {
        boolean isOwn = outlivesProcess || configuration.serializer() instanceof SerializerChoice.Custom;
        if (isOwn && serializer instanceof Closeable closeable) {
            closeable.close();
        }
    }

    /** Returns what makes bytes that outlive the process, null if nothing does. */
    @Nullable
    Codec queueCodec() {
        if (!configuration.writeBehind().isOnDisk()) {
            return null;
        }
        if (!configuration.byValue()) {
            throw new ConfigurationException(
                    "The cache '" + cacheName + "' is by reference, and has objects that are not"
                            + " to be encoded; its writer can have a queue and dead letters in memory only");
        }
        return new Codec(keyCodec, new ValueCodec(values), forms().fingerprint());
    }

    ValueStorage keys() {
        return keys;
    }

    TagRegistry tags() {
        return tags;
    }

    ValueStorage values() {
        return values;
    }

    private Serializer serializer(ManagerCodecs codecs) {
        SerializerChoice choice = configuration.serializer();
        if (choice instanceof SerializerChoice.Custom custom) {
            return (Serializer) custom.serializer().create(Serializer.class, configuration.classLoader());
        }
        if (outlivesProcess) {
            return choice instanceof SerializerChoice.Java ? codecs.java(admission) : codecs.fory(admission);
        }
        return choice instanceof SerializerChoice.Java ? codecs.java() : codecs.fory();
    }

    private @Nullable Copier<?> newCopier() {
        Component<?> copier = configuration.byValue() ? configuration.copier() : null;
        return copier == null ? null : (Copier<?>) copier.create(Copier.class, configuration.classLoader());
    }

    private ValueStorage storage(ManagerCodecs codecs, @Nullable Copier<?> copier) {
        if (!configuration.byValue()) {
            return ValueStorage.byReference(serializer);
        }
        Immutability immutability = codecs.immutability(configuration.immutable());
        return copier == null
                ? ValueStorage.byValue(serializer, immutability)
                : ValueStorage.copying(copier, serializer, immutability);
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
        LowerStore below = lowerTiers.open(new TierRequest(
                cacheName,
                bounds,
                forms(),
                expiry.changesOnAccess(),
                configuration.keyType(),
                configuration.valueType()));
        lower = below;
        keepTags(bounds, below);
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
        boolean fresh = opening == TierOpening.EMPTY || opening == TierOpening.SET_ASIDE;
        boolean kept = false;
        try {
            tags.keepIn(TagJournal.open(disk.path(), fresh));
            kept = true;
        } finally {
            if (!kept) {
                below.close();
            }
        }
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

    private HeapStore heap(Expiry expiry, boolean isOnly) {
        HeapBound bound = configuration.heap();
        return new HeapStore(
                new EntryShape(expiry.changesOnAccess(), bound.isInBytes(), /* versioned= */ !isOnly), capacity(bound));
    }

    private TierRequest.Forms forms() {
        SerializerChoice choice = configuration.serializer();
        String name = choice instanceof SerializerChoice.Custom
                ? serializer.getClass().getName()
                : choice.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        String fingerprint =
                keyCodec.fingerprint() + " to " + configuration.valueType().getName() + " by " + name;
        return new TierRequest.Forms(keyCodec, new ValueCodec(values, tags), keys, values, fingerprint);
    }

    private HeapForm form(Weights weights) {
        return new HeapForm() {
            @Override
            public Object key(Object key) {
                return keys.copyOf(key);
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

    Weights weights(Expiry expiry) {
        if (!configuration.heap().isInBytes()) {
            return Weights.ONE_EACH;
        }
        long overhead = EntryShape.overheadBytes(!expiry.isEternal());
        Factory<Weigher<K, V>> factory = configuration.weigherFactory();
        return factory == null ? byBytes(overhead) : byWeigher(factory.create(), overhead);
    }

    private Weights byBytes(long overhead) {
        return new Weights() {
            @Override
            public long of(Object key, Object value, Object storedValue) {
                return ofStored(key, storedValue);
            }

            @Override
            public long ofStored(Object key, Object storedValue) {
                return overhead + keys.weightBytes(key) + values.weightBytes(storedValue);
            }
        };
    }

    private Weights byWeigher(Weigher<K, V> weigher, long overhead) {
        return new Weights() {
            @Override
            @SuppressWarnings("unchecked") // the engine weighs keys and values of the cache only
            public long of(Object key, Object value, Object storedValue) {
                long weight = weigher.weigh((K) key, (V) value);
                if (weight < 0) {
                    throw new IllegalArgumentException(
                            weigher.getClass().getName() + " returned a negative weight, weight=" + weight);
                }
                return overhead + weight;
            }

            @Override
            public long ofStored(Object key, Object storedValue) {
                return of(key, values.fromStored(storedValue), storedValue);
            }
        };
    }
}
