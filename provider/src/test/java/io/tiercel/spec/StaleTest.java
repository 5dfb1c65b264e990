package io.tiercel.spec;

import static io.tiercel.spec.FreshFixture.TTL;
import static io.tiercel.spec.FreshFixture.awaitRefreshes;
import static io.tiercel.spec.FreshFixture.counted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.TiercelCache;
import io.tiercel.spec.FreshFixture.Tiers;
import io.tiercel.statistics.Counter;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import javax.cache.integration.CacheLoaderException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Values that reads are given after their time: within bounds, and to nobody else. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class StaleTest {

    private static final Duration REVALIDATE = Duration.ofSeconds(10);
    private static final Duration IF_ERROR = Duration.ofSeconds(30);
    private static final Duration MILLI = Duration.ofMillis(1);

    private final FreshFixture fixture = new FreshFixture();
    private final FakeSource source = fixture.source;
    private final CountDownLatch gate = new CountDownLatch(1);

    @AfterEach
    void close() {
        gate.countDown();
        fixture.close();
    }

    /** Returns a cache whose value 1=old has just come to its end, and whose source has 1=new. */
    private TiercelCache<Integer, String> stale(Tiers tiers, Duration whileRevalidate, Duration ifError) {
        TiercelCache<Integer, String> cache = fixture.cache(
                tiers, b -> b.staleWhileRevalidate(whileRevalidate).staleIfError(ifError));
        source.rows.put(1, "old");
        assertThat(cache.get(1)).isEqualTo("old");
        source.rows.put(1, "new");
        fixture.advance(TTL);
        return cache;
    }

    private void failLoads() {
        source.script = call -> {
            throw new IllegalStateException("down");
        };
    }

    private void loadsWait() {
        source.script = call -> Waits.block(gate);
    }

    @ParameterizedTest
    @EnumSource(Tiers.class)
    void get_whileRevalidating_isStaleUntilTheLoadInTheBackgroundEnds(Tiers tiers) {
        TiercelCache<Integer, String> cache = stale(tiers, REVALIDATE, Duration.ZERO);
        loadsWait();
        assertThat(cache.get(1)).isEqualTo("old");
        Waits.until("the loader is asked", () -> source.calls.size() == 2);
        assertThat(cache.get(1)).isEqualTo("old");
        gate.countDown();
        awaitRefreshes(cache, 1);
        assertThat(cache.get(1)).isEqualTo("new");
        assertThat(source.calls).containsExactly("load 1", "load 1");
        assertThat(fixture.events.all).containsExactly("CREATED 1=old", "EXPIRED 1=old", "CREATED 1=new");
        assertThat(counted(cache, Counter.STALE_SERVED)).isEqualTo(2);
        assertThat(Counts.of(cache)).isEqualTo(new Counts(1, 3, 0, 0));
    }

    @ParameterizedTest
    @EnumSource(Tiers.class)
    void get_afterTheTimeToRevalidate_loads(Tiers tiers) {
        TiercelCache<Integer, String> cache = stale(tiers, REVALIDATE, Duration.ZERO);
        fixture.advance(REVALIDATE.minus(MILLI));
        failLoads();
        assertThat(cache.get(1)).isEqualTo("old");
        Waits.until("its load has failed", () -> counted(cache, Counter.REFRESH_FAILURES) == 1);
        fixture.advance(MILLI);
        assertThatThrownBy(() -> cache.get(1)).isInstanceOf(CacheLoaderException.class);
        source.script = call -> {};
        assertThat(cache.get(1)).isEqualTo("new");
    }

    @ParameterizedTest
    @EnumSource(Tiers.class)
    void getAll_whileRevalidating_mixesStaleAndLoaded(Tiers tiers) {
        TiercelCache<Integer, String> cache = stale(tiers, REVALIDATE, Duration.ZERO);
        source.rows.put(2, "b");
        assertThat(cache.getAll(Set.of(1, 2, 3))).isEqualTo(Map.of(1, "old", 2, "b"));
        awaitRefreshes(cache, 1);
        assertThat(cache.getAll(Set.of(1, 2, 3))).isEqualTo(Map.of(1, "new", 2, "b"));
    }

    @ParameterizedTest
    @EnumSource(Tiers.class)
    void get_loaderFails_isStaleWithinTheBoundAndNotLonger(Tiers tiers) {
        TiercelCache<Integer, String> cache = stale(tiers, Duration.ZERO, IF_ERROR);
        failLoads();
        fixture.advance(IF_ERROR.minus(MILLI));
        assertThat(cache.get(1)).isEqualTo("old");
        assertThat(cache.getAll(Set.of(1))).isEqualTo(Map.of(1, "old"));
        fixture.advance(MILLI);
        assertThatThrownBy(() -> cache.get(1)).isInstanceOf(CacheLoaderException.class);
        assertThatThrownBy(() -> cache.getAll(Set.of(1))).isInstanceOf(CacheLoaderException.class);
        assertThat(counted(cache, Counter.STALE_SERVED)).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(Tiers.class)
    void getAll_loaderFails_mixesStaleAndFailure(Tiers tiers) {
        TiercelCache<Integer, String> cache = stale(tiers, Duration.ZERO, IF_ERROR);
        failLoads();
        assertThat(cache.getAll(Set.of(1))).isEqualTo(Map.of(1, "old"));
        assertThatThrownBy(() -> cache.getAll(Set.of(1, 2))).isInstanceOf(CacheLoaderException.class);
    }

    @ParameterizedTest
    @EnumSource(Tiers.class)
    void get_loaderKeepsFailing_isAskedOnceASecond(Tiers tiers) {
        TiercelCache<Integer, String> cache = stale(tiers, Duration.ZERO, IF_ERROR);
        failLoads();
        for (int i = 0; i < 10; i++) {
            assertThat(cache.get(1)).isEqualTo("old");
        }
        assertThat(source.calls).hasSize(2);
        fixture.advance(Duration.ofSeconds(1));
        assertThat(cache.get(1)).isEqualTo("old");
        assertThat(source.calls).hasSize(3);
        source.script = call -> {};
        fixture.advance(Duration.ofSeconds(1));
        assertThat(cache.get(1)).isEqualTo("new");
    }

    @ParameterizedTest
    @EnumSource(Tiers.class)
    void get_backgroundLoadFails_isStaleAndTheLoaderIsAskedAgainAfterASecond(Tiers tiers) {
        TiercelCache<Integer, String> cache = stale(tiers, REVALIDATE, Duration.ZERO);
        failLoads();
        assertThat(cache.get(1)).isEqualTo("old");
        Waits.until("the load has failed", () -> counted(cache, Counter.REFRESH_FAILURES) == 1);
        assertThat(cache.get(1)).isEqualTo("old");
        assertThat(source.calls).hasSize(2);
        fixture.advance(Duration.ofSeconds(1));
        source.script = call -> {};
        assertThat(cache.get(1)).isEqualTo("old");
        awaitRefreshes(cache, 1);
        assertThat(cache.get(1)).isEqualTo("new");
    }

    @ParameterizedTest
    @EnumSource(Tiers.class)
    void get_sourceHasNoValueAnyMore_isAbsentAfterTheLoad(Tiers tiers) {
        TiercelCache<Integer, String> cache = stale(tiers, REVALIDATE, IF_ERROR);
        source.rows.clear();
        assertThat(cache.get(1)).isEqualTo("old");
        awaitRefreshes(cache, 1);
        assertThat(cache.get(1)).isNull();
        assertThat(fixture.events.all).containsExactly("CREATED 1=old", "EXPIRED 1=old");
        assertThat(counted(cache, Counter.EXPIRATIONS)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Tiers.class)
    void otherOperations_staleEntry_seeNone(Tiers tiers) {
        TiercelCache<Integer, String> cache = stale(tiers, REVALIDATE, IF_ERROR);
        failLoads();
        assertThat(cache.containsKey(1)).isFalse();
        assertThat(cache.iterator()).isExhausted();
        assertThat(cache.get(1)).as("looking changes nothing").isEqualTo("old");
        assertThat(cache.replace(1, "x")).isFalse();
        assertThat(fixture.events.all).containsExactly("CREATED 1=old", "EXPIRED 1=old");
        assertThatThrownBy(() -> cache.get(1)).isInstanceOf(CacheLoaderException.class);
    }

    static Stream<Named<BiConsumer<TiercelCache<Integer, String>, String>>> endings() {
        return Stream.of(
                Named.of("remove", (cache, value) -> assertThat(cache.remove(1)).isFalse()),
                Named.of(
                        "removeIf",
                        (cache, value) -> assertThat(cache.remove(1, value)).isFalse()),
                Named.of(
                        "getAndRemove",
                        (cache, value) -> assertThat(cache.getAndRemove(1)).isNull()),
                Named.of("removeAll of keys", (cache, value) -> cache.removeAll(Set.of(1))),
                Named.of("removeAll", (cache, value) -> cache.removeAll()),
                Named.of("clear", (cache, value) -> cache.clear()),
                Named.of("invalidate", (cache, value) -> cache.invalidate(1)),
                Named.of("tag", (cache, value) -> cache.invalidateTag("t1")),
                Named.of("glob", (cache, value) -> cache.invalidateMatching("1*")),
                Named.of("predicate", (cache, value) -> cache.invalidateMatching((k, v) -> v.equals(value))),
                Named.of("processor", (cache, value) -> cache.invoke(1, Processors.remove())));
    }

    @ParameterizedTest
    @MethodSource("endings")
    void get_staleEntryWasInvalidated_isNeverServed(BiConsumer<TiercelCache<Integer, String>, String> ending) {
        for (Tiers tiers : Tiers.values()) {
            TiercelCache<Integer, String> cache = fixture.cache(
                    tiers,
                    b -> b.staleWhileRevalidate(REVALIDATE)
                            .staleIfError(IF_ERROR)
                            .tags((k, v) -> Set.of("t" + k)));
            source.script = call -> {};
            source.rows.put(1, "old");
            cache.get(1);
            fixture.advance(TTL);
            ending.accept(cache, "old");
            failLoads();
            assertThatThrownBy(() -> cache.get(1)).isInstanceOf(CacheLoaderException.class);
            assertThatThrownBy(() -> cache.getAll(Set.of(1))).isInstanceOf(CacheLoaderException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("endings")
    void get_invalidatedWhileTheLoadFails_isNotServed(BiConsumer<TiercelCache<Integer, String>, String> ending) {
        TiercelCache<Integer, String> cache =
                fixture.cache(Tiers.HEAP, b -> b.staleIfError(IF_ERROR).tags((k, v) -> Set.of("t" + k)));
        source.rows.put(1, "old");
        cache.get(1);
        fixture.advance(TTL);
        source.script = call -> {
            ending.accept(cache, "old");
            throw new IllegalStateException("down");
        };
        assertThatThrownBy(() -> cache.get(1)).isInstanceOf(CacheLoaderException.class);
        assertThat(cache.containsKey(1)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Tiers.class)
    void put_staleEntry_isACreation(Tiers tiers) {
        TiercelCache<Integer, String> cache = stale(tiers, REVALIDATE, IF_ERROR);
        assertThat(cache.getAndPut(1, "mine")).isNull();
        assertThat(cache.get(1)).isEqualTo("mine");
        assertThat(fixture.events.all).containsExactly("CREATED 1=old", "EXPIRED 1=old", "CREATED 1=mine");
    }

    @ParameterizedTest
    @EnumSource(Tiers.class)
    void getWithFunction_staleEntry_callsTheFunction(Tiers tiers) {
        TiercelCache<Integer, String> cache = stale(tiers, REVALIDATE, IF_ERROR);
        IllegalStateException down = new IllegalStateException("down");
        assertThatThrownBy(() -> cache.get(1, key -> {
                    throw down;
                }))
                .isSameAs(down);
        assertThat(cache.get(1, key -> "own")).isEqualTo("own");
        assertThat(cache.get(1)).isEqualTo("own");
    }

    @ParameterizedTest
    @EnumSource(Tiers.class)
    void get_writtenWhileRevalidating_theWriteStays(Tiers tiers) {
        TiercelCache<Integer, String> cache = stale(tiers, REVALIDATE, Duration.ZERO);
        loadsWait();
        assertThat(cache.get(1)).isEqualTo("old");
        Waits.until("the loader is asked", () -> source.calls.size() == 2);
        cache.put(1, "mine");
        gate.countDown();
        awaitRefreshes(cache, 1);
        assertThat(cache.get(1)).isEqualTo("mine");
    }

    @ParameterizedTest
    @EnumSource(Tiers.class)
    void get_ofAnEntryThatWasIdleTooLong_isNotStale(Tiers tiers) {
        TiercelCache<Integer, String> cache = fixture.cache(
                tiers, b -> b.expireAfterAccess(Duration.ofSeconds(40)).staleIfError(IF_ERROR));
        source.rows.put(1, "old");
        cache.get(1);
        fixture.advance(Duration.ofSeconds(45));
        failLoads();
        assertThatThrownBy(() -> cache.get(1)).isInstanceOf(CacheLoaderException.class);
    }

    @ParameterizedTest
    @EnumSource(Tiers.class)
    void get_idleTimeWithinTheAge_isStaleFromTheAgeOn(Tiers tiers) {
        TiercelCache<Integer, String> cache = fixture.cache(
                tiers, b -> b.expireAfterAccess(Duration.ofSeconds(40)).staleIfError(IF_ERROR));
        source.rows.put(1, "old");
        cache.get(1);
        failLoads();
        fixture.advance(Duration.ofSeconds(30));
        assertThat(cache.get(1)).isEqualTo("old");
        fixture.advance(Duration.ofSeconds(30));
        assertThat(cache.containsKey(1)).isFalse();
        assertThat(cache.get(1)).isEqualTo("old");
        fixture.advance(IF_ERROR.minus(MILLI));
        assertThat(cache.get(1)).as("idle no more once it is stale").isEqualTo("old");
        fixture.advance(MILLI);
        assertThatThrownBy(() -> cache.get(1)).isInstanceOf(CacheLoaderException.class);
    }
}
