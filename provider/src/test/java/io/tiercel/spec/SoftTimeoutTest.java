package io.tiercel.spec;

import static io.tiercel.spec.FreshFixture.TTL;
import static io.tiercel.spec.FreshFixture.counted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.TiercelCache;
import io.tiercel.TiercelConfigurationBuilder;
import io.tiercel.spec.FreshFixture.Tiers;
import io.tiercel.statistics.Counter;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import javax.cache.integration.CacheLoaderException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Loads that take longer than a read waits which has a stale value, and longer than they may. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class SoftTimeoutTest {

    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofMinutes(10);

    /** For so long a key is left alone of which a load has failed. */
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final FreshFixture fixture = new FreshFixture();
    private final FakeSource source = fixture.source;
    private final CountDownLatch gate = new CountDownLatch(1);

    @AfterEach
    void close() {
        gate.countDown();
        fixture.close();
    }

    /**
     * Returns a cache whose value 1=old has just come to its end, and whose source hangs before it returns 1=new. The old
     * value was put: a load of it might not begin in its time.
     */
    private TiercelCache<Integer, String> hanging(UnaryOperator<TiercelConfigurationBuilder<Integer, String>> more) {
        TiercelCache<Integer, String> cache =
                fixture.cache(Tiers.HEAP, b -> more.apply(b.staleIfError(Duration.ofDays(1))));
        cache.put(1, "old");
        source.rows.put(1, "new");
        fixture.advance(TTL);
        source.script = call -> Waits.block(gate);
        return cache;
    }

    /** Reads the old value until a load has begun meanwhile, and hangs: one whose time is over before asks nobody. */
    private void readUntilALoadHangs(TiercelCache<Integer, String> cache) {
        Waits.until("a load has begun in its time", () -> {
            fixture.advance(RETRY);
            assertThat(cache.get(1)).isEqualTo("old");
            return !source.calls.isEmpty();
        });
    }

    @Test
    void get_softTimeout_isStaleAndTheLoadGoesOn() {
        TiercelCache<Integer, String> cache =
                hanging(b -> b.loaderSoftTimeout(SHORT).loaderTimeout(LONG));
        assertThat(cache.get(1)).isEqualTo("old");
        assertThat(cache.get(1)).as("waits for the same load").isEqualTo("old");
        assertThat(cache.getAll(Set.of(1))).isEqualTo(Map.of(1, "old"));
        gate.countDown();
        Waits.until("1 is there", () -> cache.containsKey(1));
        assertThat(cache.get(1)).isEqualTo("new");
        assertThat(source.calls).hasSize(1);
        assertThat(counted(cache, Counter.SOFT_TIMEOUTS)).isEqualTo(3);
        assertThat(counted(cache, Counter.LOAD_FAILURES)).isZero();
        Waits.until("the lease is given back", () -> LoadFixture.leasesOut(cache) == 0);
    }

    @Test
    void get_softTimeoutAlone_isStaleAndTheLoadGoesOn() {
        TiercelCache<Integer, String> cache = hanging(b -> b.loaderSoftTimeout(SHORT));
        assertThat(cache.get(1)).isEqualTo("old");
        gate.countDown();
        Waits.until("1 is there", () -> cache.containsKey(1));
    }

    @Test
    void get_softTimeoutWithoutAStaleValue_waits() {
        TiercelCache<Integer, String> cache =
                hanging(b -> b.loaderSoftTimeout(SHORT).loaderTimeout(LONG));
        source.rows.put(2, "b");
        Waits.Run<String> get = Waits.Run.start(() -> cache.get(2));
        Waits.Run<Map<Integer, String>> both = Waits.Run.start(() -> cache.getAll(Set.of(1, 3)));
        Waits.untilBlocked(get);
        Waits.untilBlocked(both);
        assertThat(cache.get(1)).isEqualTo("old"); // its soft timeout has passed meanwhile
        assertThat(get.task).isNotDone();
        assertThat(both.task).isNotDone();
        gate.countDown();
        assertThat(get.result()).isEqualTo("b");
        assertThat(both.result()).isEqualTo(Map.of(1, "new"));
    }

    @Test
    void get_hardTimeout_isStale() {
        TiercelCache<Integer, String> cache = hanging(b -> b.loaderTimeout(SHORT));
        readUntilALoadHangs(cache);
        assertThat(cache.getAll(Set.of(1))).isEqualTo(Map.of(1, "old"));
        gate.countDown();
        Waits.until("the late result is kept, for nothing came in between", () -> cache.containsKey(1));
        assertThat(cache.get(1)).isEqualTo("new");
    }

    @Test
    void lateResult_invalidatedMeanwhile_isDropped() {
        TiercelCache<Integer, String> cache =
                hanging(b -> b.loaderSoftTimeout(SHORT).loaderTimeout(LONG));
        assertThat(cache.get(1)).isEqualTo("old");
        Waits.until("the load hangs", () -> !source.calls.isEmpty());
        cache.invalidate(1);
        source.script = call -> {
            throw new IllegalStateException("down");
        };
        assertThatThrownBy(() -> cache.get(1)).isInstanceOf(CacheLoaderException.class);
        gate.countDown();
        Waits.until("the lease is given back", () -> LoadFixture.leasesOut(cache) == 0);
        assertThat(cache.containsKey(1)).isFalse();
    }

    @Test
    void get_loadThatAllHaveLeftTakesLongerThanItMay_loadsAnew() {
        TiercelCache<Integer, String> cache =
                hanging(b -> b.loaderSoftTimeout(SHORT).loaderTimeout(Duration.ofMillis(200)));
        readUntilALoadHangs(cache);
        int hanging = source.calls.size();
        source.script = call -> {};
        Waits.until("somebody loads anew", () -> {
            fixture.advance(RETRY); // the new load may be late, too
            return cache.get(1).equals("new");
        });
        assertThat(source.calls).hasSizeGreaterThan(hanging);
    }
}
