package io.tiercel.spec;

import static io.tiercel.spec.FreshFixture.TTL;
import static io.tiercel.spec.FreshFixture.awaitRefreshes;
import static io.tiercel.spec.FreshFixture.counted;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.PutOptions;
import io.tiercel.TiercelCache;
import io.tiercel.configuration.EarlyLoading;
import io.tiercel.spec.FreshFixture.Tiers;
import io.tiercel.statistics.Counter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Values that are loaded anew before their time is over. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class RefreshAheadTest {

    /** From where on a value is due at a fraction of 0.8. */
    private static final Duration DUE = Duration.ofSeconds(48);

    private static final Duration MILLI = Duration.ofMillis(1);
    private static final int REFRESHERS = 16;
    private static final int WAITING = 1_000;

    private final FreshFixture fixture = new FreshFixture();
    private final FakeSource source = fixture.source;
    private final CountDownLatch gate = new CountDownLatch(1);

    @AfterEach
    void close() {
        gate.countDown();
        fixture.close();
    }

    /** Returns a cache that has 1=old, and whose source has 1=new. */
    private TiercelCache<Integer, String> loaded(Tiers tiers) {
        TiercelCache<Integer, String> cache = fixture.cache(tiers, b -> b.refreshAhead(0.8));
        source.rows.put(1, "old");
        assertThat(cache.get(1)).isEqualTo("old");
        source.rows.put(1, "new");
        return cache;
    }

    private void loadsWait() {
        source.script = call -> Waits.block(gate);
    }

    @ParameterizedTest
    @EnumSource(Tiers.class)
    void get_dueValue_isReturnedAndLoadedAnew(Tiers tiers) {
        TiercelCache<Integer, String> cache = loaded(tiers);
        loadsWait();
        fixture.advance(DUE.minus(MILLI));
        assertThat(cache.get(1)).isEqualTo("old");
        assertThat(source.calls).hasSize(1);
        fixture.advance(MILLI);
        assertThat(cache.get(1)).isEqualTo("old");
        assertThat(cache.get(1)).isEqualTo("old");
        gate.countDown();
        awaitRefreshes(cache, 1);
        assertThat(cache.get(1)).isEqualTo("new");
        fixture.advance(DUE.minus(MILLI));
        assertThat(cache.get(1)).as("its time began anew").isEqualTo("new");
        assertThat(source.calls).containsExactly("load 1", "load 1");
        assertThat(fixture.events.all).containsExactly("CREATED 1=old", "UPDATED 1=new");
        assertThat(counted(cache, Counter.EARLY_LOADS)).isEqualTo(1);
        assertThat(Counts.of(cache).puts()).isZero();
    }

    @ParameterizedTest
    @EnumSource(Tiers.class)
    void get_dueValueThatExpiresBeforeItIsLoaded_waitsForThatLoad(Tiers tiers) {
        TiercelCache<Integer, String> cache = loaded(tiers);
        loadsWait();
        fixture.advance(DUE);
        cache.get(1);
        Waits.until("the loader is asked", () -> source.calls.size() == 2);
        fixture.advance(TTL);
        List<Waits.Run<String>> runs = IntStream.range(0, 64)
                .mapToObj(i -> Waits.Run.start(() -> cache.get(1)))
                .toList();
        runs.forEach(Waits::untilBlocked);
        gate.countDown();
        assertThat(runs).extracting(Waits.Run::result).containsOnly("new");
        assertThat(source.calls).hasSize(2);
    }

    @Test
    void refreshes_valueThatIsNotInTheCacheYet_isNotCounted() {
        TiercelCache<Integer, String> cache =
                fixture.cache(Tiers.HEAP, b -> b.refreshAhead(0.8).loaderTimeout(Duration.ofMinutes(1)));
        cache.put(1, "old");
        source.rows.put(1, "new");
        fixture.advance(DUE);
        CountDownLatch held = new CountDownLatch(1);
        Waits.Run<Integer> processor = Waits.Run.start(() -> cache.invoke(1, (entry, arguments) -> {
            held.countDown();
            Waits.block(gate);
            return 0;
        }));
        Waits.block(held);
        cache.get(1);
        Waits.until("the loader is asked", () -> source.calls.size() == 1);
        for (int i = 0; i < 100; i++) {
            assertThat(counted(cache, Counter.REFRESHES)).isZero();
            LockSupport.parkNanos(1_000_000);
        }
        gate.countDown();
        processor.result();
        awaitRefreshes(cache, 1);
        assertThat(cache.get(1)).isEqualTo("new");
    }

    static Stream<Named<Consumer<TiercelCache<Integer, String>>>> endings() {
        return Stream.of(
                Named.of("remove", cache -> cache.remove(1)),
                Named.of("removeAll", cache -> cache.removeAll()),
                Named.of("clear", cache -> cache.clear()),
                Named.of("invalidate", cache -> cache.invalidate(1)),
                Named.of("tag", cache -> cache.invalidateTag("t1")),
                Named.of("glob", cache -> cache.invalidateMatching("*")),
                Named.of("predicate", cache -> cache.invalidateMatching((key, value) -> true)));
    }

    @ParameterizedTest
    @MethodSource("endings")
    void invalidation_duringTheLoad_isNotUndoneByIt(Consumer<TiercelCache<Integer, String>> ending) {
        TiercelCache<Integer, String> cache =
                fixture.cache(Tiers.MIXED, b -> b.refreshAhead(0.8).tags((key, value) -> Set.of("t" + key)));
        source.rows.put(1, "old");
        cache.get(1);
        loadsWait();
        fixture.advance(DUE);
        cache.get(1);
        Waits.until("the loader is asked", () -> source.calls.size() == 2);
        ending.accept(cache);
        gate.countDown();
        awaitRefreshes(cache, 1);
        assertThat(cache.containsKey(1)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Tiers.class)
    void put_duringTheLoad_stays(Tiers tiers) {
        TiercelCache<Integer, String> cache = loaded(tiers);
        loadsWait();
        fixture.advance(DUE);
        cache.get(1);
        Waits.until("the loader is asked", () -> source.calls.size() == 2);
        cache.put(1, "mine");
        gate.countDown();
        awaitRefreshes(cache, 1);
        assertThat(cache.get(1)).isEqualTo("mine");
    }

    @ParameterizedTest
    @EnumSource(Tiers.class)
    void get_loadFails_keepsTheValueAndTriesAgainAfterASecond(Tiers tiers) {
        TiercelCache<Integer, String> cache = loaded(tiers);
        source.script = call -> {
            throw new IllegalStateException("down");
        };
        fixture.advance(DUE);
        cache.get(1);
        Waits.until("the load has failed", () -> counted(cache, Counter.REFRESH_FAILURES) == 1);
        assertThat(cache.get(1)).isEqualTo("old");
        assertThat(source.calls).hasSize(2);
        source.script = call -> {};
        fixture.advance(Duration.ofSeconds(1));
        assertThat(cache.get(1)).isEqualTo("old");
        awaitRefreshes(cache, 1);
        assertThat(cache.get(1)).isEqualTo("new");
    }

    @ParameterizedTest
    @EnumSource(Tiers.class)
    void get_sourceHasNoValueAnyMore_isAbsentAfterTheLoad(Tiers tiers) {
        TiercelCache<Integer, String> cache = loaded(tiers);
        source.rows.clear();
        fixture.advance(DUE);
        assertThat(cache.get(1)).isEqualTo("old");
        awaitRefreshes(cache, 1);
        assertThat(cache.containsKey(1)).isFalse();
        assertThat(fixture.events.all).containsExactly("CREATED 1=old", "EXPIRED 1=old");
    }

    @ParameterizedTest
    @EnumSource(Tiers.class)
    void get_timeToLiveOfItsOwn_isDueAtTheFractionOfIt(Tiers tiers) {
        TiercelCache<Integer, String> cache = loaded(tiers);
        cache.put(1, "brief", PutOptions.timeToLive(Duration.ofSeconds(10)));
        fixture.advance(Duration.ofSeconds(8).minus(MILLI));
        assertThat(cache.get(1)).isEqualTo("brief");
        assertThat(source.calls).hasSize(1);
        fixture.advance(MILLI);
        assertThat(cache.get(1)).isEqualTo("brief");
        awaitRefreshes(cache, 1);
        assertThat(cache.get(1)).isEqualTo("new");
    }

    @ParameterizedTest
    @EnumSource(Tiers.class)
    void get_afterCreation_loadBeginsItsTimeAnew(Tiers tiers) {
        TiercelCache<Integer, String> cache =
                fixture.cacheOf(tiers, b -> b.expireAfterCreation(TTL).refreshAhead(0.8));
        source.rows.put(1, "old");
        cache.get(1);
        fixture.advance(DUE);
        cache.get(1);
        awaitRefreshes(cache, 1);
        fixture.advance(DUE.minus(MILLI));
        assertThat(cache.get(1)).isEqualTo("old");
        assertThat(source.calls).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(Tiers.class)
    void get_idleTime_isDueByAgeAlone(Tiers tiers) {
        TiercelCache<Integer, String> cache = fixture.cache(
                tiers, b -> b.expireAfterAccess(Duration.ofSeconds(40)).refreshAhead(0.8));
        source.rows.put(1, "old");
        cache.get(1);
        fixture.advance(Duration.ofSeconds(39));
        cache.get(1);
        assertThat(source.calls).as("near the end of its idle time").hasSize(1);
        fixture.advance(Duration.ofSeconds(9));
        cache.get(1);
        awaitRefreshes(cache, 1);
    }

    @Test
    void getAll_dueValues_areLoadedAnew() {
        TiercelCache<Integer, String> cache = loaded(Tiers.HEAP);
        fixture.advance(DUE);
        assertThat(cache.getAll(Set.of(1))).isEqualTo(Map.of(1, "old"));
        awaitRefreshes(cache, 1);
    }

    @Test
    void containsKey_dueValue_loadsNothing() {
        TiercelCache<Integer, String> cache = loaded(Tiers.HEAP);
        fixture.advance(DUE);
        assertThat(cache.containsKey(1)).isTrue();
        assertThat(cache.iterator().next().getValue()).isEqualTo("old");
        assertThat(cache.get(1)).isEqualTo("old");
        awaitRefreshes(cache, 1);
        assertThat(source.calls).hasSize(2);
    }

    @Test
    void get_tooManyAreDue_dropsAndCounts() {
        TiercelCache<Integer, String> cache = fixture.cache(Tiers.HEAP, b -> b.refreshAhead(0.8));
        int keys = REFRESHERS + WAITING + 10;
        IntStream.range(0, keys).forEach(key -> cache.put(key, "old"));
        loadsWait();
        fixture.advance(DUE);
        IntStream.range(0, keys).forEach(key -> assertThat(cache.get(key)).isEqualTo("old"));
        assertThat(counted(cache, Counter.REFRESHES_DROPPED)).isEqualTo(10);
        assertThat(counted(cache, Counter.EARLY_LOADS)).isEqualTo(REFRESHERS + WAITING);
        gate.countDown();
        awaitRefreshes(cache, REFRESHERS + WAITING);
    }

    @ParameterizedTest
    @EnumSource(Tiers.class)
    void get_earlyByChance_loadsBeforeTheEndIfLoadsAreSlow(Tiers tiers) {
        TiercelCache<Integer, String> cache = fixture.cache(tiers, b -> b.loadEarly(EarlyLoading.XFETCH));
        source.rows.put(1, "old");
        source.script = call -> fixture.advance(Duration.ofSeconds(10)); // so long does a load take
        cache.get(1);
        source.rows.put(1, "new");
        source.script = call -> {};
        fixture.advance(TTL.minusMillis(1));
        Waits.until("a reader is early", () -> cache.get(1) != null && source.calls.size() == 2);
        awaitRefreshes(cache, 1);
        assertThat(cache.get(1)).isEqualTo("new");
    }

    @Test
    void get_earlyByChance_neverIsLongBeforeTheEnd() {
        TiercelCache<Integer, String> cache = fixture.cache(Tiers.HEAP, b -> b.loadEarly(EarlyLoading.XFETCH));
        source.rows.put(1, "old");
        cache.get(1);
        fixture.advance(Duration.ofSeconds(59)); // far more than 37 times the millisecond that a load took
        for (int i = 0; i < 1_000; i++) {
            cache.get(1);
        }
        assertThat(counted(cache, Counter.EARLY_LOADS)).isZero();
    }
}
