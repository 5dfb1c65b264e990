package io.tiercel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.expiry.FixedExpiry;
import io.tiercel.statistics.Counter;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryListenerException;
import org.junit.jupiter.api.Test;

class CacheSweepTest {

    private static final long NO_LIMIT = Long.MAX_VALUE;

    private final TestEngine test =
            new TestEngine(FixedExpiry.whicheverFirst(null, null, Duration.ofMinutes(1), /* jitter= */ 0));
    private final CacheSweep<Object, Object> sweep = new CacheSweep<>(test.parts, test.engine);

    private void sweepAll() {
        while (!sweep.sweep(NO_LIMIT)) {
            // goes on
        }
    }

    @Test
    void sweep_expired_leaves() {
        IntStream.range(0, 1_000).forEach(key -> test.writes.put(key, key));
        test.clock.advance(Duration.ofSeconds(30));
        test.reads.find(7);
        test.clock.advance(Duration.ofSeconds(30));

        sweepAll();

        assertThat(test.parts.store().size()).isEqualTo(1);
        assertThat(test.reads.find(7)).isEqualTo(7);
        assertThat(test.parts.statistics().get(Counter.EXPIRATIONS)).isEqualTo(999);
    }

    @Test
    void sweep_invalidated_leavesWithoutBeingCountedAgain() {
        IntStream.range(0, 100)
                .forEach(key -> test.writes.put(key, key, Terms.of(null, Set.of("tag", "odd:" + key % 2))));
        new Invalidations<>(test.parts, test.engine, test.reads).tags(List.of("odd:1"));
        assertThat(test.parts.store().size()).isEqualTo(100);
        assertThat(test.tags.count("tag")).isEqualTo(100);

        sweepAll();

        assertThat(test.parts.store().size()).isEqualTo(50);
        assertThat(test.tags.count("tag")).isEqualTo(50);
        assertThat(test.parts.statistics().get(Counter.INVALIDATIONS)).isEqualTo(50);
    }

    @Test
    void sweep_tagsOfNoEntry_areForgotten() {
        IntStream.range(0, 1_000).forEach(key -> {
            test.writes.put(key, key, Terms.of(null, Set.of("tag:" + key)));
            test.writes.remove(key);
        });
        test.writes.put(1, 1, Terms.of(null, Set.of("tag")));

        IntStream.range(0, 3).forEach(round -> sweepAll());

        assertThat(test.tags.size()).isEqualTo(1);
        assertThat(test.reads.find(1)).isEqualTo(1);
    }

    @Test
    void sweep_inSlices_comesRound() {
        IntStream.range(0, 10_000).forEach(key -> test.writes.put(key, key));
        test.clock.advance(Duration.ofMinutes(1));
        int slices = 1;
        while (!sweep.sweep(/* budgetNanos= */ 0)) {
            slices++;
        }
        assertThat(slices).isGreaterThan(1);
        assertThat(test.parts.store().size()).isZero();
    }

    @Test
    void sweep_idleAgainAfterAPass_findsWhatExpiredSince() {
        test.writes.put(1, 1);
        sweepAll();
        test.clock.advance(Duration.ofMinutes(1));
        sweepAll();
        assertThat(test.parts.store().size()).isZero();
    }

    @Test
    void sweep_listenerFails_countsNothingAnew() {
        IntStream.range(0, 500).forEach(key -> test.writes.put(key, key));
        test.clock.advance(Duration.ofSeconds(30));
        IntStream.range(500, 1_000).forEach(key -> test.writes.put(key, key, Terms.of(null, Set.of("tag"))));
        test.clock.advance(Duration.ofSeconds(30));
        CacheEntryExpiredListener<Object, Object> failing = events -> {
            throw new IllegalStateException("of the listener");
        };
        test.parts
                .events()
                .register(new MutableCacheEntryListenerConfiguration<>(
                        () -> failing, null, /* isOldValueRequired= */ false, /* isSynchronous= */ true));

        int failures = 0;
        boolean isRound = false;
        while (!isRound) {
            try {
                isRound = sweep.sweep(NO_LIMIT);
            } catch (CacheEntryListenerException e) {
                failures++;
            }
        }

        assertThat(failures).isPositive();
        assertThat(test.tags.count("tag")).isEqualTo(500);
    }

    @Test
    void look_invalidatedThenExpired_isNoExpiry() {
        test.writes.put(1, 1, Terms.of(null, Set.of("tag")));
        new Invalidations<>(test.parts, test.engine, test.reads).tags(List.of("tag"));
        test.clock.advance(Duration.ofMinutes(2));

        sweepAll();

        assertThat(test.parts.store().size()).isZero();
        assertThat(test.parts.statistics().get(Counter.EXPIRATIONS)).isZero();
        assertThat(test.parts.statistics().get(Counter.INVALIDATIONS)).isEqualTo(1);
    }
}
