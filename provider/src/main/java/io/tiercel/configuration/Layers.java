package io.tiercel.configuration;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Settings of one cache from several places, the most specific first. What one place says must make sense together with
 * what it builds on; what it merely inherits and has no use for is ignored.
 */
record Layers(List<SettingsLayer> layers) {

    private static final String BY_REFERENCE =
            "a cache by reference has no tier beneath its heap; remove this, or by-value: false at ";

    /**
     * Returns what holds for the cache.
     *
     * @throws ConfigurationException if what was said contradicts itself
     */
    CacheSettings merge() {
        layers.forEach(Layers::checkByReference);
        checkWeigher();
        new FreshnessRules(layers).checkTimeouts();
        new WriterRules(layers).checkMode();
        CacheSettings merged =
                layers.stream().map(SettingsLayer::settings).reduce(CacheSettings.UNSET, CacheSettings::over);
        return withoutUseless(new TierRules(layers).settle(merged));
    }

    private void checkWeigher() {
        int weigherAt = firstThatSays(CacheSettings::weigher);
        int heapAt = firstThatSays(CacheSettings::heap);
        if (weigherAt < 0 || heapAt < 0 || heapAt < weigherAt) {
            return;
        }
        HeapBound bound = layers.get(heapAt).settings().heap();
        if (bound != null && !bound.isInBytes()) {
            throw new ConfigurationException(
                    layers.get(weigherAt).placeOf("weigher"),
                    "a weigher needs a heap bounded by size or share, but the heap is bounded otherwise at "
                            + layers.get(heapAt).placeOf("heap"));
        }
    }

    private static void checkByReference(SettingsLayer layer) {
        CacheSettings settings = layer.settings();
        if (!Boolean.FALSE.equals(settings.byValue())) {
            return;
        }
        TierRules.refuseBeneathHeap(layer, BY_REFERENCE + layer.placeOf("by-value"));
        TierRules.refuseNoHeap(layer);
        EncodingSettings encoding = settings.encoding();
        checkUnset(layer, "serializer", encoding.serializer());
        checkUnset(layer, "copier", encoding.copier());
        checkUnset(layer, "allow", encoding.allow());
        checkUnset(layer, "immutable", encoding.immutable());
    }

    private static void checkUnset(SettingsLayer layer, String key, @Nullable Object value) {
        if (value != null) {
            throw new ConfigurationException(
                    layer.placeOf(key),
                    "a cache by reference neither encodes nor copies; remove this, or by-value: false at "
                            + layer.placeOf("by-value"));
        }
    }

    private static CacheSettings withoutUseless(CacheSettings merged) {
        CacheSettingsBuilder kept = merged.toBuilder();
        if (merged.heap() == null || !merged.heap().isInBytes()) {
            kept.weigher(null);
        }
        if (Boolean.FALSE.equals(merged.byValue())) {
            kept.encoding(EncodingSettings.UNSET);
        }
        return kept.build();
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
