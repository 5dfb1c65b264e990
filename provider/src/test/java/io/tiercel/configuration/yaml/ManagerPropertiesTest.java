package io.tiercel.configuration.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.configuration.ConfigurationException;
import io.tiercel.configuration.ManagerSettings;
import io.tiercel.configuration.OptionalModule;
import java.util.EnumSet;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What code says of a manager, in the properties that JSR-107 has for that. */
final class ManagerPropertiesTest {

    private static final long MIB = 1L << 20;

    private static ManagerSettings read(String yaml, Properties properties) {
        return read(yaml, properties, EnumSet.of(OptionalModule.OFFHEAP_STORE));
    }

    private static ManagerSettings read(String yaml, Properties properties, Set<OptionalModule> modules) {
        Substitution substitution = new Substitution(Map.of("POOL", "96MiB")::get);
        ManagerSettings file = TestYaml.read(yaml, Map.of(), modules);
        return ManagerProperties.over(file, properties, new Value.Context(substitution, modules));
    }

    private static Properties properties(String name, Object value) {
        Properties properties = new Properties();
        properties.put(name, value);
        return properties;
    }

    @Test
    void over_aFile_winsKeyByKey() {
        String yaml = "{ manager: { off-heap-pool: 32MiB }, caches: { a: { statistics: true } } }";

        ManagerSettings settings = read(yaml, properties("tiercel.off-heap-pool", "64MiB"));

        assertThat(settings.offHeapPoolBytes()).isEqualTo(64 * MIB);
        assertThat(settings.exact()).containsOnlyKeys("a");
        assertThat(read(yaml, new Properties()).offHeapPoolBytes()).isEqualTo(32 * MIB);
    }

    @Test
    void over_propertiesThatAreNotOurs_areIgnored() {
        Properties properties = properties("off-heap-pool", "many");
        properties.put("com.example.off-heap-pool", 5);
        properties.put(5, "tiercel.off-heap-pool");

        assertThat(read("{}", properties)).isEqualTo(read("{}", new Properties()));
    }

    @Test
    void over_propertyByDefaultOfAnother_isRead() {
        Properties properties = new Properties(properties("tiercel.off-heap-pool", "${POOL}"));

        assertThat(read("{}", properties).offHeapPoolBytes()).isEqualTo(96 * MIB);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "off-heap-pol|1GiB|unknown key; did you mean 'tiercel.off-heap-pool'? (allowed here: tiercel.off-heap-pool)",
                "offHeapPool|1GiB|unknown key; did you mean 'tiercel.off-heap-pool'?",
                "manager.off-heap-pool|1GiB|unknown key; did you mean 'tiercel.off-heap-pool'?",
                "config|a.yaml|unknown key (allowed here: tiercel.off-heap-pool)",
                "off-heap-pool|64MB|'64MB' is not a size: a whole number and one of the units B, KiB, MiB, GiB, TiB,"
                        + " such as 64MiB; did you mean 64MiB?",
                "off-heap-pool|1MiB|the size of the off-heap pool must be at least 16MiB, size=1MiB",
                "off-heap-pool|\" \"|is empty; it must be a size",
                "off-heap-pool|${NOBODY}|there is neither a system property nor an environment variable 'NOBODY'",
            })
    void over_wrongProperty_saysWhatIsAllowed(String name, String value, String problem) {
        assertThatThrownBy(() -> read("{}", properties("tiercel." + name, value)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("the properties of the cache manager: tiercel." + name + ": ")
                .hasMessageContaining(problem);
    }

    @Test
    void over_valueThatIsNoText_isRefusedAsItsText() {
        assertThatThrownBy(() -> read("{}", properties("tiercel.off-heap-pool", 64 * MIB)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'67108864' is not a size");
    }

    @Test
    void over_withoutTheModule_namesItsCoordinates() {
        assertThatThrownBy(() -> read("{}", properties("tiercel.off-heap-pool", "64MiB"), Set.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("needs a module that is not there: add io.tiercel:tiercel-offheap-store");
    }

    @Test
    void over_propertiesOfTheSystem_leavesThoseOfTheJvmAlone() {
        System.setProperty("tiercel.of-the-jvm", "true");
        try {
            Properties handedOn = new Properties(System.getProperties());
            assertThat(read("{}", handedOn)).isEqualTo(read("{}", new Properties()));
        } finally {
            System.clearProperty("tiercel.of-the-jvm");
        }
    }
}
