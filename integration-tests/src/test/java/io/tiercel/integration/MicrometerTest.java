package io.tiercel.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.cache.JCacheMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.Test;

class MicrometerTest {

    @Test
    void monitor_cacheWithStatistics_reportsWhatTheCacheCounts() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        try (CacheManager manager = Caching.getCachingProvider().getCacheManager()) {
            Cache<Integer, String> cache = manager.createCache(
                    "com.example.Metered",
                    new MutableConfiguration<Integer, String>()
                            .setTypes(Integer.class, String.class)
                            .setStatisticsEnabled(true));
            JCacheMetrics.monitor(registry, cache, Tags.empty());

            cache.put(1, "one");
            cache.put(2, "two");
            cache.get(1);
            cache.get(1);
            cache.get(1);
            cache.get(9);
            cache.remove(2);

            assertThat(gets(registry, "hit")).isEqualTo(3);
            assertThat(gets(registry, "miss")).isEqualTo(1);
            assertThat(registry.get("cache.puts").functionCounter().count()).isEqualTo(2);
            assertThat(registry.get("cache.removals").gauge().value()).isEqualTo(1);
            assertThat(registry.get("cache.evictions").functionCounter().count())
                    .isZero();
        }
    }

    private static double gets(SimpleMeterRegistry registry, String result) {
        return registry.get("cache.gets")
                .tag("result", result)
                .functionCounter()
                .count();
    }
}
