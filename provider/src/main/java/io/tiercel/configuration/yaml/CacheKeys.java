package io.tiercel.configuration.yaml;

import io.tiercel.configuration.CacheSettingsBuilder;
import io.tiercel.configuration.ConfigurationException;
import io.tiercel.configuration.EarlyLoading;
import io.tiercel.configuration.EncodingSettings;
import io.tiercel.configuration.FreshnessSettings;
import io.tiercel.configuration.ListenerSettings;
import io.tiercel.configuration.LoaderSettings;
import io.tiercel.configuration.SerializerChoice;
import io.tiercel.configuration.TypeName;
import io.tiercel.jvm.ShownText;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/** The tables of the keys that say what a cache is. */
final class CacheKeys {

    static final KeyTable<CacheSettingsBuilder> LOADER = new KeyTable<CacheSettingsBuilder>("loader")
            .key("class", (cache, value) -> loader(cache, value, LoaderSettings::withLoader, value.component()))
            .key(
                    "soft-timeout",
                    (cache, value) -> loader(cache, value, LoaderSettings::withSoftTimeout, value.duration()))
            .key("timeout", (cache, value) -> loader(cache, value, LoaderSettings::withTimeout, value.duration()))
            .key("early", (cache, value) -> loader(cache, value, LoaderSettings::withEarly, early(value)))
            .key("absent-for", (cache, value) -> loader(cache, value, LoaderSettings::withAbsentFor, value.duration()))
            .key("read-through", (cache, value) -> loader(cache, value, LoaderSettings::withReadThrough, value.bool()));

    static final KeyTable<CacheSettingsBuilder> STALE = new KeyTable<CacheSettingsBuilder>("stale")
            .key(
                    "while-revalidate",
                    (cache, value) ->
                            freshness(cache, value, FreshnessSettings::withStaleWhileRevalidate, value.duration()))
            .key(
                    "if-error",
                    (cache, value) -> freshness(cache, value, FreshnessSettings::withStaleIfError, value.duration()));

    static final KeyTable<CacheSettingsBuilder> LISTENERS = new KeyTable<CacheSettingsBuilder>("listeners")
            .key(
                    "queue",
                    (cache, value) ->
                            listeners(cache, value.converted(n -> new ListenerSettings(n, null), value.smallNumber())))
            .key(
                    "wait-when-full",
                    (cache, value) ->
                            listeners(cache, value.converted(d -> new ListenerSettings(null, d), value.duration())));

    static final KeyTable<CacheSettingsBuilder> TAGS =
            new KeyTable<CacheSettingsBuilder>("tags").key("class", (cache, value) -> cache.tagger(value.component()));

    /** What {@code defaults:} may say. */
    static final KeyTable<LayerDraft> DEFAULTS = shared(new KeyTable<>("defaults"));

    /** What an entry of {@code caches:} may say. */
    static final KeyTable<LayerDraft> CACHE = shared(new KeyTable<LayerDraft>("cache")
            .key("key-type", (draft, value) -> draft.keyType = new TypeName(value.text("a class name"), value.place()))
            .key(
                    "value-type",
                    (draft, value) -> draft.valueType = new TypeName(value.text("a class name"), value.place())));

    private CacheKeys() {}

    private static KeyTable<LayerDraft> shared(KeyTable<LayerDraft> table) {
        say(table, "by-value", (cache, value) -> cache.byValue(value.bool()));
        say(table, "heap", (cache, value) -> cache.heap(HeapKeys.read(value)));
        say(table, "off-heap", (cache, value) -> cache.offHeap(OffHeapKeys.read(value)));
        say(table, "disk", (cache, value) -> cache.disk(DiskKeys.read(value)));
        say(table, "expiry", (cache, value) -> cache.expiry(ExpiryKeys.read(value)));
        say(table, "loader", (cache, value) -> LOADER.readSome(value, cache));
        say(
                table,
                "refresh-ahead",
                (cache, value) -> freshness(cache, value, FreshnessSettings::withRefreshAhead, value.fraction()));
        say(table, "stale", (cache, value) -> STALE.readSome(value, cache));
        say(table, "writer", (cache, value) -> WriterKeys.TABLE.readSome(value, cache));
        say(table, "listeners", (cache, value) -> LISTENERS.readSome(value, cache));
        say(
                table,
                "serializer",
                (cache, value) -> encoding(cache, new EncodingSettings(serializer(value), null, null, null)));
        say(
                table,
                "copier",
                (cache, value) -> encoding(cache, new EncodingSettings(null, value.component(), null, null)));
        say(table, "tags", (cache, value) -> TAGS.readSome(value, cache));
        say(table, "warming", (cache, value) -> cache.warming(WarmingKeys.read(value)));
        say(table, "weigher", (cache, value) -> cache.weigher(value.component()));
        say(
                table,
                "allow",
                (cache, value) -> encoding(cache, new EncodingSettings(null, null, value.classPatterns(), null)));
        say(
                table,
                "immutable",
                (cache, value) -> encoding(cache, new EncodingSettings(null, null, null, value.classPatterns())));
        say(table, "statistics", (cache, value) -> cache.statistics(value.bool()));
        say(table, "management", (cache, value) -> cache.management(value.bool()));
        return table;
    }

    private static void say(KeyTable<LayerDraft> table, String key, BiConsumer<CacheSettingsBuilder, Value> reader) {
        table.key(key, (draft, value) -> {
            draft.places.put(key, value.place());
            reader.accept(draft.settings, value);
        });
    }

    private static <T> void loader(
            CacheSettingsBuilder cache, Value value, BiFunction<LoaderSettings, T, LoaderSettings> change, T said) {
        cache.loader(value.converted(it -> change.apply(cache.loader(), it), said));
    }

    private static <T> void freshness(
            CacheSettingsBuilder cache,
            Value value,
            BiFunction<FreshnessSettings, T, FreshnessSettings> change,
            T said) {
        cache.freshness(value.converted(it -> change.apply(cache.freshness(), it), said));
    }

    private static void listeners(CacheSettingsBuilder cache, ListenerSettings said) {
        cache.listeners(said.over(cache.listeners()));
    }

    private static void encoding(CacheSettingsBuilder cache, EncodingSettings said) {
        cache.encoding(said.over(cache.encoding()));
    }

    private static EarlyLoading early(Value value) {
        String text = value.text("xfetch or none");
        return switch (text) {
            case "xfetch" -> EarlyLoading.XFETCH;
            case "none" -> EarlyLoading.NONE;
            default ->
                throw new ConfigurationException(
                        value.place(), "must be xfetch or none, not " + ShownText.quoted(text));
        };
    }

    private static SerializerChoice serializer(Value value) {
        String text = value.className("fory, java or the full name of a class");
        return switch (text) {
            case "fory" -> new SerializerChoice.Fory();
            case "java" -> new SerializerChoice.Java();
            default -> new SerializerChoice.Custom(value.component());
        };
    }
}
