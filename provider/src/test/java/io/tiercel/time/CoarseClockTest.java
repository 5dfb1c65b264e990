package io.tiercel.time;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CoarseClockTest {

    private final ManualClock exact = new ManualClock(1_000);
    private final CoarseClock clock = new CoarseClock(exact, Duration.ofMillis(300));

    private static void awaitUntil(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("deadline passed").isLessThan(deadline);
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    void nowMillis_firstReading_isExactAndStartsTheTicker() {
        assertThat(clock.isTicking()).isFalse();
        assertThat(clock.recentMillis()).isEqualTo(1_000);
        assertThat(clock.isTicking()).isTrue();
    }

    @Test
    void nowMillis_exactClockJumps_followsInOneTick() {
        clock.recentMillis();
        exact.advance(Duration.ofDays(1));

        awaitUntil(() -> clock.recentMillis() == 1_000 + Duration.ofDays(1).toMillis());
    }

    @Test
    void nowMillis_nobodyReads_fallsAsleepAndIsExactWhenReadAgain() {
        clock.recentMillis();
        awaitUntil(clock::isAsleep);
        exact.advance(Duration.ofHours(1));

        assertThat(clock.recentMillis()).isEqualTo(1_000 + Duration.ofHours(1).toMillis());
        exact.advance(Duration.ofHours(1));
        awaitUntil(() -> clock.recentMillis() == 1_000 + Duration.ofHours(2).toMillis());
    }

    @Test
    void ticker_nobodyReadsForLong_endsAndStartsAnewWhenReadAgain() {
        clock.recentMillis();
        Thread first = requireNonNull(clock.thread());
        awaitUntil(() -> !first.isAlive());
        exact.advance(Duration.ofHours(1));

        assertThat(clock.recentMillis()).isEqualTo(1_000 + Duration.ofHours(1).toMillis());
        exact.advance(Duration.ofHours(1));
        awaitUntil(() -> clock.recentMillis() == 1_000 + Duration.ofHours(2).toMillis());
    }

    @Test
    void ticker_started_isADaemonThatHoldsNoClassLoader() {
        clock.recentMillis();
        Thread ticker = requireNonNull(clock.thread());

        assertThat(ticker.isDaemon()).isTrue();
        assertThat(ticker.getContextClassLoader()).isNull();
    }

    @Test
    void nowMillis_manyReadersThatPause_neverRunsBackwards() throws InterruptedException {
        CoarseClock real = new CoarseClock(new SystemClock(), Duration.ofSeconds(5));
        AtomicReference<@Nullable String> failure = new AtomicReference<>();
        AtomicLong highest = new AtomicLong();
        List<Thread> readers = new ArrayList<>();
        for (int reader = 0; reader < 3; reader++) {
            Thread thread = new Thread(() -> {
                for (int round = 0; round < 6; round++) {
                    for (int i = 0; i < 200_000; i++) {
                        long before = highest.get();
                        long now = real.recentMillis();
                        if (now < before) {
                            failure.set("now=" + now + " before=" + before);
                        }
                        if (now > before) {
                            highest.accumulateAndGet(now, Math::max);
                        }
                    }
                    awaitUntil(real::isAsleep);
                }
            });
            thread.start();
            readers.add(thread);
        }
        for (Thread thread : readers) {
            thread.join();
        }

        assertThat(failure.get()).isNull();
    }

    @Test
    void nowMillis_runningSystem_keepsUpWithTheExactClock() {
        SystemClock system = new SystemClock();
        CoarseClock real = new CoarseClock(system, Duration.ofSeconds(5));
        for (int i = 0; i < 300; i++) {
            long before = real.recentMillis();
            assertThat(before).isLessThanOrEqualTo(system.recentMillis());
            awaitUntil(() -> real.recentMillis() > before);
        }
    }
}
