package io.tiercel.configuration;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Settles which tiers a cache has. What was said for it must be possible; what it only inherits gives way:
 *
 * <ul>
 *   <li>a cache by reference has its heap tier alone, so it has one;
 *   <li>a heap without a bound has no tier beneath that is only inherited, for that would bound it;
 *   <li>a cache with a disk tier has an off-heap tier only if somebody said so: the system keeps the file in memory
 *       already.
 * </ul>
 *
 * @param layers the most specific first, the built-in defaults last
 */
record TierRules(List<SettingsLayer> layers) {

    private static final Set<Class<?>> OPEN =
            Set.of(Object.class, Serializable.class, Comparable.class, Cloneable.class);

    private static final String NO_TIER =
            "a cache without a heap tier needs an off-heap or a disk tier, and must be by value";

    /** Returns the merged settings with every question about tiers answered. */
    CacheSettings settle(CacheSettings merged) {
        CacheSettingsBuilder kept = merged.toBuilder();
        if (Boolean.FALSE.equals(merged.byValue())) {
            kept.heap(firstHeap()).offHeap(new OffHeapBound.None()).disk(new DiskBound.None());
        } else {
            settleInherited(merged, kept);
        }
        CacheSettings settled = kept.build();
        if (settled.heap() instanceof HeapBound.None && !hasOffHeap(settled) && !hasDisk(settled)) {
            SettingsLayer layer = layers.get(firstThatSays(CacheSettings::heap));
            throw new ConfigurationException(layer.placeOf("heap"), NO_TIER);
        }
        return settled;
    }

    /** Returns the most specific bound of a heap tier, past any that says that there is none. */
    private HeapBound firstHeap() {
        return layers.stream()
                .map(layer -> layer.settings().heap())
                .filter(bound -> bound != null && !(bound instanceof HeapBound.None))
                .findFirst()
                .orElseThrow(); // the built-in defaults have one
    }

    private void settleInherited(CacheSettings merged, CacheSettingsBuilder kept) {
        int heapAt = firstThatSays(CacheSettings::heap);
        int offHeapAt = firstThatSays(CacheSettings::offHeap);
        int diskAt = firstThatSays(CacheSettings::disk);
        boolean unbounded = merged.heap() instanceof HeapBound.Unbounded;
        if (diskAt < 0 || (unbounded && diskAt > heapAt)) {
            kept.disk(new DiskBound.None());
        }
        boolean isDefault = offHeapAt == layers.size() - 1;
        if (offHeapAt < 0 || (unbounded && offHeapAt > heapAt) || (isDefault && hasDisk(kept.build()))) {
            kept.offHeap(new OffHeapBound.None());
        }
    }

    /**
     * Checks what is said of this very cache.
     *
     * @param own how many of the layers speak of this cache alone
     */
    void checkOwn(int own, Set<OptionalModule> modules) {
        boolean byReference = layers.stream()
                .map(layer -> layer.settings().byValue())
                .filter(Objects::nonNull)
                .findFirst()
                .filter(byValue -> !byValue)
                .isPresent();
        for (SettingsLayer layer : layers.subList(0, own)) {
            if (byReference) {
                refuseBeneathHeap(layer, "a cache by reference has no tier beneath its heap");
                refuseNoHeap(layer);
            }
            if (!modules.contains(OptionalModule.OFFHEAP_STORE)) {
                refuseBeneathHeap(layer, OptionalModule.OFFHEAP_STORE.missing());
                if (layer.settings().heap() instanceof HeapBound.None) {
                    throw new ConfigurationException(layer.placeOf("heap"), OptionalModule.OFFHEAP_STORE.missing());
                }
            }
        }
    }

    /**
     * Returns whether a cache is to fail rather than to do without tiers beneath its heap: somebody asked for them for this very
     * cache, or for what must be kept on a disk, or it has no heap tier.
     *
     * @param own what speaks of this cache alone
     */
    static boolean insistsOnTiers(CacheSettings settled, List<SettingsLayer> own) {
        return hasDisk(settled)
                || settled.heap() instanceof HeapBound.None
                || own.stream().anyMatch(layer -> hasOffHeap(layer.settings()));
    }

    static void refuseNoHeap(SettingsLayer layer) {
        if (layer.settings().heap() instanceof HeapBound.None) {
            throw new ConfigurationException(layer.placeOf("heap"), NO_TIER);
        }
    }

    static void refuseBeneathHeap(SettingsLayer layer, String problem) {
        if (hasOffHeap(layer.settings())) {
            throw new ConfigurationException(layer.placeOf("off-heap"), problem);
        }
        if (hasDisk(layer.settings())) {
            throw new ConfigurationException(layer.placeOf("disk"), problem);
        }
    }

    /**
     * Refuses a disk tier, or a queue on disk, of which nobody said what may be decoded from it.
     *
     * @param types the types of keys and values
     */
    void checkDecoding(CacheSettings merged, List<Class<?>> types) {
        EncodingSettings encoding = merged.encoding();
        boolean anything = encoding.allow() == null || encoding.allow().isEmpty();
        if (!merged.outlivesProcess() || !anything || encoding.serializer() instanceof SerializerChoice.Custom) {
            return;
        }
        for (Class<?> type : types) {
            if (OPEN.contains(type)) {
                throw new ConfigurationException(
                        placeOfDisk(merged),
                        "a cache of " + type.getName()
                                + " may hold anything, and what is read from a disk must be known"
                                + " beforehand: name the classes under 'allow', such as allow: [ \"com.example.*\" ],"
                                + " or give the cache its types");
            }
        }
    }

    private Place placeOfDisk(CacheSettings merged) {
        if (hasDisk(merged)) {
            return layers.get(firstThatSays(CacheSettings::disk)).placeOf("disk");
        }
        int at = firstThatSays(settings -> settings.writer().behind().isOnDisk() ? settings : null);
        return layers.get(at).placeOf("writer");
    }

    private static boolean hasOffHeap(CacheSettings settings) {
        return settings.offHeap() != null && !(settings.offHeap() instanceof OffHeapBound.None);
    }

    private static boolean hasDisk(CacheSettings settings) {
        return settings.disk() instanceof DiskBound.Size;
    }

    private int firstThatSays(Function<CacheSettings, @Nullable Object> part) {
        for (int i = 0; i < layers.size(); i++) {
            if (part.apply(layers.get(i).settings()) != null) {
                return i;
            }
        }
        return -1;
    }
}
