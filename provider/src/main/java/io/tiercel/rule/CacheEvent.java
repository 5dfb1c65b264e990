package io.tiercel.rule;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened elsewhere and concerns caches: a user was updated. Immutable.
 *
 * @param type what happened; rules go by it
 * @param fields what it happened to, by name
 * @param id tells this event apart from others of its type, so that it is not applied twice; null if it may be
 */
public record CacheEvent(
        String type, Map<String, String> fields, @Nullable String id) {

    /** The most characters of a type and of an id. */
    public static final int LONGEST_NAME = 200;

    /** The most fields. */
    public static final int MOST_FIELDS = 100;

    public CacheEvent {
        requireName("type", type);
        if (id != null) {
            requireName("id", id);
        }
        if (fields.size() > MOST_FIELDS) {
            throw new IllegalArgumentException("an event has at most " + MOST_FIELDS + " fields, not " + fields.size());
        }
        Map<String, String> copy = new LinkedHashMap<>();
        fields.forEach((name, value) -> {
            if (value != null) { // a field without a value is a field that is not there
                copy.put(name, value);
            }
        });
        fields = Collections.unmodifiableMap(copy);
    }

    private static void requireName(String what, String name) {
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("the " + what + " of an event has 1 to " + LONGEST_NAME
                    + " characters, not " + (name.isBlank() ? "only spaces" : name.length()));
        }
    }

    /** Makes an event whose fields are the strings of the given values; one that is null is left out. */
    public static CacheEvent of(String type, Map<String, ? extends @Nullable Object> fields) {
        Map<String, String> texts = new LinkedHashMap<>();
        fields.forEach((name, value) -> {
            if (value != null) {
                texts.put(name, value.toString());
            }
        });
        return new CacheEvent(type, texts, null);
    }

    /** Makes an event with one field. */
    public static CacheEvent of(String type, String field, Object value) {
        return of(type, Map.of(field, value));
    }

    /** Returns this event with an id. */
    public CacheEvent withId(String newId) {
        return new CacheEvent(type, fields, newId);
    }
}
