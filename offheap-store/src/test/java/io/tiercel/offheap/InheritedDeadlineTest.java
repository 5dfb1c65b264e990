package io.tiercel.offheap;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.PutOptions;
import io.tiercel.TestProviders;
import io.tiercel.TierState;
import io.tiercel.TiercelCache;
import io.tiercel.TiercelConfiguration;
import io.tiercel.event.Eventually;
import io.tiercel.time.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import javax.cache.spi.CachingProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Entries on disk with a time to live of their own, in a cache that has none. */
class InheritedDeadlineTest {

    @TempDir
    private Path folder;

    private final ManualClock clock = new ManualClock();

    private CachingProvider provider() {
        return TestProviders.tiered(clock, new OffHeapModule());
    }

    @SuppressWarnings("unchecked") // a cache of this provider is one
    private TiercelCache<String, String> open(CachingProvider provider) {
        return provider.getCacheManager()
                .createCache(
                        "cache",
                        TiercelConfiguration.builder(String.class, String.class)
                                .disk("4MiB", folder)
                                .build())
                .unwrap(TiercelCache.class);
    }

    @Test
    void restart_whenTheirTimeIsOver_givesTheirRoomBack() {
        try (CachingProvider earlier = provider()) {
            TiercelCache<String, String> cache = open(earlier);
            cache.put("short", "value", PutOptions.timeToLive(Duration.ofMinutes(1)));
            cache.put("eternal", "value");
        }
        clock.advance(Duration.ofHours(1));

        try (CachingProvider provider = provider()) {
            TiercelCache<String, String> cache = open(provider);
            TierState disk = cache.tiers().get(cache.tiers().size() - 1);
            assertThat(disk.name()).isEqualTo("disk");

            Eventually.await(
                    "the other is alone",
                    () -> cache.tiers().get(cache.tiers().size() - 1).entries() == 1);
            assertThat(cache.containsKey("eternal")).isTrue();
        }
    }
}
