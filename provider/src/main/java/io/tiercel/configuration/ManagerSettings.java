package io.tiercel.configuration;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is configured for one cache manager. Immutable.
 *
 * @param source the file that it was read from, or a description
 * @param defaults what is said for all caches
 * @param exact the entries with an exact name, in the order of the file
 * @param patterns the entries with a pattern, the most specific first
 * @param saidPoolBytes how large the off-heap pool of its caches is, or null if that was not said
 * @param events what invalidates entries from outside
 */
public record ManagerSettings(
        String source,
        SettingsLayer defaults,
        Map<String, CacheEntry> exact,
        List<CacheEntry> patterns,
        @Nullable Long saidPoolBytes,
        EventsSettings events) {

    private static final ManagerSettings BUILT_IN = new ManagerSettings(
            "the built-in defaults", SettingsLayer.UNSET, Map.of(), List.of(), null, EventsSettings.NONE);

    public ManagerSettings {
        exact = Collections.unmodifiableMap(new LinkedHashMap<>(exact));
        List<CacheEntry> sorted = new ArrayList<>(patterns);
        sorted.sort((a, b) ->
                NamePattern.MOST_SPECIFIC_FIRST.compare(new NamePattern(a.name()), new NamePattern(b.name())));
        patterns = List.copyOf(sorted);
        if (saidPoolBytes != null) {
            OffHeapPool.check(saidPoolBytes);
        }
    }

    /** Returns the settings of a manager that no file configures. */
    public static ManagerSettings builtIn() {
        return BUILT_IN;
    }

    /** Returns these settings with a pool of another size. */
    public ManagerSettings withPoolBytes(long poolBytes) {
        return new ManagerSettings(source, defaults, exact, patterns, poolBytes, events);
    }

    /** Returns how large the off-heap pool is that the caches share; see {@link OffHeapPool}. Not cheap if it was not said. */
    public long offHeapPoolBytes() {
        return saidPoolBytes != null ? saidPoolBytes : OffHeapPool.bytesByDefault();
    }

    /** Returns the entries that declare a cache with its types, in the order of the file. */
    public List<CacheEntry> declared() {
        return exact.values().stream().filter(entry -> entry.types() != null).toList();
    }

    /** Returns the entry of the most specific pattern that a name matches, or null; of equals, the first in the file. */
    @Nullable
    CacheEntry patternFor(String cacheName) {
        for (CacheEntry entry : patterns) {
            if (new NamePattern(entry.name()).matches(cacheName)) {
                return entry;
            }
        }
        return null;
    }
}
