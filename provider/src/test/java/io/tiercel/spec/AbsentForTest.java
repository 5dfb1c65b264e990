package io.tiercel.spec;

import static io.tiercel.spec.FreshFixture.counted;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.TiercelCache;
import io.tiercel.load.Lease;
import io.tiercel.spec.FreshFixture.Tiers;
import io.tiercel.statistics.Counter;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.integration.CompletionListenerFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Remembering that the source has no value. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class AbsentForTest {

    private static final Duration ABSENT = Duration.ofSeconds(30);

    private final FreshFixture fixture = new FreshFixture();
    private final FakeSource source = fixture.source;
    private final TiercelCache<Integer, String> cache = fixture.cache(Tiers.HEAP, b -> b.absentFor(ABSENT));

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void get_absentValue_isRememberedForItsTime() {
        assertThat(cache.get(1)).isNull();
        source.rows.put(1, "a");
        fixture.advance(ABSENT.minusMillis(1));
        assertThat(cache.get(1)).isNull();
        assertThat(cache.getAll(Set.of(1))).isEmpty();
        assertThat(source.calls).containsExactly("load 1");
        assertThat(counted(cache, Counter.ABSENT_HITS)).isEqualTo(2);
        assertThat(Counts.of(cache)).isEqualTo(Counts.misses(3));
        fixture.advance(Duration.ofMillis(1));
        assertThat(cache.get(1)).isEqualTo("a");
    }

    @Test
    void getAll_absentValues_areRemembered() {
        source.rows.put(1, "a");
        assertThat(cache.getAll(Set.of(1, 2))).isEqualTo(Map.of(1, "a"));
        assertThat(cache.getAll(Set.of(1, 2))).isEqualTo(Map.of(1, "a"));
        assertThat(cache.get(2)).isNull();
        assertThat(source.calls).containsExactly("loadAll [1, 2]");
    }

    @Test
    void otherReads_absentValueIsRemembered_askTheirOwnSource() {
        cache.get(1);
        assertThat(cache.get(1, key -> null)).isNull();
        assertThat(cache.get(1, key -> "own")).isEqualTo("own");
        assertThat(cache.get(1)).isEqualTo("own");
    }

    static Stream<Named<Consumer<TiercelCache<Integer, String>>>> changes() {
        return Stream.of(
                Named.of("put and remove", cache -> {
                    cache.put(1, "x");
                    cache.remove(1);
                }),
                Named.of("remove", cache -> cache.remove(1)),
                Named.of("removeAll of keys", cache -> cache.removeAll(Set.of(1))),
                Named.of("removeAll", cache -> cache.removeAll()),
                Named.of("clear", cache -> cache.clear()),
                Named.of("invalidate", cache -> cache.invalidate(1)),
                Named.of("glob", cache -> cache.invalidateMatching("1")),
                Named.of("predicate", cache -> cache.invalidateMatching((key, value) -> false)),
                Named.of("processor", cache -> cache.invoke(1, Processors.remove())));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void get_changedSince_asksTheLoader(Consumer<TiercelCache<Integer, String>> change) {
        assertThat(cache.get(1)).isNull();
        source.rows.put(1, "a");
        change.accept(cache);
        assertThat(cache.get(1)).isEqualTo("a");
    }

    @ParameterizedTest
    @MethodSource("changes")
    void get_changedWhileLoading_isNotRemembered(Consumer<TiercelCache<Integer, String>> change) {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch gate = new CountDownLatch(1);
        TiercelCache<Integer, String> slow = fixture.cache(Tiers.HEAP, b -> b.absentFor(ABSENT));
        Waits.Run<String> run = Waits.Run.start(() -> {
            source.script = call -> {
                asked.countDown();
                Waits.block(gate);
            };
            return slow.get(1);
        });
        Waits.until(asked);
        source.script = call -> {};
        change.accept(slow);
        gate.countDown();
        assertThat(run.result()).isNull();
        source.rows.put(1, "a");
        assertThat(slow.get(1)).isEqualTo("a");
    }

    @Test
    void get_filledSinceAndEvicted_asksTheLoader() throws Exception {
        assertThat(cache.get(1)).isNull();
        source.rows.put(1, "a");
        CompletionListenerFuture loaded = new CompletionListenerFuture();
        cache.loadAll(Set.of(1), true, loaded);
        loaded.get();
        fixture.advance(Duration.ofSeconds(1));
        try (Lease lease = cache.lease(2)) {
            assertThat(cache.get(2)).isNull();
            assertThat(cache.tryPut(2, "b", lease)).isTrue();
        }
        assertThat(cache.get(1)).isEqualTo("a");
        assertThat(cache.get(2)).isEqualTo("b");
    }

    @Test
    void loadAll_absentValueIsRemembered_asksTheLoader() throws Exception {
        assertThat(cache.get(1)).isNull();
        source.rows.put(1, "a");
        CompletionListenerFuture loaded = new CompletionListenerFuture();
        cache.loadAll(Set.of(1), false, loaded);
        loaded.get();
        assertThat(cache.get(1)).isEqualTo("a");
    }
}
