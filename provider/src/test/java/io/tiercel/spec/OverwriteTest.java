package io.tiercel.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.PutOptions;
import io.tiercel.TiercelCache;
import io.tiercel.event.RecordingListener;
import io.tiercel.event.RecordingListener.Recorded;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import javax.cache.event.EventType;
import javax.cache.management.CacheStatisticsMXBean;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Puts that need not know what they overwrite do not look at it; nobody can tell. */
final class OverwriteTest {

    @AutoClose
    private final CacheFixture caches = new CacheFixture();

    private final TiercelCache<String, String> cache = caches.create(c -> {});

    @Test
    void put_ofAPresentKey_replacesAndCountsAPut() {
        cache.put("k", "1");
        cache.put("k", "2");

        CacheStatisticsMXBean counted = CacheFixture.statisticsOf(cache);
        assertThat(cache.get("k")).isEqualTo("2");
        assertThat(counted.getCachePuts()).isEqualTo(2);
        assertThat(counted.getCacheEvictions()).isZero();
        assertThat(counted.getCacheGets()).isEqualTo(1);
        assertThat(cache).hasSize(1);
    }

    @Test
    void put_ofAPresentKeyThatAListenerHears_isAnUpdate() {
        cache.put("k", "1");
        RecordingListener<String, String> listener = new RecordingListener<>();
        cache.registerCacheEntryListener(listener.synchronous());
        cache.put("k", "2");
        cache.put("other", "3");

        assertThat(listener.recorded())
                .extracting(Recorded::type)
                .containsExactly(EventType.UPDATED, EventType.CREATED);
    }

    @Test
    void put_overAnEntryWithATimeOfItsOwn_livesForGood() {
        cache.put("k", "1", PutOptions.timeToLive(Duration.ofMinutes(1)));
        cache.put("k", "2");
        caches.advance(Duration.ofHours(1));

        assertThat(cache.get("k")).isEqualTo("2");
    }

    @Test
    void put_withATimeThatIsOverAtOnce_leavesNothingOfThePresentOne() {
        cache.put("k", "1");
        cache.put("k", "2", PutOptions.timeToLive(Duration.ofMillis(1)));
        caches.advance(Duration.ofMillis(1));

        assertThat(cache.get("k")).isNull();
    }

    @Test
    void put_overAnEntryWithTags_countsItOut() {
        cache.put("k", "1", Set.of("tag"));
        cache.put("k", "2");

        assertThat(cache.countByTag("tag")).isZero();
        assertThat(cache.tagCounts(10)).isEqualTo(Map.of());
    }

    @Test
    void put_whereTimeBeginsAtCreation_endsWithTheTimeOfTheFirst() {
        TiercelCache<String, String> aging = caches.create(c -> c.expireAfterCreation(Duration.ofMinutes(2)));
        aging.put("k", "1");
        caches.advance(Duration.ofMinutes(1));
        aging.put("k", "2");
        caches.advance(Duration.ofMinutes(1));

        assertThat(aging.get("k")).isNull();
    }
}
