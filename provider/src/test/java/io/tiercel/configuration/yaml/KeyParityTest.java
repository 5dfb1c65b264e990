package io.tiercel.configuration.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.TiercelConfiguration;
import io.tiercel.TiercelConfigurationBuilder;
import io.tiercel.WarmingBuilder;
import io.tiercel.configuration.CacheSettings;
import io.tiercel.configuration.ComponentTest;
import io.tiercel.configuration.ConfigurationResolverTest.StubLoader;
import io.tiercel.configuration.ConfigurationResolverTest.StubWriter;
import io.tiercel.configuration.EarlyLoading;
import io.tiercel.configuration.ManagerSettings;
import io.tiercel.configuration.OptionalModule;
import io.tiercel.configuration.SerializerChoice;
import io.tiercel.configuration.WriterMode;
import io.tiercel.rule.EventRuleBuilder;
import io.tiercel.serialize.Copier;
import io.tiercel.serialize.Serializer;
import io.tiercel.tag.Tagger;
import io.tiercel.warming.KeySource;
import io.tiercel.warming.RelatedKeys;
import io.tiercel.write.log.Durability;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.cache.expiry.EternalExpiryPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A file, the builder and the documentation say the same: a key that only one of them knows fails here. */
final class KeyParityTest {

    private static final Value.Context ALL_MODULES =
            new Value.Context(Substitution.ofJvm(), EnumSet.allOf(OptionalModule.class));
    private static final String STUB = StubLoader.class.getName();

    /** What exists in code alone: listeners are JSR-107's own, and build says nothing. */
    private static final Set<String> CODE_ALONE = Set.of("listener", "build");

    static Stream<Said> all() {
        return Stream.of(
                said("by-value", "by-value: true", "byValue", b -> b.byValue()),
                said("by-value", "by-value: false", "byReference", b -> b.byReference()),
                said("heap.entries", "heap: { entries: 5 }", "heapEntries", b -> b.heapEntries(5)),
                said("heap.size", "heap: { size: 64MiB }", "heapSize", b -> b.heapSize("64MiB")),
                said("heap.size", "heap: { size: 1KiB }", "heapSize", b -> b.heapSize(1024)),
                said("heap.share", "heap: { share: 5% }", "heapShare", b -> b.heapShare(0.05)),
                said("heap.unbounded", "heap: { unbounded: true }", "heapUnbounded", b -> b.heapUnbounded()),
                said(
                        "heap",
                        "{ heap: none, disk: { size: 1MiB, path: a } }",
                        "heapNone",
                        b -> b.heapNone().disk(1 << 20, Path.of("a"))),
                said("off-heap", "off-heap: shared", "offHeapShared", b -> b.offHeapShared()),
                said("off-heap", "off-heap: none", "offHeapNone", b -> b.offHeapNone()),
                said("off-heap.size", "off-heap: { size: 64MiB }", "offHeapSize", b -> b.offHeapSize("64MiB")),
                said("off-heap.size", "off-heap: { size: 1MiB }", "offHeapSize", b -> b.offHeapSize(1 << 20)),
                said("disk", "disk: none", "diskNone", b -> b.diskNone()),
                said(
                        "disk.size",
                        "disk: { size: 20GiB, path: /var/cache/app }",
                        "disk",
                        b -> b.disk("20GiB", Path.of("/var/cache/app"))),
                said("disk.path", "disk: { size: 1MiB, path: a }", "disk", b -> b.disk(1 << 20, Path.of("a"))),
                said("expiry", "expiry: eternal", "eternal", b -> b.eternal()),
                said(
                        "expiry.after-creation",
                        "expiry: { after-creation: 1m }",
                        "expireAfterCreation",
                        b -> b.expireAfterCreation(Duration.ofMinutes(1))),
                said(
                        "expiry.after-write",
                        "expiry: { after-write: 1m }",
                        "expireAfterWrite",
                        b -> b.expireAfterWrite(Duration.ofMinutes(1))),
                said(
                        "expiry.after-access",
                        "expiry: { after-access: 1m }",
                        "expireAfterAccess",
                        b -> b.expireAfterAccess(Duration.ofMinutes(1))),
                said(
                        "expiry.policy",
                        "expiry: { policy: " + EternalExpiryPolicy.class.getName() + " }",
                        "expiry",
                        b -> b.expiry(EternalExpiryPolicy.class)),
                said("expiry.jitter", "expiry: { jitter: 10% }", "expiryJitter", b -> b.expiryJitter(0.1)),
                said("loader.class", "loader: { class: " + STUB + " }", "loader", b -> b.loader(StubLoader.class)),
                said(
                        "loader.timeout",
                        "loader: { timeout: 2s }",
                        "loaderTimeout",
                        b -> b.loaderTimeout(Duration.ofSeconds(2))),
                said(
                        "loader.read-through",
                        "loader: { read-through: false }",
                        "readThrough",
                        b -> b.readThrough(false)),
                said(
                        "loader.soft-timeout",
                        "loader: { soft-timeout: 200ms }",
                        "loaderSoftTimeout",
                        b -> b.loaderSoftTimeout(Duration.ofMillis(200))),
                said("loader.early", "loader: { early: xfetch }", "loadEarly", b -> b.loadEarly(EarlyLoading.XFETCH)),
                said("loader.early", "loader: { early: none }", "loadEarly", b -> b.loadEarly(EarlyLoading.NONE)),
                said(
                        "loader.absent-for",
                        "loader: { absent-for: 30s }",
                        "absentFor",
                        b -> b.absentFor(Duration.ofSeconds(30))),
                said("refresh-ahead", "refresh-ahead: 0.8", "refreshAhead", b -> b.refreshAhead(0.8)),
                said("refresh-ahead", "refresh-ahead: 1", "refreshAhead", b -> b.refreshAhead(1)),
                said(
                        "stale.while-revalidate",
                        "stale: { while-revalidate: 30s }",
                        "staleWhileRevalidate",
                        b -> b.staleWhileRevalidate(Duration.ofSeconds(30))),
                said("stale.if-error", "stale: { if-error: 0ms }", "staleIfError", b -> b.staleIfError(Duration.ZERO)),
                said(
                        "writer.class",
                        "writer: { class: " + StubWriter.class.getName() + " }",
                        "writer",
                        b -> b.writer(StubWriter.class)),
                said("writer.mode", "writer: { mode: through }", "writerMode", b -> b.writerMode(WriterMode.THROUGH)),
                said(
                        "writer.batch",
                        "writer: { mode: behind, batch: 5 }",
                        "writeBehind",
                        b -> b.writeBehind(behind -> behind.withBatch(5))),
                said(
                        "writer.delay",
                        "writer: { mode: behind, delay: 0ms }",
                        "writeBehind",
                        b -> b.writeBehind(behind -> behind.withDelay(Duration.ZERO))),
                said(
                        "writer.queue",
                        "writer: { mode: behind, queue: volatile }",
                        "writeBehind",
                        b -> b.writeBehind(behind -> behind.withVolatileQueue())),
                said(
                        "writer.queue.path",
                        "writer: { mode: behind, queue: { path: a } }",
                        "writeBehind",
                        b -> b.writeBehind(behind -> behind.withQueue(Path.of("a")))),
                said(
                        "writer.queue.entries",
                        "writer: { mode: behind, queue: { entries: 5 } }",
                        "writeBehind",
                        b -> b.writeBehind(behind -> behind.withEntries(5))),
                said(
                        "writer.queue.sync",
                        "writer: { mode: behind, queue: { sync: power } }",
                        "writeBehind",
                        b -> b.writeBehind(behind -> behind.withSync(Durability.POWER))),
                said(
                        "writer.queue.sync",
                        "writer: { mode: behind, queue: { sync: process } }",
                        "writeBehind",
                        b -> b.writeBehind(behind -> behind.withSync(Durability.PROCESS))),
                said(
                        "writer.queue.wait-when-full",
                        "writer: { mode: behind, queue: { wait-when-full: 0ms } }",
                        "writeBehind",
                        b -> b.writeBehind(behind -> behind.withWaitWhenFull(Duration.ZERO))),
                said(
                        "writer.retry.attempts",
                        "writer: { mode: behind, retry: { attempts: 3 } }",
                        "writeBehind",
                        b -> b.writeBehind(behind -> behind.withAttempts(3))),
                said(
                        "writer.retry.back-off",
                        "writer: { mode: behind, retry: { back-off: 1s..1m } }",
                        "writeBehind",
                        b -> b.writeBehind(behind -> behind.withBackOff(Duration.ofSeconds(1), Duration.ofMinutes(1)))),
                said(
                        "writer.dead-letter",
                        "writer: { mode: behind, dead-letter: a }",
                        "writeBehind",
                        b -> b.writeBehind(behind -> behind.withDeadLetters(Path.of("a")))),
                said(
                        "writer.close-timeout",
                        "writer: { mode: behind, close-timeout: 5s }",
                        "writeBehind",
                        b -> b.writeBehind(behind -> behind.withCloseTimeout(Duration.ofSeconds(5)))),
                said("listeners.queue", "listeners: { queue: 5 }", "listenerQueue", b -> b.listenerQueue(5)),
                said(
                        "listeners.wait-when-full",
                        "listeners: { wait-when-full: 0ms }",
                        "listenerWaitWhenFull",
                        b -> b.listenerWaitWhenFull(Duration.ZERO)),
                said("serializer", "serializer: fory", "serializer", b -> b.serializer(new SerializerChoice.Fory())),
                said("serializer", "serializer: java", "serializer", b -> b.serializer(new SerializerChoice.Java())),
                said(
                        "serializer",
                        "serializer: " + StubSerializer.class.getName(),
                        "serializer",
                        b -> b.serializer(StubSerializer.class)),
                said("copier", "copier: " + StubCopier.class.getName(), "copier", b -> b.copier(StubCopier.class)),
                said(
                        "weigher",
                        "{ heap: { size: 1KiB }, weigher: " + ComponentTest.Good.class.getName() + " }",
                        "weigher",
                        b -> b.heapSize(1024).weigher(ComponentTest.Good.class)),
                said("allow", "allow: [ a.B, 'c.*' ]", "allow", b -> b.allow("a.B", "c.*")),
                said("immutable", "immutable: [ a.B ]", "immutable", b -> b.immutable("a.B")),
                said(
                        "tags.class",
                        "tags: { class: " + StubTagger.class.getName() + " }",
                        "tags",
                        b -> b.tags(StubTagger.class)),
                said("warming", "warming: none", "warmingNone", b -> b.warmingNone()),
                said("warming", "warming: {}", "warming", b -> b.warming(w -> {})),
                warming("hot-keys", "hot-keys: 500", w -> w.hotKeys(500)),
                warming("path", "path: /var/cache/app", w -> w.path(Path.of("/var/cache/app"))),
                warming("save-every", "save-every: 1m", w -> w.saveEvery(Duration.ofMinutes(1))),
                warming("rate", "rate: 50", w -> w.rate(50)),
                warming("at-start", "at-start: false", w -> w.atStart(false)),
                warming("schedule", "schedule: '0 2 * * *'", w -> w.schedule("0 2 * * *")),
                warming(
                        "zone",
                        "schedule: '0 2 * * *', zone: Europe/Berlin",
                        w -> w.schedule("0 2 * * *", ZoneId.of("Europe/Berlin"))),
                warming("every", "every: 5m", w -> w.every(Duration.ofMinutes(5))),
                warming(
                        "jitter",
                        "every: 5m, jitter: 30s",
                        w -> w.every(Duration.ofMinutes(5)).jitter(Duration.ofSeconds(30))),
                warming("access-log.path", "access-log: { path: a.log }", w -> w.accessLog(Path.of("a.log"))),
                warming(
                        "access-log.pattern",
                        "access-log: { path: a.log, pattern: 'GET (?<key>.*)' }",
                        w -> w.accessLog(Path.of("a.log"), Pattern.compile("GET (?<key>.*)"))),
                warming("keys.class", "keys: { class: " + StubKeys.class.getName() + " }", w -> w.keys(StubKeys.class)),
                warming(
                        "related.class",
                        "related: { class: " + StubKeys.class.getName() + " }",
                        w -> w.related(StubKeys.class)),
                warming("related.queue", "related: { queue: 5 }", w -> w.relatedQueue(5)),
                said("statistics", "statistics: false", "statistics", b -> b.statistics(false)),
                said("management", "management: true", "management", b -> b.management(true)));
    }

    @ParameterizedTest
    @MethodSource("all")
    void fileAndBuilder_sayingTheSame_areEqual(Said said) {
        CacheSettings inFile = TestYaml.read(
                        "defaults:\n  " + said.yaml(), Map.of(), EnumSet.allOf(OptionalModule.class))
                .defaults()
                .settings();
        assertThat(said.builder()
                        .apply(TiercelConfiguration.builder(Object.class, Object.class))
                        .build()
                        .settings())
                .isEqualTo(inFile)
                .isNotEqualTo(CacheSettings.UNSET);
    }

    @Test
    void keysOfAFile_areAllComparedWithTheBuilder() {
        assertThat(all().map(Said::path).collect(Collectors.toSet())).isEqualTo(pathsThatAreSaid());
    }

    @Test
    void methodsOfTheBuilder_areAllComparedWithAFile() {
        assertThat(all().map(Said::method).collect(Collectors.toSet()))
                .isEqualTo(methodsOf(TiercelConfigurationBuilder.class));
    }

    private static Set<String> methodsOf(Class<?> builder) {
        return Arrays.stream(builder.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
                .map(Method::getName)
                .filter(name -> !CODE_ALONE.contains(name))
                .collect(Collectors.toSet());
    }

    @Test
    void fileAndProperties_sayingTheSameOfAManager_areEqual() {
        Map<String, String> said = Map.of("off-heap-pool", "48MiB");
        assertThat(said.keySet()).isEqualTo(ManagerKeys.TABLE.keys());
        said.forEach((key, value) -> {
            ManagerSettings nothing = TestYaml.read("{}");
            Properties properties = new Properties();
            properties.setProperty("tiercel." + key, value);
            assertThat(ManagerProperties.over(nothing, properties, ALL_MODULES))
                    .isEqualTo(
                            TestYaml.read("manager: { " + key + ": " + value + " }", Map.of(), ALL_MODULES.modules()))
                    .isNotEqualTo(nothing);
        });
    }

    @Test
    void keysOfARule_areAllMethodsOfItsBuilder() {
        assertThat(EventKeys.RULE.keys()).isEqualTo(methodsOf(EventRuleBuilder.class));
    }

    /** A new one needs a way to be said in code: a builder, a property of the manager, or a method of its events. */
    @Test
    void keysAtTheTop_areThoseThatCodeCanSay() {
        assertThat(RootKeys.TABLE.keys()).containsExactly("defaults", "manager", "caches", "events");
        assertThat(EventKeys.TABLE.keys()).containsExactly("rules", "sources");
    }

    @Test
    void documentation_namesEveryKeyAndBuilderMethod() throws Exception {
        List<String> rows = Files.readAllLines(Path.of("..", "docs", "configuration.md"));
        Set<String> documented = new TreeSet<>(pathsThatAreSaid());
        documented.addAll(Set.of("key-type", "value-type"));
        for (String path : documented) {
            assertThat(rows).as("a row of the key %s", path).anyMatch(row -> row.startsWith("| `" + path + "` |"));
        }
        all().forEach(said -> assertThat(rows)
                .as("the method %s in the row of %s", said.method(), said.path())
                .anyMatch(row -> row.startsWith("| `" + said.path() + "` |") && row.contains("`" + said.method())));
        assertThat(String.join("\n", rows)).contains(RootKeys.TABLE.keys());
        assertThat(ManagerKeys.TABLE.keys())
                .allSatisfy(key -> assertThat(rows)
                        .anyMatch(row -> row.startsWith("| `manager." + key + "` |")
                                && row.contains("`" + ManagerProperties.PREFIX + key + "`")));
    }

    @Test
    void documentation_ofKeys_namesNoKeyThatIsNotThere() throws Exception {
        Set<String> known = new TreeSet<>(pathsThatAreSaid());
        known.addAll(Set.of("key-type", "value-type"));
        addAll(known, "manager", ManagerKeys.TABLE);
        List<String> documented = Files.readAllLines(Path.of("..", "docs", "configuration.md")).stream()
                .filter(row -> row.startsWith("| `") && row.split("\\|").length == 6)
                .map(row -> row.substring(3, row.indexOf('`', 3)))
                .toList();
        assertThat(documented).isNotEmpty().allSatisfy(path -> assertThat(known).contains(path));
    }

    private static Set<String> pathsThatAreSaid() {
        Set<String> paths = new TreeSet<>(CacheKeys.DEFAULTS.keys());
        addAll(paths, "tags", CacheKeys.TAGS);
        addAll(paths, "warming", WarmingKeys.TABLE);
        addAll(paths, "warming.access-log", WarmingKeys.ACCESS_LOG);
        addAll(paths, "warming.keys", WarmingKeys.KEYS);
        addAll(paths, "warming.related", WarmingKeys.RELATED);
        paths.removeAll(Set.of("warming.access-log", "warming.keys", "warming.related"));
        paths.removeAll(Set.of("tags", "loader", "stale", "writer", "listeners"));
        addAll(paths, "heap", HeapKeys.TABLE);
        addAll(paths, "off-heap", OffHeapKeys.TABLE);
        addAll(paths, "disk", DiskKeys.TABLE);
        addAll(paths, "expiry", ExpiryKeys.TABLE);
        addAll(paths, "loader", CacheKeys.LOADER);
        addAll(paths, "stale", CacheKeys.STALE);
        addAll(paths, "writer", WriterKeys.TABLE);
        paths.remove("writer.retry");
        addAll(paths, "writer.queue", WriterKeys.QUEUE);
        addAll(paths, "writer.retry", WriterKeys.RETRY);
        addAll(paths, "listeners", CacheKeys.LISTENERS);
        return paths;
    }

    private static void addAll(Set<String> paths, String group, KeyTable<?> table) {
        table.keys().forEach(key -> paths.add(group + "." + key));
    }

    private static Said warming(String key, String yaml, Consumer<WarmingBuilder<Object>> builder) {
        return said("warming." + key, "warming: { " + yaml + " }", "warming", b -> b.warming(builder));
    }

    private static Said said(
            String path,
            String yaml,
            String method,
            UnaryOperator<TiercelConfigurationBuilder<Object, Object>> builder) {
        return new Said(path, yaml, method, builder);
    }

    /** One thing that can be said: in a file, and by the builder. */
    record Said(
            String path,
            String yaml,
            String method,
            UnaryOperator<TiercelConfigurationBuilder<Object, Object>> builder) {
        @Override
        public String toString() {
            return yaml;
        }
    }

    /** Tags of a user. */
    public static final class StubTagger implements Tagger<Object, Object> {
        @Override
        public Set<String> tagsOf(Object key, Object value) {
            return Set.of();
        }
    }

    /** Keys of a user. */
    public static final class StubKeys implements KeySource<Object>, RelatedKeys<Object> {
        @Override
        public List<Object> keys() {
            return List.of();
        }

        @Override
        public List<Object> relatedTo(Object key) {
            return List.of();
        }
    }

    /** A serializer of a user. */
    public static final class StubSerializer implements Serializer {
        @Override
        public byte[] serialize(Object object) {
            return new byte[0];
        }

        @Override
        public Object deserialize(byte[] bytes) {
            return bytes;
        }
    }

    /** A copier of a user. */
    public static final class StubCopier implements Copier<Object> {
        @Override
        public Object copy(Object object) {
            return object;
        }
    }
}
