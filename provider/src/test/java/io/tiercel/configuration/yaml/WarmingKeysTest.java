package io.tiercel.configuration.yaml;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.configuration.CacheEntry;
import io.tiercel.configuration.ConfigurationException;
import io.tiercel.configuration.OptionalModule;
import io.tiercel.configuration.WarmingPlan;
import io.tiercel.configuration.WarmingSettings;
import io.tiercel.configuration.WarmingTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WarmingKeysTest {

    private static WarmingSettings read(String warming, Set<OptionalModule> modules) {
        CacheEntry users = TestYaml.read("caches:\n  users:\n    warming: " + warming, Map.of(), modules)
                .exact()
                .get("users");
        return requireNonNull(users).layer().settings().warming();
    }

    private static WarmingSettings read(String warming) {
        return read(warming, EnumSet.allOf(OptionalModule.class));
    }

    @Test
    void plan_nothingSaid_hasTheDocumentedDefaults() {
        WarmingPlan plan = new WarmingPlan(read("{}"));

        assertThat(plan.hotKeys()).isEqualTo(10_000);
        assertThat(plan.fileOf("users")).isNull();
        assertThat(plan.saveEvery()).isEqualTo(Duration.ofMinutes(5));
        assertThat(plan.rate()).isEqualTo(500);
        assertThat(plan.atStart()).isTrue();
        assertThat(plan.time()).isNull();
        assertThat(plan.jitter()).isEqualTo(Duration.ofSeconds(10));
        assertThat(plan.relatedQueue()).isEqualTo(1_000);
        assertThat(new WarmingPlan(read("{ every: 1h }")).jitter()).isEqualTo(Duration.ofSeconds(10));
        assertThat(new WarmingPlan(read("{ every: 20s }")).jitter()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void fileOf_cachesOfOnePath_haveAFileEach() {
        WarmingPlan plan = new WarmingPlan(read("{ path: /data }"));

        Path users = requireNonNull(plan.fileOf("users"));
        Path odd = requireNonNull(plan.fileOf("../Users"));
        assertThat((Object) users).isEqualTo(Path.of("/data", "users.hotkeys").toAbsolutePath());
        assertThat((Object) odd.getParent()).isEqualTo(users.getParent());
        assertThat((Object) odd).isNotEqualTo(plan.fileOf("../users"));
    }

    @Test
    void read_cronExpression_isOfItsZone() {
        WarmingTime time =
                read("{ schedule: '30 2 * * *', zone: Asia/Tokyo }").repeat().time();

        assertThat(time).isInstanceOf(WarmingTime.Cron.class);
        assertThat(requireNonNull(time).schedule().nextAfter(Instant.parse("2026-01-01T00:00:00Z")))
                .isEqualTo(Instant.parse("2026-01-01T17:30:00Z"));
    }

    @Test
    void read_cronExpressionWithoutTheModule_namesItsCoordinates() {
        assertThatThrownBy(() -> read("{ schedule: '0 2 * * *' }", Set.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("test.yaml:3:26: caches.users.warming.schedule: "
                        + "needs a module that is not there: add io.tiercel:tiercel-cron, in the version of"
                        + " tiercel-provider, to the class path");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "on|must be none, or a mapping of keys, not 'on'",
                "{ hotkeys: 5 }|unknown key; did you mean 'hot-keys'?",
                "{ hot-keys: -1 }|hot-keys must be between 0 and 1000000",
                "{ hot-keys: 1000001 }|hot-keys must be between 0 and 1000000",
                "{ rate: 0 }|the rate must be between 1 and 1000000",
                "{ rate: fast }|must be a whole number",
                "{ save-every: 0ms }|must be at least 1ms",
                "{ every: 0ms }|must be at least 1ms",
                "{ every: often }|is not a duration",
                "{ every: 5m, jitter: 6m }|must not be longer than the time from one warm-up to the next",
                "{ jitter: 10% }|is not a duration",
                "{ schedule: '0 2 * * *', every: 5m }|excludes the schedule at test.yaml:3:",
                "{ schedule: 'at night' }|'at night' is no daily cron expression",
                "{ schedule: '' }|it must be a cron expression: minute, hour, day of the month",
                "{ zone: UTC }|is of no use without a schedule",
                "{ schedule: '0 2 * * *', zone: Mars }|must be a time zone such as Europe/Berlin or UTC, not 'Mars'",
                "{ access-log: { pattern: '(?<key>.)' } }|needs a path",
                "{ access-log: { path: a, pattern: '.*' } }|needs a group named key",
                "{ access-log: { path: a, pattern: '(?<key>.*' } }|is no regular expression",
                "{ access-log: {} }|is empty; allowed here: path, pattern",
                "{ keys: { class: 5x } }|must be the full name of a class",
                "{ related: { queue: 0 } }|the queue must have room for 1 at least",
                "{ related: { klass: a } }|did you mean 'class'?",
            })
    void read_badValues_areErrorsWithTheirPlace(String warming, String problem) {
        assertThatThrownBy(() -> read(warming))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("test.yaml:3:")
                .hasMessageContaining("caches.users.warming")
                .hasMessageContaining(problem);
    }
}
