package net.openhft.chronicle.core.internal.util;

import java.util.Map;

/** Takes the place of maps made by streams, whose start would be a good part of the time to the first open map. */
public final class MapUtil {

    private MapUtil() {}

    public static <K, V> Map.Entry<K, V> entry(K key, V value) {
        return Map.entry(key, value);
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public static <K, V> Map<K, V> ofUnmodifiable(Map.Entry<K, V>... entries) {
        return Map.ofEntries(entries);
    }
}
