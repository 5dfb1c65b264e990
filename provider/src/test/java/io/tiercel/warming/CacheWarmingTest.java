package io.tiercel.warming;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.event.Eventually;
import io.tiercel.event.Eventually.Running;
import io.tiercel.schedule.ManualScheduler;
import io.tiercel.schedule.Schedule;
import io.tiercel.time.ManualClock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CacheWarmingTest {

    private final ManualClock clock = new ManualClock();
    private final ManualScheduler scheduler = new ManualScheduler(clock);
    private final ManualExecutor executor = new ManualExecutor();
    private final FakeTarget cache = new FakeTarget();

    private CacheWarming<Integer> warming(@Nullable KeySource<Integer> keys) {
        return new CacheWarming<>(
                new WarmUpParts<>("test", cache, executor, scheduler, clock),
                /* keysPerSecond= */ 1_000,
                new WarmingSources<>(null, null, 0, keys),
                null);
    }

    /** The thread that creates a cache begins with its schedule, and another one may close the cache before. */
    @Test
    void repeat_closed_schedulesNothing() {
        CacheWarming<Integer> warming = warming(null);
        warming.close();
        warming.repeat(Schedule.every(Duration.ofMinutes(1)), Duration.ZERO);

        assertThat(scheduler.waiting()).isZero();
    }

    @Test
    void close_whileKeysAreNamed_endsThat() {
        AtomicInteger named = new AtomicInteger();
        AtomicInteger namedAtClose = new AtomicInteger();
        AtomicReference<@Nullable CacheWarming<Integer>> opened = new AtomicReference<>();
        CacheWarming<Integer> warming = warming(() -> endless(named, () -> {
            namedAtClose.set(named.get());
            requireNonNull(opened.get()).close();
        }));
        opened.set(warming);
        warming.startIfIdle();
        executor.runAll();

        assertThat(named.get()).isLessThanOrEqualTo(namedAtClose.get() + 1);
        assertThat(warming.progress().state()).isEqualTo(WarmingState.CANCELLED);
    }

    @Test
    void close_byAThreadThatIsInterrupted_waitsForALoad() {
        CountDownLatch mayEnd = new CountDownLatch(1);
        CountDownLatch loading = new CountDownLatch(1);
        cache.whileLoading = () -> {
            loading.countDown();
            Eventually.await(mayEnd);
        };
        CacheWarming<Integer> warming = warming(() -> List.of(1));
        warming.startIfIdle();
        executor.runOne(); // names the keys
        scheduler.advance(Duration.ofSeconds(1));
        Running loader = Running.start(executor::runAll);
        Eventually.await(loading);

        AtomicBoolean stillInterrupted = new AtomicBoolean();
        Running closer = Running.start(() -> {
            Thread.currentThread().interrupt();
            warming.close();
            stillInterrupted.set(Thread.currentThread().isInterrupted());
        });
        Eventually.await("the close waits", () -> Eventually.isParked(closer.thread));
        mayEnd.countDown();
        loader.join();
        closer.join();
        assertThat(stillInterrupted).isTrue();
    }

    private static Iterable<Integer> endless(AtomicInteger named, Runnable afterSome) {
        return () -> new Iterator<>() {
            @Override
            public boolean hasNext() {
                return named.get() < 1_000;
            }

            @Override
            public Integer next() {
                if (named.incrementAndGet() == 10) {
                    afterSome.run();
                }
                return named.get();
            }
        };
    }

    @Test
    void start_sourceThatNamesNoKey_saysSo() {
        CacheWarming<Integer> warming = warming(new WithoutKey());
        warming.startIfIdle();
        executor.runAll();

        assertThat(warming.progress().state()).isEqualTo(WarmingState.FAILED);
        assertThat(warming.progress().failure()).contains(WithoutKey.class.getName() + " named null as a key");
    }

    private static final class WithoutKey implements KeySource<Integer> {
        @Override
        public Iterable<Integer> keys() {
            return Arrays.asList(1, null);
        }
    }
}
