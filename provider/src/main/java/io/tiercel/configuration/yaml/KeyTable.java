package io.tiercel.configuration.yaml;

import io.tiercel.configuration.ConfigurationException;
import io.tiercel.configuration.Place;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The keys that are allowed in one mapping, and what each does to what the mapping describes. Immutable once built.
 *
 * @param <T> what the mapping describes, while it is being read
 */
final class KeyTable<T> {

    private final String name;
    private final Map<String, BiConsumer<T, Value>> readers = new LinkedHashMap<>();

    KeyTable(String name) {
        this.name = name;
    }

    KeyTable<T> key(String key, BiConsumer<T, Value> reader) {
        readers.put(key, reader);
        return this;
    }

    /** Returns a table of the same keys, each with something before it. */
    KeyTable<T> prefixed(String prefix) {
        KeyTable<T> prefixed = new KeyTable<>(name);
        readers.forEach((key, reader) -> prefixed.key(prefix + key, reader));
        return prefixed;
    }

    Set<String> keys() {
        return readers.keySet();
    }

    String allowed() {
        return String.join(", ", keys());
    }

    /** Reads each key of a mapping into the target, and returns it. */
    T read(Value value, T target) {
        YamlNode.Mapping mapping = value.mapping(allowed());
        mapping.values().forEach((key, node) -> {
            BiConsumer<T, Value> reader = readers.get(key);
            if (reader == null) {
                Place place = mapping.keyPlaces().getOrDefault(key, mapping.place());
                throw unknown(key, place, value.context());
            }
            reader.accept(target, new Value(node, value.context()));
        });
        return target;
    }

    /** Reads a mapping that has at least one key. */
    T readSome(Value value, T target) {
        if (value.mapping(allowed()).values().isEmpty()) {
            throw new ConfigurationException(value.place(), "is empty; allowed here: " + allowed());
        }
        return read(value, target);
    }

    private ConfigurationException unknown(String key, Place place, Value.Context context) {
        String later = ReservedKeys.explain(name, key, context.modules());
        if (later != null) {
            return new ConfigurationException(place, later);
        }
        @Nullable String nearest = Nearest.to(key, keys());
        String hint = nearest == null ? "" : "; did you mean '" + nearest + "'?";
        return new ConfigurationException(place, "unknown key" + hint + " (allowed here: " + allowed() + ")");
    }
}
