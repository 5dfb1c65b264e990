package io.tiercel.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.TiercelCache;
import io.tiercel.event.Eventually.Running;
import java.time.Duration;
import java.util.Iterator;
import javax.cache.Cache;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Threads that have an entry in hand while another one finds that it has expired. */
class ExpiredReadersTest {

    @AutoClose
    private final CacheFixture caches = new CacheFixture();

    @Test
    void next_entryExpiredByAnotherAfterHasNext_returnsAndCountsNoHit() {
        TiercelCache<String, String> cache = caches.create(c -> c.expireAfterWrite(Duration.ofSeconds(1)));
        cache.put("a", "1");
        Iterator<Cache.Entry<String, String>> entries = cache.iterator();
        assertThat(entries.hasNext()).isTrue();
        caches.advance(Duration.ofSeconds(1));
        assertThat(cache.get("a")).isNull();
        assertThat(entries.next().getKey()).isEqualTo("a");
        assertThat(Counts.of(cache)).isEqualTo(Counts.misses(1).withPuts(1));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void next_touchedEntryExpiredByAnother_returns(boolean capped) {
        TiercelCache<String, String> cache = caches.create(c -> {
            c.expireAfterAccess(Duration.ofSeconds(1));
            if (capped) {
                c.expireAfterWrite(Duration.ofSeconds(5));
            }
        });
        cache.put("a", "1");
        Iterator<Cache.Entry<String, String>> entries = cache.iterator();
        assertThat(entries.hasNext()).isTrue();
        caches.advance(Duration.ofSeconds(1));
        assertThat(cache.get("a")).isNull();
        Running.start(entries::next).join();
        assertThat(cache.containsKey("a")).isFalse();
    }
}
