package io.tiercel.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 ns",
        "999, 999 ns",
        "1000, 1.00 us",
        "12345, 12.3 us",
        "123456, 123 us",
        "1500000, 1.50 ms",
        "2000000000, 2.00 s"
    })
    void latency_anyUnit_hasThreeDigits(long nanos, String text) {
        assertThat(Figures.latency(nanos)).isEqualTo(text);
    }

    @Test
    void percent_almostAll_isNotCalledAll() {
        assertThat(Figures.percent(0.99996)).isEqualTo(">99.9 %");
        assertThat(Figures.percent(1)).isEqualTo("100.0 %");
        assertThat(Figures.percent(0.5)).isEqualTo("50.0 %");
    }

    @Test
    void shorten_longName_losesItsFirstPackages() {
        assertThat(Figures.shorten("java.util.concurrent.locks.Lock", 12)).isEqualTo("..locks.Lock");
    }

    @Test
    void size_fromOneKibibyte_changesUnit() {
        assertThat(Figures.size(1023)).isEqualTo("1023 B");
        assertThat(Figures.size(1536)).isEqualTo("1.5 KiB");
    }
}
