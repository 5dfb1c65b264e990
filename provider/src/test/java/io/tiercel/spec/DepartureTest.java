package io.tiercel.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.TestProviders;
import io.tiercel.TiercelCache;
import io.tiercel.TiercelConfiguration;
import io.tiercel.tier.MapLowerStore;
import io.tiercel.tier.MapLowerStore.Step;
import io.tiercel.tier.MapTierModule;
import io.tiercel.time.ManualClock;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import javax.cache.CacheManager;
import javax.cache.spi.CachingProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Invalidations that go through all entries, while another thread is just taking one out: it has left the tier below, so
 * that they do not come by it, and its copy on the heap has not yet. No read that begins after them may find that.
 */
final class DepartureTest {

    private final MapTierModule module = new MapTierModule(10, store -> {});
    private final CachingProvider provider = TestProviders.tiered(new ManualClock(), module);
    private final CacheManager manager = provider.getCacheManager(
            URI.create("tiercel:default"), new URLClassLoader(new URL[0], DepartureTest.class.getClassLoader()));

    /** What goes through all entries. */
    private enum Way {
        PATTERN,
        PREDICATE,
        REMOVE_ALL
    }

    private static void change(TiercelCache<String, String> cache, Way way) {
        switch (way) {
            case PATTERN -> cache.invalidateMatching("key-?");
            case PREDICATE -> cache.invalidateMatching((key, value) -> true);
            case REMOVE_ALL -> cache.removeAll();
        }
    }

    @AfterEach
    void close() {
        assertThat(lower().awaitedSteps()).isEmpty();
        provider.close();
    }

    @SuppressWarnings("unchecked") // a cache of this provider is one
    private TiercelCache<String, String> create() {
        return manager.createCache(
                        "tiered",
                        TiercelConfiguration.builder(String.class, String.class)
                                .heapEntries(100)
                                .build())
                .unwrap(TiercelCache.class);
    }

    private MapLowerStore lower() {
        return module.stores().get(0);
    }

    @ParameterizedTest
    @EnumSource
    void entryIsJustBeingEvicted_isNotReadAfter(Way way) {
        TiercelCache<String, String> cache = create();
        cache.put("key-1", "1");
        cache.put("key-2", "2");
        lower().after(Step.EVICTED, () -> {
            assertThat(cache.get("key-1")).as("before").isEqualTo("1");
            change(cache, way);
            assertThat(cache.get("key-1")).as("after").isNull();
        });

        lower().shrink(2);
        cache.put("key-3", "3");

        assertThat(lower().figures().get(0).evictions()).isOne();
        assertThat(cache).isEmpty();
    }

    /** The other two wait for the removal. */
    @Test
    void entryIsJustBeingRemoved_isNotReadAfterItsPatternIsInvalidated() {
        TiercelCache<String, String> cache = create();
        cache.put("key-1", "1");
        lower().after(Step.REMOVE, () -> {
            assertThat(cache.get("key-1")).as("before").isEqualTo("1");
            change(cache, Way.PATTERN);
            assertThat(cache.get("key-1")).as("after").isNull();
        });

        assertThat(cache.remove("key-1")).isTrue();
    }
}
