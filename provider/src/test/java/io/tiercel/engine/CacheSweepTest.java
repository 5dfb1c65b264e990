package io.tiercel.engine;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.event.RecordingListener;
import io.tiercel.event.RecordingListener.Recorded;
import io.tiercel.expiry.Expiry;
import io.tiercel.expiry.FixedExpiry;
import io.tiercel.freshness.FreshnessPolicy;
import io.tiercel.heap.EntryShape;
import io.tiercel.heap.HeapStore;
import io.tiercel.statistics.Counter;
import io.tiercel.store.Entry;
import io.tiercel.store.Store;
import io.tiercel.tier.MapLowerStore;
import io.tiercel.tier.PlainForm;
import io.tiercel.tier.TierParts;
import io.tiercel.tier.TieredStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.EventType;
import org.junit.jupiter.api.Test;

class CacheSweepTest {

    private static final long NO_LIMIT = Long.MAX_VALUE;
    private static final Expiry IDLE_AND_AGE =
            FixedExpiry.whicheverFirst(null, Duration.ofSeconds(59), Duration.ofSeconds(40), /* jitter= */ 0);

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
        test.invalidations.tags(List.of("odd:1"));
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
    void takeEvents_afterSweeps_tellsOfEachOnceAndThrowsNothing() {
        IntStream.range(0, 100).forEach(key -> test.writes.put(key, key));
        test.clock.advance(Duration.ofMinutes(1));
        List<Object> told = new ArrayList<>();
        CacheEntryExpiredListener<Object, Object> failing = events -> events.forEach(event -> {
            told.add(event.getKey());
            throw new IllegalStateException("of the listener");
        });
        test.parts
                .events()
                .register(new MutableCacheEntryListenerConfiguration<>(
                        () -> failing, null, /* isOldValueRequired= */ false, /* isSynchronous= */ true));

        sweepAll();
        Runnable events = requireNonNull(sweep.takeEvents());
        assertThat(told).as("told while it sweeps").isEmpty();
        assertThat(test.parts.store().size()).isZero();
        runSilently(events);

        assertThat(told).hasSize(100).doesNotHaveDuplicates();
        assertThat(test.parts.events().unseenFailures()).isEqualTo(100);
        assertThat(sweep.takeEvents()).isNull();
    }

    private static void runSilently(Runnable work) {
        Logger logger = Logger.getLogger("io.tiercel.event");
        logger.setLevel(Level.OFF);
        try {
            work.run();
        } finally {
            logger.setLevel(null);
        }
    }

    @Test
    void takeEvents_keyIsWrittenBeforeTheyAreDelivered_keepsTheOrderOfTheKey() {
        test.writes.put(1, "old");
        test.clock.advance(Duration.ofMinutes(1));
        RecordingListener<Object, Object> listener = new RecordingListener<>();
        test.parts.events().register(listener.synchronous());

        sweepAll();
        test.writes.put(1, "new");
        assertThat(listener.recorded())
                .extracting(Recorded::type)
                .containsExactly(EventType.EXPIRED, EventType.CREATED);
        requireNonNull(sweep.takeEvents()).run();

        assertThat(listener.recorded()).hasSize(2);
    }

    @Test
    void sweep_staleEntries_leaveWhenNobodyMayBeGivenThemAnyMore() {
        Duration stale = Duration.ofHours(1);
        TestEngine fresh = TestEngine.keepingFresh(IDLE_AND_AGE, servingStale(stale));
        CacheSweep<Object, Object> swept = new CacheSweep<>(fresh.parts, fresh.engine);
        fresh.writes.put("idle", 1);
        fresh.writes.put("old", 2);
        fresh.clock.advance(Duration.ofSeconds(30));
        fresh.reads.find("old");
        fresh.clock.advance(Duration.ofSeconds(29));

        assertThat(swept.sweep(NO_LIMIT)).isTrue();
        assertThat(keys(fresh)).as("one that was idle too long is not stale").containsExactly("old");
        fresh.clock.advance(stale.minusMillis(1));
        assertThat(swept.sweep(NO_LIMIT)).isTrue();
        assertThat(keys(fresh)).containsExactly("old");
        fresh.clock.advance(Duration.ofMillis(1));
        assertThat(swept.sweep(NO_LIMIT)).isTrue();
        assertThat(keys(fresh)).isEmpty();
    }

    @Test
    void sweep_staleEntryWhoseDeadlineBelowIsBehind_isNotTakenEarly() {
        Duration stale = Duration.ofHours(1);
        MapLowerStore lower = new MapLowerStore(/* weighed= */ false, /* capacity= */ 100);
        TestEngine fresh = new TestEngine(
                IDLE_AND_AGE,
                (locks, statistics) -> new TieredStore(new TierParts(
                        new HeapStore(
                                new EntryShape(/* touchable= */ true, /* weighed= */ false, /* versioned= */ true),
                                100),
                        lower,
                        locks,
                        new PlainForm(),
                        /* quantumMillis= */ 2_500,
                        statistics)),
                servingStale(stale));
        CacheSweep<Object, Object> swept = new CacheSweep<>(fresh.parts, fresh.engine);
        fresh.writes.put("key", "value");
        fresh.reads.find("key"); // is above from now on
        fresh.clock.advance(Duration.ofSeconds(18));
        fresh.reads.find("key"); // until 58, which is told below
        fresh.clock.advance(Duration.ofSeconds(7));
        fresh.reads.find("key"); // until 59, which is not
        assertThat(deadlineIn(fresh.parts.store()) - deadlineIn(lower))
                .as("how far it is behind")
                .isEqualTo(1_000);

        fresh.clock.advance(Duration.ofSeconds(34).plus(stale).minusMillis(1));
        assertThat(swept.sweep(NO_LIMIT)).isTrue();
        assertThat(lower.size()).isEqualTo(1);
        fresh.clock.advance(Duration.ofMillis(1));
        assertThat(swept.sweep(NO_LIMIT)).isTrue();
        assertThat(lower.size()).isZero();
    }

    private static long deadlineIn(Store store) {
        return requireNonNull(store.peek("key", Store.spread("key".hashCode()))).expiresAtMillis();
    }

    private static FreshnessPolicy servingStale(Duration stale) {
        return new FreshnessPolicy(
                /* refreshAhead= */ 1, /* early= */ false, /* whileRevalidateMillis= */ 0, stale.toMillis(), 0);
    }

    private static List<Object> keys(TestEngine engine) {
        List<Entry> entries = new ArrayList<>();
        long cursor = 0;
        do {
            cursor = engine.parts.store().scan(cursor, entries);
        } while (cursor != 0);
        return entries.stream().map(Entry::key).toList();
    }

    @Test
    void look_invalidatedThenExpired_isNoExpiry() {
        test.writes.put(1, 1, Terms.of(null, Set.of("tag")));
        test.invalidations.tags(List.of("tag"));
        test.clock.advance(Duration.ofMinutes(2));

        sweepAll();

        assertThat(test.parts.store().size()).isZero();
        assertThat(test.parts.statistics().get(Counter.EXPIRATIONS)).isZero();
        assertThat(test.parts.statistics().get(Counter.INVALIDATIONS)).isEqualTo(1);
    }
}
