package io.tiercel.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.TiercelConfiguration;
import io.tiercel.configuration.ConfigurationResolverTest.StubWriter;
import io.tiercel.configuration.WriteBehindSettings.Queue;
import io.tiercel.configuration.WriteBehindSettings.QueuePlace;
import io.tiercel.configuration.yaml.TestYaml;
import io.tiercel.write.log.Durability;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How what is said of writing behind is put together. */
class WriteBehindSettingsTest {

    private ResolvedCacheConfiguration<Object, Object> resolve(String yaml, TiercelConfiguration<Object, Object> code) {
        return new ConfigurationResolver(TestYaml.read(yaml), getClass().getClassLoader(), Set.of())
                .resolve("any", code);
    }

    private static TiercelConfiguration<Object, Object> code() {
        return TiercelConfiguration.builder(Object.class, Object.class)
                .allow("java.util.*")
                .build();
    }

    @Test
    void writeBehind_nobodySaysMore_hasTheDefaults() {
        WriteBehindSettings resolved =
                resolve("defaults: { writer: { mode: behind } }", code()).writeBehind();
        assertThat(resolved)
                .isEqualTo(new WriteBehindSettings(
                        100,
                        Duration.ofSeconds(1),
                        new Queue(new QueuePlace.Volatile(), 10_000, Durability.PROCESS, Duration.ofSeconds(1)),
                        10,
                        new BackOffRange(Duration.ofSeconds(1), Duration.ofMinutes(1)),
                        null,
                        Duration.ofSeconds(10)));
    }

    @Test
    void writeBehind_keys_areTakenOneByOne() {
        TiercelConfiguration<Object, Object> code = TiercelConfiguration.builder(Object.class, Object.class)
                .allow("java.util.*")
                .writer(StubWriter.class)
                .writeBehind(behind -> behind.withBatch(7).withEntries(8))
                .build();
        WriteBehindSettings resolved = resolve(
                        "defaults: { writer: { mode: behind, batch: 5, queue: { path: a, sync: power } } }", code)
                .writeBehind();
        assertThat(resolved.batch()).isEqualTo(7);
        assertThat(resolved.queue())
                .isEqualTo(new Queue(new QueuePlace.Folder(Path.of("a")), 8, Durability.POWER, Duration.ofSeconds(1)));
    }

    @Test
    void mode_ofTheCacheThatIsNotBehind_ignoresWhatDefaultsSay() {
        TiercelConfiguration<Object, Object> code = TiercelConfiguration.builder(Object.class, Object.class)
                .writer(StubWriter.class)
                .writerMode(WriterMode.AROUND)
                .build();
        ResolvedCacheConfiguration<Object, Object> resolved =
                resolve("defaults: { writer: { mode: behind, queue: { path: a } } }", code);
        assertThat(resolved.writerMode()).isEqualTo(WriterMode.AROUND);
        assertThat(resolved.outlivesProcess()).isFalse();
    }

    @Test
    void mode_ofACacheThatNobodyBringsAWriterFor_isRefusedWhereItIsSaidOfTheCache() {
        TiercelConfiguration<Object, Object> behind = TiercelConfiguration.builder(Object.class, Object.class)
                .writeBehind(how -> how.withBatch(7))
                .build();
        assertThatThrownBy(() -> resolve("{}", behind))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("code: writer: mode: behind needs a writer");
        assertThatThrownBy(() -> resolve("caches: { any: { writer: { mode: around } } }", code()))
                .hasMessageContaining("test.yaml:1:26: caches.any.writer: mode: around needs a writer");
    }

    @Test
    void mode_ofACacheWithoutAWriter_isIgnoredWhereItIsInherited() {
        assertThat(resolve("caches: { \"a*\": { writer: { mode: behind } } }", code())
                        .writerFactory())
                .isNull();
        assertThat(resolve(
                                "caches: { any: { writer: { mode: behind } } }",
                                TiercelConfiguration.builder(Object.class, Object.class)
                                        .writer(StubWriter.class)
                                        .build())
                        .writerMode())
                .isEqualTo(WriterMode.BEHIND);
    }

    @Test
    void folderOf_names_differ() {
        Path path = Path.of("a");
        assertThat(WriteBehindSettings.folderOf(path, "users"))
                .isAbsolute()
                .endsWithRaw(Path.of("a", "users"))
                .isNotEqualTo(WriteBehindSettings.folderOf(path, "Users"));
    }

    @Test
    void parse_oneDuration_isBothEnds() {
        assertThat(BackOffRange.parse("5s")).isEqualTo(new BackOffRange(Duration.ofSeconds(5), Duration.ofSeconds(5)));
    }
}
