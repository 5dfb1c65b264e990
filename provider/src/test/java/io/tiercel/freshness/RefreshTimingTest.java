package io.tiercel.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RefreshTimingTest {

    private static final long WRITTEN = 1_000_000;
    private static final long DEADLINE = WRITTEN + 100_000;
    private static final FreshnessPolicy AHEAD = new FreshnessPolicy(0.8, /* early= */ false, 0, 0, 0);
    private static final FreshnessPolicy EARLY = new FreshnessPolicy(1, /* early= */ true, 0, 0, 0);

    @ParameterizedTest
    @CsvSource({"0, false", "79999, false", "80000, true", "99999, true"})
    void isDue_byAge_fromTheFractionOfTheTimeToLiveOn(long age, boolean due) {
        assertThat(new RefreshTiming(AHEAD).isDue(WRITTEN, 10, DEADLINE, WRITTEN + age))
                .isEqualTo(due);
    }

    @Test
    void isDue_nothingIsAsked_never() {
        assertThat(new RefreshTiming(FreshnessPolicy.NONE).isDue(WRITTEN, 10, DEADLINE, DEADLINE))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "0.5, 69, true", // -ln(0.5) = 0.693
        "0.5, 70, false",
        "0.9, 230, true", // -ln(0.1) = 2.303
        "0.9, 231, false",
        "0, 1, false",
    })
    void isDue_byChance_drawsFromTheCostOfALoad(double drawn, long leftMillis, boolean due) {
        RefreshTiming timing = new RefreshTiming(EARLY, () -> drawn);
        assertThat(timing.isDue(WRITTEN, 100, DEADLINE, DEADLINE - leftMillis)).isEqualTo(due);
    }

    @Test
    void isDue_costUnknown_isNotEarly() {
        assertThat(new RefreshTiming(EARLY, () -> 0.999999).isDue(WRITTEN, 0, DEADLINE, DEADLINE - 1))
                .isFalse();
    }

    @Test
    void isDue_byChance_isAsLikelyAsThePaperSays() {
        Random random = new Random(42);
        RefreshTiming timing = new RefreshTiming(EARLY, random::nextDouble);
        int draws = 100_000;
        for (long left : new long[] {50, 100, 300}) {
            int due = 0;
            for (int i = 0; i < draws; i++) {
                due += timing.isDue(WRITTEN, 100, DEADLINE, DEADLINE - left) ? 1 : 0;
            }
            double expected = Math.exp(-left / 100.0);
            assertThat((double) due / draws).isBetween(expected - 0.01, expected + 0.01);
        }
    }

    @Test
    void earliestMillis_isTheFirstTimeAtWhichAnyDrawIsDue() {
        for (FreshnessPolicy policy : List.of(
                new FreshnessPolicy(0.8, /* early= */ false, 0, 0, 0),
                new FreshnessPolicy(0.33, /* early= */ true, 0, 0, 0),
                new FreshnessPolicy(1, /* early= */ true, 0, 0, 0))) {
            RefreshTiming soonest = new RefreshTiming(policy, () -> Math.nextDown(1.0));
            for (int loadMillis : new int[] {0, 3, 400}) {
                long earliest = soonest.earliestMillis(1_000, loadMillis, 11_003);
                for (long now = 1_000; now < Math.min(earliest, 11_003); now++) {
                    assertThat(soonest.isDue(1_000, loadMillis, 11_003, now)).isFalse();
                }
            }
        }
    }

    @Test
    void earliestMillis_byAge_isDueThen() {
        RefreshTiming timing = new RefreshTiming(new FreshnessPolicy(0.8, /* early= */ false, 0, 0, 0));

        assertThat(timing.earliestMillis(1_000, 5, 11_000)).isEqualTo(9_000);
        assertThat(timing.isDue(1_000, 5, 11_000, 9_000)).isTrue();
    }
}
