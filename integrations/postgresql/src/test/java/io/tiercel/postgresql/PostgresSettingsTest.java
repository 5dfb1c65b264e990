package io.tiercel.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.rule.SourceOptionException;
import io.tiercel.rule.SourceOptions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresSettingsTest {

    private static PostgresSettings of(Map<String, String> more) {
        Map<String, String> options = new HashMap<>(Map.of("url", "jdbc:postgresql://db/app"));
        options.putAll(more);
        return PostgresSettings.of(new SourceOptions(options, "m", PostgresSettingsTest.class.getClassLoader()));
    }

    @Test
    void of_urlAlone_hasDefaults() {
        PostgresSettings settings = of(Map.of());

        assertThat(settings.channel()).isEqualTo("tiercel");
        assertThat(settings.outbox()).isNull();
        assertThat(settings.position()).isNull();
        assertThat(settings.check()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.backOffMost()).isEqualTo(Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "url | jdbc:h2:mem | must begin with jdbc:postgresql:",
                "channels | x | unknown key (allowed here: back-off, channel, check, outbox, password, position, url, user)",
                "check | 0s | at least 1ms",
                "back-off | often | is not a duration",
                "outbox | a;b | must be the name of a table",
                "position | /x | needs an outbox",
                "channel | '' | must have 1 to 63 bytes",
                "channel | 'a\0' | must have 1 to 63 bytes",
                "channel | 0123456789012345678901234567890123456789012345678901234567890123 | must have 1 to 63 bytes",
            })
    void of_mistake_namesTheOption(String option, String text, String message) {
        assertThatThrownBy(() -> of(Map.of(option, text)))
                .isInstanceOfSatisfying(
                        SourceOptionException.class, e -> assertThat(e.option()).isEqualTo(option))
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({"1ms, 1", "10s, 10000", "24d, 2073600000", "25d, 2147483647", "36500d, 2147483647"})
    void checkMillis_longerThanTheDriverCanWait_isTheLongest(String text, int millis) {
        assertThat(of(Map.of("check", text)).checkMillis()).isEqualTo(millis);
    }

    @Test
    void toString_password_isNotShown() {
        assertThat(of(Map.of("password", "secret")).toString()).doesNotContain("secret");
    }

    @Test
    void quotedChannel_anyName_cannotEndTheIdentifier() {
        assertThat(of(Map.of("channel", "a\"; DROP TABLE x; --")).quotedChannel())
                .isEqualTo("\"a\"\"; DROP TABLE x; --\"");
    }
}
