package io.tiercel.offheap;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.TiercelCache;
import io.tiercel.TiercelCacheManager;
import io.tiercel.TiercelCachingProvider;
import io.tiercel.TiercelConfiguration;
import io.tiercel.rule.EventRule;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events that were missed while the process was away, whose cache is on disk. */
class MissedEventsTest {

    @TempDir
    private Path folder;

    private void use(Consumer<TiercelCache<Integer, String>> use) {
        try (TiercelCachingProvider provider = new TiercelCachingProvider()) {
            use.accept(create(provider.getCacheManager().unwrap(TiercelCacheManager.class)));
        }
    }

    @SuppressWarnings("unchecked") // a cache of this provider is one
    private TiercelCache<Integer, String> create(TiercelCacheManager manager) {
        return manager.createCache(
                        "users",
                        TiercelConfiguration.builder(Integer.class, String.class)
                                .disk("1MiB", folder)
                                .build())
                .unwrap(TiercelCache.class);
    }

    @Test
    void createCache_afterEventsThatConcernIt_hasNoEntryFromBeforeThem() {
        use(users -> {
            users.put(7, "old");
            users.put(8, "old", Set.of("user-8"));
        });
        try (TiercelCachingProvider provider = new TiercelCachingProvider()) {
            TiercelCacheManager manager = provider.getCacheManager().unwrap(TiercelCacheManager.class);
            manager.events().add(EventRule.on("updated").keys("users", "{id}").build());
            manager.events().eventsMayBeMissing("updated");
            TiercelCache<Integer, String> users = create(manager);

            assertThat(users.get(7)).isNull();
            users.put(7, "new");
            users.close();
            manager.events().eventsMayBeMissing("updated");
            assertThat(create(manager).get(7)).isNull();
        }
    }

    @Test
    void createCache_beforeEvents_hasItsEntries() {
        use(users -> users.put(7, "old"));
        use(users -> assertThat(users.get(7)).isEqualTo("old"));
    }

    @Test
    void eventsMayBeMissing_entriesOfAnEarlierProcessCarryTags_areReachedBeforeAnybodyHasCountedThem() {
        use(users -> users.put(7, "old", Set.of("user-7")));
        use(users -> {
            TiercelCacheManager manager = users.getCacheManager().unwrap(TiercelCacheManager.class);
            manager.events().add(EventRule.on("updated").tags("user-{id}").build());

            assertThat(users.get(7)).isEqualTo("old");
            assertThat(manager.events().eventsMayBeMissing("updated")).isEqualTo(1);
            assertThat(users.containsKey(7)).isFalse();
        });
    }
}
