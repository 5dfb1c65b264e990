package io.tiercel.heap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FrequencySketchTest {

    @Test
    void frequency_ofAnUnknownKey_isNone() {
        assertThat(new FrequencySketch(100).frequency(TestEntry.mix(1))).isZero();
    }

    @Test
    void frequency_ofEachOfManyKeys_isNeverTooLow() {
        FrequencySketch sketch = new FrequencySketch(1_000);
        for (int key = 0; key < 3_000; key++) {
            sketch.add(TestEntry.mix(key), key % 5);
        }

        for (int key = 0; key < 3_000; key++) {
            assertThat(sketch.frequency(TestEntry.mix(key))).isGreaterThanOrEqualTo(key % 5);
        }
    }

    @Test
    void frequency_ofKeysThatFit_isMostlyExact() {
        FrequencySketch sketch = new FrequencySketch(1_000);
        for (int key = 0; key < 3_000; key++) {
            sketch.add(TestEntry.mix(key), 1);
        }

        int exact = 0;
        for (int key = 0; key < 3_000; key++) {
            exact += sketch.frequency(TestEntry.mix(key)) == 1 ? 1 : 0;
        }
        assertThat(exact).isGreaterThan(2_900);
    }

    @Test
    void add_beyondTheHighest_saturates() {
        FrequencySketch sketch = new FrequencySketch(100);
        sketch.add(7, 6);
        sketch.add(7, 6);

        assertThat(sketch.frequency(7)).isEqualTo(FrequencySketch.MOST);
    }

    @Test
    void add_ofManyUses_halvesTheOldOnes() {
        FrequencySketch sketch = new FrequencySketch(5);
        sketch.add(7, 6);

        sketch.add(TestEntry.mix(1), 145);

        assertThat(sketch.frequency(7)).isEqualTo(3);
    }

    @Test
    void doubleSize_keepsWhatItKnows() {
        FrequencySketch sketch = new FrequencySketch(100);
        for (int key = 0; key < 100; key++) {
            sketch.add(TestEntry.mix(key), 3);
        }

        sketch.doubleSize();

        assertThat(sketch.entries()).isEqualTo(200);
        for (int key = 0; key < 100; key++) {
            assertThat(sketch.frequency(TestEntry.mix(key))).isGreaterThanOrEqualTo(3);
        }
    }
}
