package io.tiercel.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class LatencySampleTest {

    @Test
    void quantile_ofNone_isZero() {
        assertThat(new LatencySample().quantileNanos(0.99)).isZero();
    }

    @Test
    void quantile_oneToAMillion_isWithinThreePercent() {
        LatencySample sample = new LatencySample();
        for (int nanos = 1; nanos <= 1_000_000; nanos++) {
            sample.record(nanos);
        }

        assertThat(sample.quantileNanos(0.50)).isCloseTo(500_000, Percentage.withPercentage(3.2));
        assertThat(sample.quantileNanos(0.99)).isCloseTo(990_000, Percentage.withPercentage(3.2));
    }

    @Test
    void quantile_extremes_areKept() {
        LatencySample sample = new LatencySample();
        sample.record(0);
        sample.record(Long.MAX_VALUE);

        assertThat(sample.quantileNanos(0)).isZero();
        assertThat((double) sample.quantileNanos(1)).isCloseTo(Long.MAX_VALUE, Percentage.withPercentage(3.2));
    }

    @Test
    void add_twoSamples_countsBoth() {
        LatencySample fast = new LatencySample();
        fast.record(10);
        LatencySample slow = new LatencySample();
        slow.record(20);

        fast.add(slow);

        assertThat(fast.count()).isEqualTo(2);
        assertThat(fast.quantileNanos(0.5)).isEqualTo(10);
        assertThat(fast.quantileNanos(1)).isEqualTo(20);
    }
}
