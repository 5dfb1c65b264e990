package io.tiercel.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.PutOptions;
import io.tiercel.TiercelCache;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.cache.expiry.CreatedExpiryPolicy;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Durations of a configuration, and times to live of single puts. */
class DurationsTest {

    @AutoClose
    private final CacheFixture caches = new CacheFixture();

    @Test
    void afterWriteAndAccess_readAllTheTime_expiresAfterWrite() {
        TiercelCache<String, String> cache =
                caches.create(c -> c.expireAfterWrite(seconds(10)).expireAfterAccess(seconds(3)));
        cache.put("k", "v");
        assertLives(cache, 9, seconds(1));
        caches.advance(seconds(1));
        assertThat(cache.get("k")).isNull();
    }

    @Test
    void afterWriteAndAccess_notRead_expiresAfterAccess() {
        TiercelCache<String, String> cache =
                caches.create(c -> c.expireAfterWrite(seconds(10)).expireAfterAccess(seconds(3)));
        cache.put("k", "v");
        caches.advance(seconds(3));
        assertThat(cache.get("k")).isNull();
    }

    @Test
    void afterWriteAndAccess_writtenAgain_startsAnew() {
        TiercelCache<String, String> cache =
                caches.create(c -> c.expireAfterWrite(seconds(10)).expireAfterAccess(seconds(3)));
        cache.put("k", "v");
        assertLives(cache, 9, seconds(1));
        cache.put("k", "v");
        assertLives(cache, 9, seconds(1));
        caches.advance(seconds(1));
        assertThat(cache.get("k")).isNull();
    }

    @Test
    void afterCreationAndAccess_writtenAgain_keepsTheFirstLimit() {
        TiercelCache<String, String> cache =
                caches.create(c -> c.expireAfterCreation(seconds(10)).expireAfterAccess(seconds(3)));
        cache.put("k", "v");
        assertLives(cache, 4, seconds(2));
        cache.put("k", "v");
        caches.advance(seconds(2));
        assertThat(cache.get("k")).isNull();
    }

    @Test
    void jitter_manyEntries_onlyShortens() {
        TiercelCache<String, String> cache =
                caches.create(c -> c.expireAfterWrite(seconds(100)).expiryJitter(0.2));
        IntStream.range(0, 1_000).forEach(i -> cache.put("k" + i, "v"));
        caches.advance(seconds(80));
        assertThat(cache).hasSize(1_000);
        caches.advance(seconds(10));
        assertThat(cache).hasSizeBetween(300, 700);
        caches.advance(seconds(10));
        assertThat(cache).isEmpty();
    }

    @Test
    void timeToLive_eternalCache_expiresThatEntryOnly() {
        TiercelCache<String, String> cache = caches.create(c -> c.eternal());
        cache.put("k", "v", PutOptions.timeToLive(seconds(5)));
        cache.put("other", "v");
        caches.advance(seconds(5));
        assertThat(cache.get("k")).isNull();
        assertThat(cache.get("other")).isEqualTo("v");
    }

    @Test
    void timeToLive_eternalCachePutAgain_countsFromTheLastPut() {
        TiercelCache<String, String> cache = caches.create(c -> c.eternal());
        cache.put("k", "v", PutOptions.timeToLive(seconds(5)));
        caches.advance(seconds(3));
        cache.put("k", "w", PutOptions.timeToLive(seconds(5)));
        caches.advance(seconds(4));
        assertThat(cache.get("k")).isEqualTo("w");
        caches.advance(seconds(1));
        assertThat(cache.get("k")).isNull();
    }

    @Test
    void timeToLive_shorterThanTheExpiry_bounds() {
        TiercelCache<String, String> cache = caches.create(c -> c.expireAfterWrite(seconds(10)));
        cache.put("k", "v", PutOptions.timeToLive(seconds(5)));
        caches.advance(seconds(5));
        assertThat(cache.get("k")).isNull();
    }

    @Test
    void timeToLive_longerThanTheExpiry_prolongsNothing() {
        TiercelCache<String, String> cache = caches.create(c -> c.expireAfterWrite(seconds(10)));
        cache.put("k", "v", PutOptions.timeToLive(seconds(50)));
        caches.advance(seconds(10));
        assertThat(cache.get("k")).isNull();
    }

    @Test
    void timeToLive_readAllTheTime_isNotProlonged() {
        TiercelCache<String, String> cache = caches.create(c -> c.expireAfterAccess(seconds(10)));
        cache.put("k", "v", PutOptions.timeToLive(seconds(5)));
        assertLives(cache, 4, seconds(1));
        caches.advance(seconds(1));
        assertThat(cache.get("k")).isNull();
    }

    @Test
    void timeToLive_plainPutAfterwards_isOver() {
        TiercelCache<String, String> eternal = caches.create(c -> c.eternal());
        TiercelCache<String, String> written = caches.create(c -> c.expireAfterWrite(seconds(20)));
        for (TiercelCache<String, String> cache : List.of(eternal, written)) {
            cache.put("k", "v", PutOptions.timeToLive(seconds(5)));
            cache.put("k", "w");
        }
        caches.advance(seconds(19));
        assertThat(eternal.get("k")).isEqualTo("w");
        assertThat(written.get("k")).isEqualTo("w");
    }

    @Test
    void timeToLive_policyThatLeavesUpdatesAlone_neverBeyondTheCreation() {
        TiercelCache<String, String> cache = caches.create(
                c -> c.expiry(CreatedExpiryPolicy.factoryOf(new javax.cache.expiry.Duration(TimeUnit.SECONDS, 10))));
        cache.put("k", "v");
        caches.advance(seconds(8));
        cache.put("k", "w", PutOptions.timeToLive(seconds(5)));
        caches.advance(seconds(2));
        assertThat(cache.get("k")).isNull();
    }

    @Test
    void timeToLive_belowAMillisecond_isOneMillisecond() {
        TiercelCache<String, String> cache = caches.create(c -> c.eternal());
        cache.put("k", "v", PutOptions.timeToLive(Duration.ofNanos(1)));
        assertThat(cache.get("k")).isEqualTo("v");
        caches.advance(Duration.ofMillis(1));
        assertThat(cache.get("k")).isNull();
    }

    @Test
    void timeToLive_longest_neverExpires() {
        TiercelCache<String, String> cache = caches.create(c -> c.eternal());
        cache.put("k", "v", PutOptions.timeToLive(ChronoUnit.FOREVER.getDuration()));
        caches.advance(Duration.ofDays(3_650));
        assertThat(cache.get("k")).isEqualTo("v");
    }

    private void assertLives(TiercelCache<String, String> cache, int times, Duration apart) {
        for (int i = 0; i < times; i++) {
            caches.advance(apart);
            assertThat(cache.get("k")).as("after %s times %s", i + 1, apart).isNotNull();
        }
    }

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }
}
