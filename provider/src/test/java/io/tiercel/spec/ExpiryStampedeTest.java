package io.tiercel.spec;

import static io.tiercel.spec.FreshFixture.TTL;
import static io.tiercel.spec.FreshFixture.counted;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.tiercel.TiercelCache;
import io.tiercel.TiercelConfigurationBuilder;
import io.tiercel.configuration.EarlyLoading;
import io.tiercel.spec.FreshFixture.Tiers;
import io.tiercel.statistics.Counter;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Many threads that read one key whose time is over, or nearly so: one load each time, whatever keeps it fresh. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ExpiryStampedeTest {

    private static final int THREADS = 64;
    private static final int ROUNDS = 10;

    /** What keeps values fresh, and how old they are when they are read. */
    private record Strategy(
            String name, Duration age, UnaryOperator<TiercelConfigurationBuilder<Integer, String>> settings) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Strategy> strategies() {
        return Stream.of(
                new Strategy("none", TTL, b -> b),
                new Strategy("refresh-ahead", TTL.multipliedBy(9).dividedBy(10), b -> b.refreshAhead(0.8)),
                new Strategy("refresh-ahead, expired", TTL, b -> b.refreshAhead(0.8)),
                new Strategy("early", TTL, b -> b.loadEarly(EarlyLoading.XFETCH)),
                new Strategy("stale while revalidating", TTL, b -> b.staleWhileRevalidate(TTL)),
                new Strategy("stale if error", TTL, b -> b.staleIfError(TTL).loaderTimeout(Duration.ofMinutes(1))),
                new Strategy(
                        "all",
                        TTL,
                        b -> b.refreshAhead(0.8)
                                .loadEarly(EarlyLoading.XFETCH)
                                .staleWhileRevalidate(TTL)
                                .staleIfError(TTL.multipliedBy(2))
                                .absentFor(TTL)));
    }

    private final FreshFixture fixture = new FreshFixture();
    private final FakeSource source = fixture.source;

    @AfterEach
    void close() {
        fixture.close();
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void get_manyThreads_loadOnceEachTime(Strategy strategy) {
        TiercelCache<Integer, String> cache = fixture.cache(Tiers.HEAP, strategy.settings);
        source.rows.put(1, "a");
        source.script = call -> LockSupport.parkNanos(1_000_000);
        cache.get(1);
        for (int round = 1; round <= ROUNDS; round++) {
            fixture.advance(strategy.age);
            CountDownLatch start = new CountDownLatch(1);
            List<Waits.Run<String>> runs = IntStream.range(0, THREADS)
                    .mapToObj(i -> Waits.Run.start(() -> {
                        start.await();
                        return cache.get(1);
                    }))
                    .toList();
            start.countDown();
            assertThat(runs).extracting(Waits.Run::result).containsOnly("a");
            int loads = 1 + round;
            Waits.until("the load has ended", () -> counted(cache, Counter.LOADS) >= loads);
            Waits.until("the lease is given back", () -> LoadFixture.leasesOut(cache) == 0);
            assertThat(source.calls).hasSize(loads);
        }
    }

    @Test
    void get_nothingIsDue_allocatesNothing() {
        TiercelCache<Integer, String> cache = fixture.cache(
                Tiers.HEAP,
                b -> b.refreshAhead(0.8).loadEarly(EarlyLoading.XFETCH).staleIfError(TTL));
        source.rows.put(1, "a");
        Integer key = 1;
        cache.get(key);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long thread = Thread.currentThread().getId();
        readMany(cache, key);
        long before = threads.getThreadAllocatedBytes(thread);
        readMany(cache, key);
        assertThat(threads.getThreadAllocatedBytes(thread) - before)
                .as("bytes of 10,000 reads")
                .isLessThan(10_000);
    }

    private static void readMany(TiercelCache<Integer, String> cache, Integer key) {
        for (int i = 0; i < 10_000; i++) {
            cache.get(key);
        }
    }
}
