package io.tiercel.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.TiercelCache;
import io.tiercel.TiercelCachingProvider;
import io.tiercel.TiercelConfiguration;
import io.tiercel.TiercelConfigurationBuilder;
import io.tiercel.configuration.ConfigurationException;
import io.tiercel.configuration.WriteBehindSettings;
import io.tiercel.write.WriteQueue;
import io.tiercel.write.log.Durability;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.cache.CacheException;
import javax.cache.integration.CacheWriterException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A cache whose changes wait in files: what the next one finds. */
final class DurableQueueTest {

    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final FakeSource source = new FakeSource();

    @TempDir
    Path folder;

    private ScratchManager manager = new ScratchManager();

    @AfterEach
    void close() {
        source.script = call -> {};
        manager.close();
    }

    private TiercelCache<Integer, String> cache(UnaryOperator<WriteBehindSettings> how) {
        return create(TiercelConfiguration.builder(Integer.class, String.class)
                .loader(source)
                .writer(source)
                .writeBehind(behind -> how.apply(behind.withDelay(LONG).withQueue(folder))));
    }

    @SuppressWarnings("unchecked") // unwrap of what was created with these types
    private <K, V> TiercelCache<K, V> create(TiercelConfigurationBuilder<K, V> builder) {
        return manager.create("words", builder.build()).unwrap(TiercelCache.class);
    }

    private static WriteQueue queueOf(TiercelCache<?, ?> cache) {
        return Objects.requireNonNull(cache.writeBehind());
    }

    private static void flush(TiercelCache<?, ?> cache) {
        assertThat(queueOf(cache).flush(TIMEOUT)).isTrue();
    }

    /** Ends the manager while the source is away, and begins another one when it is back. */
    private void restartWithoutTheSource() {
        source.script = call -> {
            throw new IllegalStateException("away");
        };
        manager.close();
        manager = new ScratchManager();
        source.calls.clear();
        source.script = call -> {};
    }

    /** A writer that a file may name. */
    public static final class NamedWriter extends IgnoringWriter<Object, Object> {}

    @Test
    void queue_ofADeclaredCacheCannotBeMade_saysFileAndLine() throws IOException {
        Path inTheWay = Files.writeString(folder.resolve("file"), "no folder");
        String writer =
                "{ class: '" + NamedWriter.class.getName() + "', mode: behind, queue: { path: '" + inTheWay + "' } }";
        URI uri = Files.writeString(
                        folder.resolve("declared.yaml"),
                        "caches:\n  words:\n    { key-type: java.lang.Long, value-type: java.lang.String, writer: "
                                + writer + " }")
                .toUri();

        try (TiercelCachingProvider provider = new TiercelCachingProvider()) {
            assertThatThrownBy(() -> provider.getCacheManager(uri, getClass().getClassLoader()))
                    .isInstanceOf(CacheException.class)
                    .hasMessageStartingWith(
                            folder.resolve("declared.yaml") + ":3:5: caches.words: The folder " + inTheWay);
        }
    }

    @ParameterizedTest
    @EnumSource(Durability.class)
    void changes_sourceIsAway_areThereAfterARestart(Durability sync) {
        TiercelCache<Integer, String> cache = cache(behind -> behind.withSync(sync));
        source.rows.putAll(Map.of(1, "old", 2, "old"));
        cache.putAll(Map.of(1, "a", 3, "c"));
        cache.remove(2);
        cache.put(1, "b");
        restartWithoutTheSource();

        TiercelCache<Integer, String> next = cache(behind -> behind.withSync(sync));
        assertThat(queueOf(next).isDurable()).isTrue();
        assertThat(queueOf(next).pending()).isEqualTo(3);
        assertThat(next.get(1)).isEqualTo("b");
        assertThat(next.get(2)).isNull();
        assertThat(source.calls).isEmpty();
        flush(next);
        assertThat(source.rows).isEqualTo(Map.of(1, "b", 3, "c"));
    }

    @Test
    void changes_writtenAtClose_areNotThereAgain() {
        cache(behind -> behind).put(1, "a");
        manager.close();
        assertThat(source.calls).containsExactly("write 1=a");
        manager = new ScratchManager();
        assertThat(queueOf(cache(behind -> behind)).pending()).isZero();
    }

    @Test
    void deadLetters_areThereAfterARestart() throws IOException {
        TiercelCache<Integer, String> cache = cache(behind -> behind.withAttempts(1));
        source.script = call -> {
            throw new IllegalStateException("poison\twith\na tab");
        };
        cache.put(1, "a");
        cache.remove(2);
        queueOf(cache).flush(TIMEOUT);
        assertThat(queueOf(cache).deadLetters()).hasSize(2);
        restartWithoutTheSource();

        TiercelCache<Integer, String> next = cache(behind -> behind);
        assertThat(queueOf(next).pending()).isZero();
        assertThat(queueOf(next).deadLetters())
                .extracting(letter -> letter.key() + letter.isDeletion())
                .containsExactlyInAnyOrder("1false", "2true");
        List<String> lines = Files.readAllLines(folder.resolve("words").resolve("dead-letters.tsv"));
        assertThat(lines)
                .hasSize(3)
                .anySatisfy(line -> assertThat(line)
                        .contains("\twrite\t1\t1\tjava.lang.IllegalStateException: poison with a tab\t"));
        source.rows.put(2, "old");
        next.put(1, "later");
        assertThat(queueOf(next).retryDeadLetters()).isEqualTo(1);
        flush(next);
        assertThat(source.rows).isEqualTo(Map.of(1, "later"));
        assertThat(queueOf(next).deadLetters()).isEmpty();
    }

    @Test
    void deadLetters_linesThatAreNone_areSetAside() throws IOException {
        Path file = Files.createDirectories(folder.resolve("words")).resolve("dead-letters.tsv");
        Files.writeString(file, "#header\nnonsense\n2026-01-01T00:00:00Z\twrite\t3\t1\tno\t");
        assertThat(queueOf(cache(behind -> behind)).deadLetters()).isEmpty();
        assertThat(file.resolveSibling("dead-letters.tsv.damaged")).content().contains("nonsense", "2026");
    }

    @Test
    void deadLetters_folderOfTheirOwn_isUsedByAVolatileQueueToo() {
        TiercelCache<Integer, String> cache = create(TiercelConfiguration.builder(Integer.class, String.class)
                .writer(source)
                .writeBehind(behind -> behind.withDelay(LONG).withAttempts(1).withDeadLetters(folder)));
        source.script = call -> {
            throw new IllegalStateException("poison");
        };
        cache.put(1, "a");
        queueOf(cache).flush(TIMEOUT);
        assertThat(queueOf(cache).isDurable()).isFalse();
        assertThat(folder.resolve("words").resolve("dead-letters.tsv"))
                .content()
                .contains("poison");
    }

    @Test
    void folder_secondOpener_isRefused() {
        cache(behind -> behind).put(1, "a");
        try (ScratchManager second = new ScratchManager()) {
            assertThatThrownBy(() -> second.create(
                            "words",
                            TiercelConfiguration.builder(Integer.class, String.class)
                                    .writer(source)
                                    .writeBehind(behind -> behind.withQueue(folder))
                                    .build()))
                    .isInstanceOf(CacheException.class)
                    .hasMessageContaining("is in use by this process");
        }
    }

    @Test
    void folder_cannotBeMade_failsAtCreation() throws IOException {
        Files.createFile(folder.resolve("words"));
        assertThatThrownBy(() -> cache(behind -> behind))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("write-behind queue of the cache 'words' cannot be used");
        Files.delete(folder.resolve("words"));
        assertThat(queueOf(cache(behind -> behind)).pending()).isZero();
    }

    @Test
    void folder_damaged_keepsWhatIsWhole() throws IOException {
        TiercelCache<Integer, String> cache = cache(behind -> behind);
        cache.put(1, "a");
        cache.put(2, "b");
        restartWithoutTheSource();
        Path segment = segments().get(0);
        byte[] bytes = Files.readAllBytes(segment);
        bytes[bytes.length - 1] ^= 1;
        Files.write(segment, bytes);

        TiercelCache<Integer, String> next = cache(behind -> behind);
        assertThat(queueOf(next).pending()).isEqualTo(1);
        flush(next);
        assertThat(source.rows).isEqualTo(Map.of(1, "a"));
        assertThat(segment.resolveSibling(segment.getFileName() + ".damaged")).hasBinaryContent(bytes);
    }

    private List<Path> segments() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("words"))) {
            return files.filter(file -> file.toString().endsWith(".log")).toList();
        }
    }

    @Test
    void keys_notCanonical_areRefusedWithTheReason() {
        assertThatThrownBy(() -> create(TiercelConfiguration.builder(Thread.class, String.class)
                        .writer(new IgnoringWriter<>())
                        .writeBehind(behind -> behind.withQueue(folder))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("queue of its writer on disk, cannot have these keys")
                .hasMessageContaining("java.lang.Thread is neither a record");
    }

    @Test
    void keys_oneThatIsNotCanonical_failsItsPutAlone() {
        TiercelCache<Object, String> cache = create(TiercelConfiguration.builder(Object.class, String.class)
                .allow("java.util.*")
                .writer(new IgnoringWriter<>())
                .writeBehind(behind -> behind.withDelay(LONG).withQueue(folder)));
        cache.put(1, "a");
        assertThatThrownBy(() -> cache.put(List.of(1), "b"))
                .isInstanceOf(CacheWriterException.class)
                .hasMessageContaining("cannot have this key");
        assertThat(cache.containsKey(List.of(1))).isFalse();
        assertThat(queueOf(cache).pending()).isEqualTo(1);
    }

    @Test
    void cacheByReference_isRefused() {
        assertThatThrownBy(() -> create(TiercelConfiguration.builder(Integer.class, String.class)
                        .byReference()
                        .writer(source)
                        .writeBehind(behind -> behind.withQueue(folder))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("is by reference");
    }

    @Test
    void untypedCache_withoutAllow_isRefused() {
        assertThatThrownBy(() -> create(TiercelConfiguration.builder(Integer.class, Object.class)
                        .writer(new IgnoringWriter<>())
                        .writeBehind(behind -> behind.withQueue(folder))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("name the classes under 'allow'");
    }

    @Test
    void changes_ofAnotherType_areRefusedAndStay() {
        cache(behind -> behind).put(1, "a");
        restartWithoutTheSource();
        assertThatThrownBy(() -> create(TiercelConfiguration.builder(String.class, String.class)
                        .writer(new IgnoringWriter<>())
                        .writeBehind(behind -> behind.withQueue(folder))))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("has 1 changes of java.lang.Integer");
        assertThat(queueOf(cache(behind -> behind)).pending()).isEqualTo(1);
    }
}
