package io.tiercel.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.TiercelCache;
import io.tiercel.TiercelCacheManager;
import io.tiercel.concurrent.Effort;
import io.tiercel.load.LoadedValue;
import io.tiercel.load.TiercelLoader;
import io.tiercel.rule.CacheEvent;
import io.tiercel.rule.EventRule;
import io.tiercel.rule.EventRuleBuilder;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A map stands for the database: threads change it and publish, others read through the cache. Whoever has published a
 * change sees it, or a later one, in the cache from then on.
 */
class EventRaceTest {

    private static final int KEYS = 4;
    private static final int WRITERS = 3;
    private static final int CHANGES = 3_000;

    /** By what the rule finds the entry. */
    enum Way {
        KEY {
            @Override
            EventRuleBuilder say(EventRuleBuilder rule, String cache) {
                return rule.keys(cache, "{id}");
            }
        },
        PATTERN {
            @Override
            EventRuleBuilder say(EventRuleBuilder rule, String cache) {
                return rule.patterns(cache, "{id}");
            }
        },
        TAG {
            @Override
            EventRuleBuilder say(EventRuleBuilder rule, String cache) {
                return rule.tags("tag-{id}");
            }
        };

        abstract EventRuleBuilder say(EventRuleBuilder rule, String cache);
    }

    private final Map<Integer, Integer> database = new ConcurrentHashMap<>();

    private final class Loader implements TiercelLoader<Integer, Integer> {
        @Override
        @SuppressWarnings("ThreadPriorityCheck") // any thread may go first, that is the point
        public LoadedValue<Integer> loadValue(Integer key) {
            int version = database.getOrDefault(key, 0);
            Thread.yield(); // this is when it becomes stale
            return new LoadedValue<>(version, Set.of("tag-" + key), null);
        }
    }

    @ParameterizedTest
    @EnumSource
    void publish_whileValuesAreLoaded_leavesNothingStale(Way way) throws Exception {
        try (CacheFixture fixture = new CacheFixture()) {
            TiercelCache<Integer, Integer> cache =
                    fixture.create(Integer.class, Integer.class, b -> b.loader(new Loader()));
            TiercelCacheManager manager = fixture.manager().unwrap(TiercelCacheManager.class);
            manager.events()
                    .add(way.say(EventRule.on("changed"), cache.getName()).build());
            run(writer -> () -> {
                Random random = new Random(writer);
                for (int i = 0; i < Effort.of(CHANGES); i++) {
                    int key = random.nextInt(KEYS);
                    if (random.nextInt(4) > 0) {
                        cache.get(key);
                        continue;
                    }
                    int version = database.merge(key, 1, Integer::sum);
                    manager.events().publish(CacheEvent.of("changed", "id", key));
                    assertThat(cache.get(key)).isGreaterThanOrEqualTo(version);
                }
                return null;
            });

            for (int key = 0; key < KEYS; key++) {
                assertThat(cache.get(key)).isEqualTo(database.getOrDefault(key, 0));
            }
        }
    }

    private static void run(java.util.function.IntFunction<Callable<Void>> tasks) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
        try {
            for (Future<Void> done : threads.invokeAll(
                    IntStream.range(0, WRITERS).mapToObj(tasks).toList())) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Shows that the test can fail: without the rule, what was loaded stays. */
    @Test
    void publish_noRule_leavesWhatIsStale() {
        try (CacheFixture fixture = new CacheFixture()) {
            TiercelCache<Integer, Integer> cache =
                    fixture.create(Integer.class, Integer.class, b -> b.loader(new Loader()));
            assertThat(cache.get(1)).isZero();
            database.put(1, 1);
            fixture.manager().unwrap(TiercelCacheManager.class).events().publish(CacheEvent.of("changed", "id", 1));

            assertThat(cache.get(1)).isZero();
        }
    }
}
