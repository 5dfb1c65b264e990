package io.tiercel.configuration.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.configuration.CacheSettings;
import io.tiercel.configuration.ConfigurationException;
import io.tiercel.configuration.HeapBound;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SubstitutionTest {

    private static final Map<String, String> VARIABLES =
            Map.of("N", "5", "EMPTY", "", "SNEAKY", "${N}", "KEYS", "{ entries: 1 }");

    @ParameterizedTest
    @CsvSource({
        "${N},5",
        "a${N}b${N}c,a5b5c",
        "${NONE:7},7",
        "${N:7},5",
        "${NONE:a:b},a:b",
        "${SNEAKY},${N}",
        "$${N},${N}",
        "$N and 5$,$N and 5$",
        "x$${N}${N},x${N}5",
    })
    void apply_replacesNames(String text, String expected) {
        assertThat(new Substitution(VARIABLES::get).apply(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"${NONE}", "${}", "${N", "${:x}"})
    void apply_unresolvable_throws(String text) {
        assertThatThrownBy(() -> new Substitution(VARIABLES::get).apply(text))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void read_value_hasTheTypeOfItsKey() {
        CacheSettings defaults = TestYaml.read(
                        "defaults:\n  heap: { entries: \"${N}\" }\n  statistics: ${S:true}\n", VARIABLES, Set.of())
                .defaults()
                .settings();
        assertThat(defaults.heap()).isEqualTo(new HeapBound.Entries(5));
        assertThat(defaults.statistics()).isTrue();
    }

    @Test
    void read_missingVariable_saysWhere() {
        assertThatThrownBy(() -> TestYaml.read("defaults:\n  statistics: ${NONE}\n"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("test.yaml:2:15: defaults.statistics: there is neither a system property nor an"
                        + " environment variable 'NONE'");
    }

    @Test
    void read_variableWithYamlInIt_addsNoKeys() {
        assertThatThrownBy(() -> TestYaml.read("defaults:\n  heap: ${KEYS}\n", VARIABLES, Set.of()))
                .hasMessageContaining("must be none, or a mapping of keys");
    }

    @Test
    void ofJvm_systemProperty_beatsTheEnvironment() {
        Map.Entry<String, String> variable = System.getenv().entrySet().stream()
                .filter(each -> System.getProperty(each.getKey()) == null)
                .filter(each -> !each.getKey().contains(":") && !each.getKey().contains("}"))
                .findFirst()
                .orElseThrow();
        String reference = "${" + variable.getKey() + "}";
        assertThat(Substitution.ofJvm().apply(reference)).isEqualTo(variable.getValue());
        System.setProperty(variable.getKey(), "property");
        try {
            assertThat(Substitution.ofJvm().apply(reference)).isEqualTo("property");
        } finally {
            System.clearProperty(variable.getKey());
        }
    }
}
