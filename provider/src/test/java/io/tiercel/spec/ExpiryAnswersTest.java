package io.tiercel.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.TiercelCache;
import io.tiercel.event.RecordingListener;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.cache.event.EventType;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What null, zero, endless and failing answers of an expiry policy mean (Javadoc of ExpiryPolicy). */
class ExpiryAnswersTest {

    private static final Duration SECOND = new Duration(TimeUnit.SECONDS, 1);
    private static final java.time.Duration YEARS = java.time.Duration.ofDays(3_650);

    @AutoClose
    private final CacheFixture caches = new CacheFixture();

    private final RecordingListener<String, String> listener = new RecordingListener<>();
    private final RecordingWriter writer = new RecordingWriter();

    @Test
    void creation_zero_addsNothing() {
        TiercelCache<String, String> cache = create(() -> Duration.ZERO, () -> null, () -> null);
        cache.put("k", "v");
        cache.putIfAbsent("k", "v");
        assertThat(cache.getAndPut("k", "v")).isNull();
        assertThat(cache.containsKey("k")).isFalse();
        assertThat(cache.tiers().get(0).entries()).isZero();
        assertThat(listener.recorded()).isEmpty();
        assertThat(Counts.of(cache).puts()).isZero();
    }

    @Test
    void creation_nullOrThrowing_neverExpires() {
        for (Supplier<Duration> answer : List.<Supplier<Duration>>of(() -> null, ExpiryAnswersTest::fail)) {
            TiercelCache<String, String> cache = create(answer, () -> null, () -> null);
            cache.put("k", "v");
            caches.advance(YEARS);
            assertThat(cache.get("k")).isEqualTo("v");
        }
    }

    @Test
    void creation_longestDuration_neverExpires() {
        TiercelCache<String, String> cache =
                create(() -> new Duration(TimeUnit.DAYS, Long.MAX_VALUE), () -> null, () -> null);
        cache.put("k", "v");
        caches.advance(YEARS);
        assertThat(cache.get("k")).isEqualTo("v");
    }

    @Test
    void creation_fromAnEarlierToALaterTime_isTheTimeBetween() {
        TiercelCache<String, String> cache = create(() -> new Duration(1_000, 3_000), () -> null, () -> null);
        cache.put("k", "v");
        caches.advance(java.time.Duration.ofMillis(1_999));
        assertThat(cache.containsKey("k")).isTrue();
        caches.advance(java.time.Duration.ofMillis(1));
        assertThat(cache.containsKey("k")).isFalse();
    }

    @Test
    void access_zero_givesTheValueOnceAndExpires() {
        TiercelCache<String, String> cache = create(() -> Duration.ETERNAL, () -> Duration.ZERO, () -> null);
        cache.put("k", "v");
        assertThat(cache.get("k")).isEqualTo("v");
        assertThat(cache.get("k")).isNull();
        assertThat(types()).containsExactly(EventType.CREATED, EventType.EXPIRED);
        assertThat(writer.told()).containsExactly("+k");
    }

    @Test
    void access_zeroAtAProcessor_givesTheValueOnceAndExpires() {
        TiercelCache<String, String> cache = create(() -> Duration.ETERNAL, () -> Duration.ZERO, () -> null);
        cache.put("k", "v");
        String seen = cache.invoke("k", (entry, arguments) -> entry.getValue());
        assertThat(seen).isEqualTo("v");
        assertThat(cache.containsKey("k")).isFalse();
        assertThat(types()).containsExactly(EventType.CREATED, EventType.EXPIRED);
    }

    @Test
    void update_nullAtAProcessorThatHasRead_leavesWhatTheReadAnswered() {
        for (Supplier<ExpiryPolicy> policy : List.<Supplier<ExpiryPolicy>>of(
                () -> new AnsweringPolicy(() -> SECOND, () -> SECOND, () -> null),
                () -> new AccessedExpiryPolicy(SECOND))) {
            TiercelCache<String, String> cache = caches.create(c -> c.expiry(policy::get));
            cache.put("k", "");
            for (int i = 0; i < 3; i++) {
                caches.advance(java.time.Duration.ofMillis(999));
                cache.invoke("k", (entry, arguments) -> {
                    entry.setValue(entry.getValue() + "+");
                    return null;
                });
            }
            caches.advance(java.time.Duration.ofMillis(999));
            assertThat(cache.get("k")).isEqualTo("+++");
            caches.advance(java.time.Duration.ofSeconds(1));
            assertThat(cache.containsKey("k")).isFalse();
        }
    }

    @Test
    void access_zeroAtAnIteration_givesEachOnce() {
        TiercelCache<String, String> cache = create(() -> Duration.ETERNAL, () -> Duration.ZERO, () -> null);
        cache.put("a", "v");
        cache.put("b", "v");
        assertThat(cache).hasSize(2);
        assertThat(cache).isEmpty();
    }

    @Test
    void access_nullOrThrowing_changesNothing() {
        for (Supplier<Duration> answer : List.<Supplier<Duration>>of(() -> null, ExpiryAnswersTest::fail)) {
            TiercelCache<String, String> cache = create(() -> SECOND, answer, () -> null);
            cache.put("k", "v");
            caches.advance(java.time.Duration.ofMillis(999));
            assertThat(cache.get("k")).isEqualTo("v");
            caches.advance(java.time.Duration.ofMillis(1));
            assertThat(cache.get("k")).isNull();
        }
    }

    @Test
    void access_eternal_neverExpiresFromThenOn() {
        TiercelCache<String, String> cache = create(() -> SECOND, () -> Duration.ETERNAL, () -> null);
        cache.put("k", "v");
        cache.get("k");
        caches.advance(YEARS);
        assertThat(cache.get("k")).isEqualTo("v");
    }

    @Test
    void update_zero_firesUpdatedAndExpires() {
        TiercelCache<String, String> cache = create(() -> Duration.ETERNAL, () -> null, () -> Duration.ZERO);
        cache.put("k", "v");
        cache.put("k", "w");
        assertThat(cache.containsKey("k")).isFalse();
        assertThat(cache.tiers().get(0).entries()).isZero();
        assertThat(types()).containsExactly(EventType.CREATED, EventType.UPDATED, EventType.EXPIRED);
        assertThat(writer.told()).containsExactly("+k", "+k");
    }

    @Test
    void update_nullOrThrowing_changesNothing() {
        for (Supplier<Duration> answer : List.<Supplier<Duration>>of(() -> null, ExpiryAnswersTest::fail)) {
            TiercelCache<String, String> cache = create(() -> SECOND, () -> null, answer);
            cache.put("k", "v");
            caches.advance(java.time.Duration.ofMillis(999));
            cache.put("k", "w");
            assertThat(cache.get("k")).isEqualTo("w");
            caches.advance(java.time.Duration.ofMillis(1));
            assertThat(cache.get("k")).isNull();
        }
    }

    @Test
    void update_eternal_neverExpiresFromThenOn() {
        TiercelCache<String, String> cache = create(() -> SECOND, () -> null, () -> Duration.ETERNAL);
        cache.put("k", "v");
        cache.replace("k", "w");
        caches.advance(YEARS);
        assertThat(cache.get("k")).isEqualTo("w");
    }

    @Test
    void deadline_passed_tellsNoWriter() {
        TiercelCache<String, String> cache = create(() -> SECOND, () -> null, () -> null);
        cache.put("k", "v");
        caches.advance(java.time.Duration.ofSeconds(1));
        cache.get("k");
        cache.removeAll();
        assertThat(types()).containsExactly(EventType.CREATED, EventType.EXPIRED);
        assertThat(writer.told()).containsExactly("+k");
    }

    private TiercelCache<String, String> create(
            Supplier<Duration> creation, Supplier<Duration> access, Supplier<Duration> update) {
        return caches.create(c -> c.expiry(() -> new AnsweringPolicy(creation, access, update))
                .writer(writer)
                .listener(listener.synchronous()));
    }

    private List<EventType> types() {
        return listener.recorded().stream()
                .map(RecordingListener.Recorded::type)
                .toList();
    }

    private static Duration fail() {
        throw new IllegalStateException("on purpose");
    }

    private record AnsweringPolicy(Supplier<Duration> creation, Supplier<Duration> access, Supplier<Duration> update)
            implements ExpiryPolicy {
        @Override
        public Duration getExpiryForCreation() {
            return creation.get();
        }

        @Override
        public Duration getExpiryForAccess() {
            return access.get();
        }

        @Override
        public Duration getExpiryForUpdate() {
            return update.get();
        }
    }
}
