package io.tiercel.configuration.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.configuration.ConfigurationException;
import io.tiercel.configuration.OptionalModule;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class YamlConfigurationErrorTest {

    @Test
    void read_unknownKey_namesPlaceNearestKeyAndAllowedKeys() {
        assertFails("caches:\n  users:\n    heep: { entries: 5 }\n")
                .hasMessage("test.yaml:3:5: caches.users.heep: unknown key; did you mean 'heap'? (allowed here: "
                        + String.join(", ", CacheKeys.CACHE.keys()) + ")");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cashes: {}|did you mean 'caches'?",
                "defaults: { heap: { entrys: 5 } }|did you mean 'entries'?",
                "defaults: { byValue: true }|did you mean 'by-value'?",
                "defaults: { expiry: { afterWrite: 5m } }|did you mean 'after-write'?",
                "defaults: { zzzzzzzzzzzz: 1 }|unknown key (allowed here: by-value",
                "defaults: { key-type: java.lang.Long }|unknown key",
            })
    void read_unknownKeys_areHinted(String yaml, String hint) {
        assertFails(yaml).hasMessageContaining(hint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "statistics: maybe|must be true or false, not 'maybe'",
                "statistics: yes|must be true or false, not 'yes'",
                "statistics: [ true ]|must be true or false, not a list",
                "statistics:|is empty; it must be true or false",
                "heap: 5|must be none, or a mapping of keys, not '5'; allowed here: entries, size, share, unbounded",
                "heap:|must be a mapping of keys, not nothing",
                "heap: {}|is empty; allowed here: entries",
                "heap: { entries: many }|must be a whole number",
                "heap: { entries: 1.5 }|must be a whole number",
                "heap: { entries: 9999999999999999999 }|must be a whole number of at most 18 digits",
                "heap: { entries: 0 }|at least 1",
                "heap: { entries: -5 }|at least 1",
                "heap: { size: 5 }|is not a size",
                "heap: { size: 64MB }|did you mean 64MiB?",
                "heap: { size: 0B }|at least 1 byte",
                "heap: { share: 0.05 }|is not a percentage",
                "heap: { share: 101% }|at most 100 %, share=101%",
                "heap: { share: 0% }|above 0 %",
                "heap: { unbounded: false }|can only be true",
                "expiry: never|must be eternal, or a mapping of keys, not 'never'",
                "expiry: {}|is empty; allowed here: after-creation",
                "expiry: { after-write: 10 }|is not a duration",
                "expiry: { after-write: 0s }|at least 1ms",
                "expiry: { after-access: -5m }|is not a duration",
                "expiry: { jitter: 100% }|below 100 %",
                "loader: { timeout: 0ms }|at least 1ms",
                "loader: { class: 'not a class' }|must be the full name of a class",
                "loader: com.example.UserLoader|allowed here: class, soft-timeout, timeout, early, absent-for, read-through",
                "loader: { soft-timeout: 0ms }|soft-timeout must be at least 1ms",
                "loader: { early: always }|must be xfetch or none, not 'always'",
                "loader: { absent-for: soon }|is not a duration",
                "refresh-ahead: 80%|must be a decimal number above 0 and at most 1, such as 0.8, not '80%'",
                "refresh-ahead: 0|must be above 0 and at most 1",
                "refresh-ahead: 1.5|must be above 0 and at most 1",
                "stale: 30s|must be a mapping of keys",
                "stale: { if-error: never }|is not a duration",
                "stale: { while-revalidation: 5s }|did you mean 'while-revalidate'?",
                "writer: { mode: sometimes }|must be through, around or behind, not 'sometimes'",
                "writer: { mode: behind, batch: 0 }|batch must be at least 1, batch=0",
                "writer: { mode: behind, delay: soon }|is not a duration",
                "writer: { mode: behind, queue: disk }|must be volatile, or a mapping of keys, not 'disk'; allowed here: path",
                "writer: { mode: behind, queue: {} }|is empty; allowed here: path, entries, sync, wait-when-full",
                "writer: { mode: behind, queue: { entries: 0 } }|entries must be at least 1, entries=0",
                "writer: { mode: behind, queue: { sync: none } }|must be process or power, not 'none'",
                "writer: { mode: behind, queue: { paths: a } }|did you mean 'path'?",
                "writer: { mode: behind, retry: { attempts: 0 } }|attempts must be at least 1",
                "writer: { mode: behind, retry: { back-off: 1m..1s } }|the second duration must not be shorter",
                "writer: { mode: behind, retry: { back-off: fast } }|is not a duration",
                "writer: { mode: behind, close-timeout: 0ms }|close-timeout must be at least 1ms",
                "writer: { batch: 5 }|defaults.writer: batch, delay, queue, retry, dead-letter and close-timeout need mode: behind",
                "writer: { mode: around, queue: { path: a } }|need mode: behind",
                "serializer: '?'|must be fory, java or the full name of a class",
                "allow: com.example.*|must be a list of class names or patterns",
                "allow: [ [ a ] ]|must be the full name of a class, such as com.example.User",
                "allow: [ '' ]|is empty; it must be the full name of a class, such as com.example.User",
                "allow: [ 'com.[' ]|matches no class: it must be the full name of a class, such as com.example.User or"
                        + " com.example.Outer$Inner, or a pattern with * for any characters, such as com.example.*",
                "immutable: [ a.B, com..* ]|matches no class",
                "listeners: { queue: 0 }|at least 1 event",
                "listeners: { queue: 3000000000 }|must be at most 2147483647",
            })
    void read_wrongValue_saysWhatIsAllowed(String line, String problem) {
        assertFails("defaults:\n  " + line)
                .hasMessageStartingWith("test.yaml:2:")
                .hasMessageContaining(problem);
    }

    /** Somebody may have written a whole file where a value was to be. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "defaults: { statistics: # }",
                "defaults:\n  ? #\n  : 5",
                "defaults: { heap: # }",
                "defaults: { heap: { entries: # } }",
                "defaults: { heap: { size: # } }",
                "defaults: { heap: { share: # } }",
                "defaults: { expiry: { after-write: # } }",
                "defaults: { refresh-ahead: # }",
                "defaults: { loader: { class: '# #' } }",
                "defaults: { loader: { early: # } }",
                "defaults: { writer: { mode: # } }",
                "defaults: { writer: { mode: behind, queue: # } }",
                "defaults: { writer: { mode: behind, queue: { sync: # } } }",
                "defaults: { allow: [ '# #' ] }",
                "defaults: { immutable: '#' }",
                "defaults: { warming: { every: 1h, access-log: { path: a, pattern: '#' } } }",
                "defaults: { statistics: '${#' }",
                "defaults: { statistics: '${#}' }",
                "defaults: { statistics: !# true }",
                "defaults: *#",
                "'#'",
                "events: { rules: { user: { tags: '{#' } } }",
            })
    void read_longValue_isShortened(String yaml) {
        assertFails(yaml.replace("#", "x".repeat(500_000)))
                .message()
                .hasSizeLessThan(2_000)
                .contains("xxx... (");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1", "1.3"})
    void read_otherVersionOfYaml_isRefused(String version) {
        assertFails("# a comment\n%YAML " + version + "\n---\ndefaults: {}\n")
                .hasMessageStartingWith("test.yaml:2:1: says that it is YAML " + version)
                .hasMessageContaining("1.2");
    }

    @Test
    void read_patternThatMatchesNoClass_namesItsOwnPlace() {
        assertFails("defaults:\n  allow:\n    - a.B\n    - com..*")
                .hasMessageStartingWith("test.yaml:4:7: defaults.allow[1]: 'com..*' matches no class");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "heap: { entries: 5, size: 1MiB }|test.yaml:2:29: defaults.heap.size|test.yaml:2:20: defaults.heap.entries",
                "expiry: { after-creation: 5m, after-write: 1m }|2:29: defaults.expiry.after-creation|2:46: defaults.expiry.after-write",
                "expiry: { policy: a.B, after-write: 1m }|2:21: defaults.expiry.policy|2:39: defaults.expiry.after-write",
                "{ weigher: a.B, heap: { entries: 5 } }|2:14: defaults.weigher: a weigher needs a heap|2:25: defaults.heap",
                "weigher: a.B|2:12: defaults.weigher: a weigher needs a heap|the built-in defaults: heap",
                "{ by-value: false, serializer: java }|2:34: defaults.serializer: a cache by reference|2:15: defaults.by-value",
                "{ by-value: false, immutable: [ a ] }|2:33: defaults.immutable: a cache by reference|2:15: defaults.by-value",
            })
    void read_conflict_namesBothPlaces(String line, String one, String other) {
        assertFails("defaults:\n  " + line).hasMessageContaining(one).hasMessageContaining(other);
    }

    @Test
    void read_declaredCachesTakeMoreThanTheHeap_isRefused() {
        String types = "key-type: java.lang.Long, value-type: java.lang.Long";
        assertFails("caches:\n  a: { " + types + ", heap: { share: 60% } }\n  b: { " + types
                        + ", heap: { share: 50% } }")
                .hasMessageContaining("take 110% of the heap together")
                .hasMessageContaining("60% at test.yaml:2:")
                .hasMessageContaining("50% at test.yaml:3:");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "users: { key-type: java.lang.Long }|needs a value-type beside it",
                "users: { value-type: java.lang.Long }|needs a key-type beside it",
                "users: { by-value: true }|has no effect without key-type and value-type",
                "\"u*\": { key-type: java.lang.Long, value-type: java.lang.Long }|a pattern cannot declare the types",
                "users:|must be a mapping of keys, not nothing",
                "\"\": {}|the name of a cache is empty",
            })
    void read_unsoundEntry_isRefused(String line, String problem) {
        assertFails("caches:\n  " + line).hasMessageContaining(problem);
    }

    @ParameterizedTest
    @CsvSource({
        "caches: { users: { off-heap: { size: 1GiB } } },io.tiercel:tiercel-offheap-store",
        "defaults: { disk: { size: 1GiB } },io.tiercel:tiercel-offheap-store",
        "defaults: { off-heap: shared },io.tiercel:tiercel-offheap-store",
        "defaults: { heap: none },io.tiercel:tiercel-offheap-store",
        "manager: { off-heap-pool: 1GiB },io.tiercel:tiercel-offheap-store",
        "caches: { users: { cluster: { mode: distributed } } },io.tiercel:tiercel-cluster",
        "cluster: { name: orders },io.tiercel:tiercel-cluster",
    })
    void read_keyOfAnAbsentModule_namesTheCoordinates(String yaml, String coordinates) {
        assertFails(yaml).hasMessageContaining("needs a module that is not there: add " + coordinates);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "off-heap: 64MiB|must be shared or none, or a mapping of keys, not '64MiB'; allowed here: size",
                "off-heap: false|must be shared or none, or a mapping of keys",
                "off-heap:|must be a mapping of keys, not nothing",
                "off-heap: {}|is empty; allowed here: size",
                "off-heap: { size: 1023KiB }|the off-heap tier must be at least 1MiB, size=1023KiB",
                "off-heap: { size: 8388607TiB }|the off-heap tier must be at most 128GiB, size=8388607TiB",
                "off-heap: { entries: 5 }|unknown key",
                "disk: 1GiB|must be none, or a mapping of keys, not '1GiB'; allowed here: size, path",
                "disk: { size: 1GiB }|needs both a size and a path",
                "disk: { path: /tmp }|needs both a size and a path",
                "disk: { size: 1B, path: /tmp }|the disk tier must be at least 1MiB, size=1B",
                "disk: { size: 129GiB, path: /tmp }|the disk tier must be at most 128GiB, size=129GiB",
                "disk: { size: 1GiB, path: ' ' }|is empty; it must be a folder",
                "heap: all|must be none, or a mapping of keys, not 'all'",
                "{ heap: none, off-heap: none }|2:11: defaults.heap: a cache without a heap tier needs an off-heap",
                "{ by-value: false, off-heap: shared }|defaults.off-heap: a cache by reference has no tier beneath",
                "{ by-value: false, disk: { size: 1GiB, path: a } }|defaults.disk: a cache by reference has no tier",
                "{ by-value: false, heap: none }|a cache without a heap tier needs an off-heap or a disk tier",
            })
    void read_wrongTier_saysWhatIsAllowed(String line, String problem) {
        assertThatThrownBy(
                        () -> TestYaml.read("defaults:\n  " + line, Map.of(), EnumSet.of(OptionalModule.OFFHEAP_STORE)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("test.yaml:2:")
                .hasMessageContaining(problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "manager: { off-heap-pool: 1MiB }|1:27: manager.off-heap-pool: the size of the off-heap pool must be at"
                        + " least 16MiB, size=1MiB",
                "manager: { off-heap-pools: 1GiB }|unknown key; did you mean 'off-heap-pool'?",
                "manager: {}|is empty; allowed here: off-heap-pool",
            })
    void read_wrongPool_saysWhatIsAllowed(String yaml, String problem) {
        assertThatThrownBy(() -> TestYaml.read(yaml, Map.of(), EnumSet.of(OptionalModule.OFFHEAP_STORE)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void read_noTierBeneathTheHeap_needsNoModule() {
        assertThat(TestYaml.read("defaults: { off-heap: none, disk: none }").source())
                .isEqualTo("test.yaml");
    }

    @Test
    void read_keyOfAPresentModule_isNotSupportedYet() {
        assertThatThrownBy(
                        () -> TestYaml.read("cluster: { name: orders }", Map.of(), EnumSet.allOf(OptionalModule.class)))
                .hasMessage("test.yaml:1:1: cluster: this key is not supported by this version");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "# nothing but a comment\n"})
    void read_emptyFile_isRefused(String yaml) {
        assertFails(yaml).hasMessageContaining("the file is empty; allowed here: defaults, manager, caches");
    }

    @Test
    void read_severalDocuments_isRefused() {
        assertFails("caches: {}\n---\ncaches: {}\n")
                .hasMessage("test.yaml:2:1: a second document begins here; a file has one");
    }

    @Test
    void read_duplicateKey_namesBothPlaces() {
        assertFails("caches:\n  users: {}\n  users: {}\n")
                .hasMessage("test.yaml:3:3: caches.users: is there twice, first at test.yaml:2:3: caches.users");
    }

    @Test
    void read_tab_saysWhere() {
        assertFails("caches:\n\tusers: {}\n")
                .hasMessageStartingWith("test.yaml:2:1: is not YAML")
                .hasMessageContaining("TAB");
    }

    @Test
    void read_brokenSyntax_saysWhere() {
        assertFails("caches: { users: \n").hasMessageStartingWith("test.yaml:2:1: is not YAML");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "caches: !!javax.script.ScriptEngineManager [ !!java.net.URL [ 'http://localhost/' ] ]",
                "caches: { users: { statistics: !!str true } }",
                "caches: { !local users: {} }",
            })
    void read_tag_isRefused(String yaml) {
        assertFails(yaml).hasMessageContaining("is not allowed: values have the type that their key gives them");
    }

    @Test
    void read_alias_isTheAnchoredNode() {
        String yaml = "caches:\n  a: { heap: &small { entries: 5 } }\n  b: { heap: *small }\n";
        assertThat(TestYaml.read(yaml).exact().values())
                .hasSize(2)
                .allSatisfy(entry -> assertThat(entry.layer().settings().heap()).isNotNull());
    }

    @Test
    void read_aliasBomb_isRefusedAtOnce() {
        StringBuilder yaml = new StringBuilder("a0: &a0 [ x, x ]\n");
        for (int level = 1; level < 60; level++) {
            yaml.append("a%d: &a%d [ *a%d, *a%d ]\n".formatted(level, level, level - 1, level - 1));
        }
        assertFails(yaml.toString()).hasMessageContaining("more than 100 aliases");
    }

    @Test
    void read_aliasWithinItsAnchor_isRefused() {
        assertFails("caches: &all { users: *all }").hasMessageContaining("has no anchor that ends before it");
    }

    @Test
    void read_deepNesting_isRefused() {
        assertFails("[".repeat(100_000)).hasMessageContaining("nested deeper than 20 levels");
    }

    @Test
    void read_hugeFile_isRefused() {
        byte[] bytes = new byte[SourceText.MAX_BYTES + 1];
        assertThatThrownBy(() -> SourceText.read("test.yaml", new ByteArrayInputStream(bytes)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("longer than 1048576 bytes");
    }

    @Test
    void read_notUtf8_saysWhere() {
        byte[] bytes = "caches:\n  caf\u00e9: {}\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> SourceText.read("test.yaml", new ByteArrayInputStream(bytes)))
                .hasMessage("test.yaml:2:6: is not UTF-8");
    }

    @Test
    void read_controlCharacter_namesItsPlace() {
        byte[] text = "caches:\n  us\u0000ers: {}\n".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> SourceText.read("test.yaml", new ByteArrayInputStream(text)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("test.yaml:2:5: there is the character U+0000, which no YAML may have");
    }

    @Test
    void read_byteOrderMark_isSkipped() throws Exception {
        byte[] bytes = "\uFEFFcaches: {}".getBytes(StandardCharsets.UTF_8);
        assertThat(SourceText.read("test.yaml", new ByteArrayInputStream(bytes)))
                .isEqualTo("caches: {}");
    }

    @Test
    void read_listAtTheTop_isRefused() {
        assertFails("[ caches ]")
                .hasMessageContaining("must be a mapping of keys, not a list; allowed here: defaults, manager, caches");
    }

    @Test
    void read_substitutionInBracesWithoutQuotes_saysToQuote() {
        assertFails("defaults: { heap: { entries: ${N} } }").hasMessageStartingWith("test.yaml:1:");
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertFails(String yaml) {
        return assertThatThrownBy(() -> TestYaml.read(yaml)).isInstanceOf(ConfigurationException.class);
    }
}
