package io.tiercel.heap;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.heap.EvictionHistory.Origin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EvictionHistoryTest {

    private final EvictionHistory history = new EvictionHistory(1_000);

    @Test
    void take_ofAnUnknownKey_isNone() {
        assertThat(history.take(TestEntry.mix(1), 1)).isEqualTo(Origin.NONE);
    }

    @ParameterizedTest
    @EnumSource(value = Origin.class, names = "NONE", mode = EnumSource.Mode.EXCLUDE)
    void take_shortlyAfter_saysFromWhere(Origin origin) {
        history.add(TestEntry.mix(1), origin, 10);

        assertThat(history.take(TestEntry.mix(1), 200)).isEqualTo(origin);
    }

    @Test
    void add_again_keepsTheLastOrigin() {
        history.add(TestEntry.mix(1), Origin.CLOSE_INCUMBENT, 10);
        history.add(TestEntry.mix(1), Origin.WINDOW, 20);

        assertThat(history.take(TestEntry.mix(1), 30)).isEqualTo(Origin.WINDOW);
        assertThat(history.take(TestEntry.mix(1), 30)).isEqualTo(Origin.NONE);
    }

    @Test
    void take_again_isNone() {
        history.add(TestEntry.mix(1), Origin.WINDOW, 10);
        history.take(TestEntry.mix(1), 20);

        assertThat(history.take(TestEntry.mix(1), 30)).isEqualTo(Origin.NONE);
    }

    @Test
    void take_beyondTheHorizon_isNone() {
        history.add(TestEntry.mix(1), Origin.WINDOW, 10);

        assertThat(history.take(TestEntry.mix(1), 10 + 361)).isEqualTo(Origin.NONE);
    }

    @Test
    void take_atTheHorizonOfALargeCache_stillKnows() {
        EvictionHistory large = new EvictionHistory(1_000_000);
        large.add(TestEntry.mix(1), Origin.MAIN, 5_000_000);

        assertThat(large.take(TestEntry.mix(1), 5_000_000 + 350_000)).isEqualTo(Origin.MAIN);
        large.add(TestEntry.mix(1), Origin.MAIN, 5_000_000);
        assertThat(large.take(TestEntry.mix(1), 5_000_000 + 380_000)).isEqualTo(Origin.NONE);
    }

    /** As much as places in buckets of four can hold of keys that fall into them by chance. */
    @ParameterizedTest
    @CsvSource({"50, 0.99", "150, 0.92", "250, 0.74"})
    void take_ofKeysOfAnAge_knowsTheShareThatFitsIntoTheBuckets(int ageMisses, double share) {
        int known = 0;
        for (int miss = 0; miss < 10_000; miss++) {
            history.add(TestEntry.mix(miss), Origin.WINDOW, miss);
            if (miss >= ageMisses && history.take(TestEntry.mix(miss - ageMisses), miss) == Origin.WINDOW) {
                known++;
            }
        }

        assertThat((double) known / (10_000 - ageMisses)).isGreaterThan(share);
    }
}
