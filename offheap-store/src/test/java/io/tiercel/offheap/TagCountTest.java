package io.tiercel.offheap;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.TiercelCache;
import io.tiercel.TiercelCachingProvider;
import io.tiercel.TiercelConfiguration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How many entries carry a tag, where puts evict what nobody is told of one by one. */
class TagCountTest {

    @Test
    @SuppressWarnings("unchecked") // a cache of this provider is one
    void invalidateTag_thatAllEntriesOfASmallTierCarry_countsThoseThatThereAre() {
        try (TiercelCachingProvider provider = new TiercelCachingProvider()) {
            TiercelCache<Integer, String> cache = provider.getCacheManager()
                    .createCache(
                            "small",
                            TiercelConfiguration.builder(Integer.class, String.class)
                                    .heapNone()
                                    .offHeapSize("1MiB")
                                    .build())
                    .unwrap(TiercelCache.class);
            for (int key = 0; key < 2_000; key++) {
                cache.put(key, "x".repeat(key % 50 * 400), Set.of("tag"));
            }
            long entries = cache.tiers().get(0).entries();

            assertThat(cache.countByTag("tag")).isEqualTo(entries);
            assertThat(cache.tagCounts(1)).isEqualTo(Map.of("tag", entries));
            assertThat(cache.invalidateTag("tag")).isEqualTo(entries);
        }
    }
}
