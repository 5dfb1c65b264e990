package io.tiercel.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.TiercelCache;
import io.tiercel.statistics.Counter;
import java.util.Map;
import java.util.Set;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CompletionListenerFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What loading counts: a miss that loads is a miss, and what is loaded is no put (Javadoc of CacheStatisticsMXBean). */
class LoadStatisticsTest {

    @AutoClose
    private final CacheFixture caches = new CacheFixture();

    private final MapLoader loader = new MapLoader(Map.of("a", "1", "b", "2"));
    private final TiercelCache<String, String> cache = caches.create(c -> c.loader(loader));

    @Test
    void get_loadedOnMiss_countsAMissAndNoPut() {
        cache.get("a");
        cache.get("a");
        assertThat(Counts.of(cache)).isEqualTo(new Counts(1, 1, 0, 0));
    }

    @Test
    void get_sourceHasNone_countsAMissEachTime() {
        cache.get("none");
        cache.get("none");
        assertThat(Counts.of(cache)).isEqualTo(Counts.misses(2));
    }

    @Test
    void get_loaderFails_countsAMissAndAFailure() {
        TiercelCache<String, String> failing = caches.create(c -> c.loader(new FailingLoader()));
        assertThatThrownBy(() -> failing.get("a")).isInstanceOf(CacheLoaderException.class);
        assertThat(Counts.of(failing)).isEqualTo(Counts.misses(1));
        assertThat(failing.statistics().get(Counter.LOAD_FAILURES)).isEqualTo(1);
    }

    @Test
    void getAll_someLoaded_countsEachKeyOnce() {
        cache.put("a", "here");
        cache.getAll(Set.of("a", "b", "none"));
        assertThat(Counts.of(cache)).isEqualTo(new Counts(1, 2, 1, 0));
        assertThat(cache.statistics().get(Counter.LOADS)).isEqualTo(1);
    }

    @Test
    void getWithFunction_loads_countsAMissAndNoPut() {
        cache.get("other", key -> "value of " + key);
        cache.get("other", key -> "not asked");
        assertThat(Counts.of(cache)).isEqualTo(new Counts(1, 1, 0, 0));
    }

    @Test
    void loadAll_replacingAndNot_countsNeitherHitsNorPuts() {
        cache.put("a", "here");
        cache.statistics().reset();
        for (boolean replace : new boolean[] {false, true}) {
            CompletionListenerFuture done = new CompletionListenerFuture();
            cache.loadAll(Set.of("a", "b"), replace, done);
            Completion.await(done);
        }
        assertThat(Counts.of(cache)).isEqualTo(Counts.NONE);
    }

    @Test
    void invoke_getValueLoads_countsAMissAndNoPut() {
        String loaded = cache.invoke("a", (entry, arguments) -> entry.getValue());
        assertThat(loaded).isEqualTo("1");
        assertThat(Counts.of(cache)).isEqualTo(Counts.misses(1));
        assertThat(cache.containsKey("a")).isTrue();
    }

    @Test
    void invoke_getValueLoadsAndSetValue_countsAMissAndOnePut() {
        cache.invoke("a", (entry, arguments) -> {
            entry.setValue(entry.getValue() + "!");
            return null;
        });
        assertThat(Counts.of(cache)).isEqualTo(Counts.misses(1).withPuts(1));
    }

    @Test
    void otherOperations_readThrough_loadNothing() {
        cache.getAndPut("a", "new");
        cache.clear();
        cache.containsKey("a");
        cache.putIfAbsent("a", "new");
        cache.clear();
        cache.getAndReplace("a", "new");
        cache.getAndRemove("a");
        cache.replace("a", "1", "new");
        cache.remove("a", "1");
        assertThat(loader.calls).hasValue(0);
    }

    private static final class FailingLoader implements CacheLoader<String, String> {
        @Override
        public String load(String key) {
            throw new IllegalStateException("on purpose");
        }

        @Override
        public Map<String, String> loadAll(Iterable<? extends String> keys) {
            throw new IllegalStateException("on purpose");
        }
    }
}
