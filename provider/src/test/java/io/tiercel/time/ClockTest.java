package io.tiercel.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ClockTest {

    @Test
    void systemClock_made_agreesWithTheWall() {
        long before = System.currentTimeMillis();
        long now = new SystemClock().nowMillis();

        assertThat(now).isBetween(before, before + 60_000);
    }

    @Test
    void systemClock_monotonicClockAdvances_advancesAsMuch() {
        AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
        SystemClock clock = new SystemClock(1_000, nanos::get);
        nanos.addAndGet(7_999_999); // past the overflow of the monotonic clock

        assertThat(clock.nowMillis()).isEqualTo(1_007);
    }

    @Test
    void manualClock_advanced_movesByThatMuch() {
        ManualClock clock = new ManualClock(1_000);
        clock.advance(Duration.ofSeconds(2));

        assertThat(clock.nowMillis()).isEqualTo(3_000);
    }

    @Test
    void manualClock_advancedByLessThanNothing_refuses() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ManualClock().advance(Duration.ofMillis(-1)))
                .withMessage("duration=PT-0.001S");
    }
}
