package io.tiercel.configuration;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What holds where nobody says anything. */
final class BuiltInDefaults {

    static final long HEAP_ENTRIES = 10_000;
    static final int LISTENER_QUEUE = 10_000;
    static final Duration LISTENER_WAIT = Duration.ofSeconds(1);

    /**
     * Hibernate keeps here when each table last changed, and reads a missing entry as "long ago": an entry that is
     * evicted or expires makes it serve stale query results.
     */
    private static final String UPDATE_TIMESTAMPS = "default-update-timestamps-region";

    private static final CacheSettings HEAP_ALONE = new CacheSettingsBuilder()
            .byValue(true)
            .heap(new HeapBound.Entries(HEAP_ENTRIES))
            .expiry(new ExpirySettings(new ExpiryRule.Eternal(), 0.0))
            .listeners(new ListenerSettings(LISTENER_QUEUE, LISTENER_WAIT))
            .encoding(new EncodingSettings(new SerializerChoice.Fory(), null, List.of(), List.of()))
            .statistics(false)
            .management(false)
            .build();

    private static final SettingsLayer WITHOUT_MODULES = layer(HEAP_ALONE);
    private static final SettingsLayer WITH_OFF_HEAP =
            layer(HEAP_ALONE.toBuilder().offHeap(new OffHeapBound.Shared()).build());

    static final SettingsLayer NEVER_LOSES = layer(new CacheSettingsBuilder()
            .heap(new HeapBound.Unbounded())
            .offHeap(new OffHeapBound.None())
            .disk(new DiskBound.None())
            .expiry(new ExpirySettings(new ExpiryRule.Eternal(), 0.0))
            .build());

    private BuiltInDefaults() {}

    /** Returns what holds for all caches; it uses the modules that are there. */
    static SettingsLayer all(Set<OptionalModule> modules) {
        return modules.contains(OptionalModule.OFFHEAP_STORE) ? WITH_OFF_HEAP : WITHOUT_MODULES;
    }

    /** Returns whether a cache of this name loses nothing unless it is configured by its exact name. */
    static boolean neverLoses(String cacheName) {
        // with hibernate.cache.region_prefix set, the name has a prefix
        return cacheName.equals(UPDATE_TIMESTAMPS) || cacheName.endsWith("." + UPDATE_TIMESTAMPS);
    }

    private static SettingsLayer layer(CacheSettings settings) {
        return new SettingsLayer(settings, new Place("the built-in defaults", 0, 0, ""), Map.of());
    }
}
