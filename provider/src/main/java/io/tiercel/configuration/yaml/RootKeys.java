package io.tiercel.configuration.yaml;

import io.tiercel.configuration.CacheEntry;
import io.tiercel.configuration.CacheTypes;
import io.tiercel.configuration.ConfigurationException;
import io.tiercel.configuration.EventsSettings;
import io.tiercel.configuration.ManagerSettings;
import io.tiercel.configuration.NamePattern;
import io.tiercel.configuration.Place;
import io.tiercel.configuration.SettingsLayer;
import io.tiercel.configuration.TypeName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys at the top of a file. */
final class RootKeys {

    static final KeyTable<Draft> TABLE = new KeyTable<Draft>("root")
            .key(
                    "defaults",
                    (draft, value) -> draft.defaults =
                            CacheKeys.DEFAULTS.read(value, new LayerDraft()).layer(value.place()))
            .key("manager", (draft, value) -> ManagerKeys.TABLE.readSome(value, draft.manager))
            .key("caches", RootKeys::readCaches)
            .key("events", (draft, value) -> draft.events = EventKeys.read(value));

    private RootKeys() {}

    static ManagerSettings read(String source, Value root) {
        Draft draft = TABLE.read(root, new Draft());
        return new ManagerSettings(
                source, draft.defaults, draft.exact, draft.patterns, draft.manager.poolBytes, draft.events);
    }

    private static void readCaches(Draft draft, Value value) {
        YamlNode.Mapping caches = value.mapping("the names of caches, or patterns such as \"com.example.*\"");
        caches.values().forEach((name, node) -> {
            if (name.isBlank()) {
                throw new ConfigurationException(
                        caches.keyPlaces().getOrDefault(name, caches.place()), "the name of a cache is empty");
            }
            CacheEntry entry = readEntry(name, new Value(node, value.context()));
            if (NamePattern.isPattern(name)) {
                draft.patterns.add(entry);
            } else {
                draft.exact.put(name, entry);
            }
        });
    }

    private static CacheEntry readEntry(String name, Value value) {
        LayerDraft draft = CacheKeys.CACHE.read(value, new LayerDraft());
        TypeName keyType = draft.keyType;
        TypeName valueType = draft.valueType;
        Place byValue = draft.places.get("by-value");
        if (NamePattern.isPattern(name)) {
            refuse(keyType == null ? null : keyType.place(), "a pattern cannot declare the types of a cache");
            refuse(valueType == null ? null : valueType.place(), "a pattern cannot declare the types of a cache");
        }
        if (keyType != null && valueType != null) {
            return new CacheEntry(name, new CacheTypes(keyType, valueType), draft.layer(value.place()));
        }
        refuse(keyType == null ? null : keyType.place(), "needs a value-type beside it");
        refuse(valueType == null ? null : valueType.place(), "needs a key-type beside it");
        refuse(byValue, "has no effect without key-type and value-type: code that creates a cache says it itself");
        return new CacheEntry(name, null, draft.layer(value.place()));
    }

    private static void refuse(@Nullable Place place, String problem) {
        if (place != null) {
            throw new ConfigurationException(place, problem);
        }
    }

    /** The file while it is being read. */
    static final class Draft {

        private SettingsLayer defaults = SettingsLayer.UNSET;
        private final ManagerKeys.Draft manager = new ManagerKeys.Draft();
        private final Map<String, CacheEntry> exact = new LinkedHashMap<>();
        private final List<CacheEntry> patterns = new ArrayList<>();
        private EventsSettings events = EventsSettings.NONE;
    }
}
