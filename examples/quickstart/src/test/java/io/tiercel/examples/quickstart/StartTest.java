package io.tiercel.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.tier.TierOpening;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartTest {

    @ParameterizedTest
    @CsvSource({
        "EMPTY, 0, 'cold: nothing on disk, open in 12 ms'",
        "WARM, 0, 'cold: nothing on disk, open in 12 ms'",
        "WARM, 1234, 'warm: 1,234 entries from the last run, open in 12 ms'",
        "RECOVERED, 5, 'warm: recovered 5 entries from the last run, which was killed, open in 12 ms'",
        "SET_ASIDE, 0, 'cold: what was on disk could not be trusted and was set aside, open in 12 ms'",
    })
    void inWords_saysHowItBegan(TierOpening opening, long entries, String words) {
        assertThat(new Start(opening, entries, Duration.ofMillis(12)).inWords()).isEqualTo(words);
    }
}
