package io.tiercel.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatencyHistogramTest {

    private final LatencyRecorder recorder = new LatencyRecorder();

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 7, 8, 9, 15, 16, 17, 31, 100, 1_023, 1_024, 999_999, 123_456_789_012L, (1L << 40) - 1})
    void bucket_anyTime_holdsItWithinAnEighth(long nanos) {
        int index = LatencyBuckets.indexOf(nanos);
        long upperBound = LatencyBuckets.upperBoundNanos(index);

        assertThat(upperBound).isBetween(nanos, nanos + nanos / 8);
        assertThat(LatencyBuckets.indexOf(upperBound)).isEqualTo(index);
        assertThat(LatencyBuckets.indexOf(upperBound + 1)).isEqualTo(Math.min(index + 1, LatencyBuckets.COUNT - 1));
    }

    @Test
    void bucket_outOfRange_isTheNearest() {
        assertThat(LatencyBuckets.indexOf(-5)).isZero();
        assertThat(LatencyBuckets.indexOf(Long.MAX_VALUE)).isEqualTo(LatencyBuckets.COUNT - 1);
    }

    @Test
    void percentile_uniformTimes_isAtMostAnEighthHigh() {
        for (int nanos = 1; nanos <= 1_000; nanos++) {
            recorder.record(nanos);
        }
        LatencyHistogram histogram = recorder.histogram();

        assertThat(histogram.meanNanos()).isEqualTo(500.5);
        assertThat(histogram.percentileNanos(50)).isBetween(500L, 562L);
        assertThat(histogram.maxNanos()).isBetween(1_000L, 1_125L);
        assertThat(histogram.countUpTo(1L << 40)).isEqualTo(1_000);
    }

    @Test
    void percentile_ofNothing_isZero() {
        assertThat(recorder.histogram().percentileNanos(99)).isZero();
        assertThat(recorder.histogram().meanNanos()).isZero();
    }

    @Test
    void percentile_outOfRange_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> recorder.histogram().percentileNanos(100.1))
                .withMessage("percentile=100.1");
    }

    @Test
    void plus_twoHistograms_isTheHistogramOfBoth() {
        recorder.record(10);
        LatencyRecorder other = new LatencyRecorder();
        other.record(1_000);
        LatencyHistogram merged = recorder.histogram().plus(other.histogram());

        assertThat(merged.count()).isEqualTo(2);
        assertThat(merged.totalNanos()).isEqualTo(1_010);
        assertThat(merged.countUpTo(10)).isOne();
    }

    @Test
    void reset_afterRecording_leavesWhatComesAfter() {
        recorder.record(10);
        recorder.reset();
        recorder.record(20);

        assertThat(recorder.histogram().count()).isOne();
        assertThat(recorder.histogram().totalNanos()).isEqualTo(20);
    }
}
