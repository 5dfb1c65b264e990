package io.tiercel.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TextFormsTest {

    @ParameterizedTest
    @CsvSource({"512B,512", "1KiB,1024", "64MiB,67108864", "64 MiB,67108864", "1GiB,1073741824", "1TiB,1099511627776"})
    void size_wellFormed_isBytes(String text, long bytes) {
        assertThat(SizeSyntax.parse(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "64", "MiB", "-1MiB", "1.5GiB", "64mib", "64MiBs", "9999999999999999999B"})
    void size_malformed_saysWhatIsAllowed(String text) {
        assertThatThrownBy(() -> SizeSyntax.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("B, KiB, MiB, GiB, TiB");
    }

    @ParameterizedTest
    @CsvSource({"64MB,64MiB", "64M,64MiB", "64kb,64KiB", "2 G,2GiB"})
    void size_ambiguousUnit_namesTheUnitThatIsMeant(String text, String meant) {
        assertThatThrownBy(() -> SizeSyntax.parse(text)).hasMessageContaining("did you mean " + meant + "?");
    }

    @Test
    void size_moreThanALong_isRefused() {
        assertThatThrownBy(() -> SizeSyntax.parse("99999999TiB")).hasMessageContaining("more bytes than a long");
    }

    @ParameterizedTest
    @CsvSource({
        "250ms,PT0.25S",
        "10s,PT10S",
        "10m,PT10M",
        "2h,PT2H",
        "7d,PT168H",
        "1h30m,PT1H30M",
        "1d 12h,PT36H",
        "1m500ms,PT1M0.5S"
    })
    void duration_wellFormed_isRead(String text, Duration duration) {
        assertThat(DurationSyntax.parse(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "10", "m", "-10m", "1.5h", "30m1h", "10min", "PT10M", "5us"})
    void duration_malformed_saysWhatIsAllowed(String text) {
        assertThatThrownBy(() -> DurationSyntax.parse(text)).hasMessageContaining("d, h, m, s, ms");
    }

    @ParameterizedTest
    @ValueSource(strings = {"36501d", "999999999999999d"})
    void duration_longerThanACentury_isRefused(String text) {
        assertThatThrownBy(() -> DurationSyntax.parse(text)).hasMessageContaining("36500d");
    }

    @Test
    void duration_forEver_isRefusedAsTooLong() {
        Duration forEver = ChronoUnit.FOREVER.getDuration();
        assertThatThrownBy(() -> DurationSyntax.checkPositive("timeout", forEver))
                .hasMessageContaining("36500d");
    }

    @ParameterizedTest
    @CsvSource({"5%,0.05", "0.5%,0.005", "100%,1", "5 %,0.05", "0%,0"})
    void percent_wellFormed_isAFraction(String text, double fraction) {
        assertThat(PercentSyntax.parse(text)).isEqualTo(fraction);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "0.05", "-5%", "%", "5%%", "NaN%"})
    void percent_malformed_saysWhatIsAllowed(String text) {
        assertThatThrownBy(() -> PercentSyntax.parse(text)).hasMessageContaining("a percentage such as 5%");
    }

    @Test
    void percent_formatted_isReadBack() {
        assertThat(PercentSyntax.parse(PercentSyntax.format(0.125))).isEqualTo(0.125);
    }
}
