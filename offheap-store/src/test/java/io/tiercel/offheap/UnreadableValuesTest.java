package io.tiercel.offheap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.CapturedLog;
import io.tiercel.TierState;
import io.tiercel.TiercelCache;
import io.tiercel.TiercelCachingProvider;
import io.tiercel.TiercelConfiguration;
import io.tiercel.TiercelConfigurationBuilder;
import io.tiercel.serialize.SerializationException;
import io.tiercel.serialize.Serializer;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.integration.CacheLoader;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Values on disk that an earlier version of the application put, of classes that this one does not have any more. */
class UnreadableValuesTest {

    private static final String NAME = "paints";
    private static final List<String> UNREADABLE = List.of("constant", "record", "class");

    @TempDir
    private static Path classes;

    private static URLClassLoader earlier;
    private static URLClassLoader later;

    @TempDir
    private Path folder;

    private final CapturedLog warnings = new CapturedLog(UnreadableValues.class.getName());

    /** Which tiers there are besides the one on disk. */
    enum Above {
        NOTHING,
        HEAP,
        ALL;

        void give(TiercelConfigurationBuilder<?, ?> builder) {
            switch (this) {
                case NOTHING -> builder.heapNone().offHeapNone();
                case HEAP -> builder.heapEntries(100).offHeapNone();
                case ALL -> builder.heapEntries(100).offHeapSize("1MiB");
            }
        }
    }

    @BeforeAll
    static void compile() throws IOException {
        String stays = "package shop; public record Stays(java.util.List<String> names) {}";
        earlier = compiled(
                "earlier",
                Map.of(
                        "Color", "package shop; public enum Color { RED, GREEN }",
                        "Paint", "package shop; public record Paint(Color color) {}",
                        "Box", "package shop; public class Box { public String label = \"a\"; }",
                        "Stays", stays));
        later = compiled(
                "later",
                Map.of(
                        "Color", "package shop; public enum Color { GREEN }",
                        "Paint", "package shop; public record Paint(Color color) {}",
                        "Stays", stays));
    }

    private static URLClassLoader compiled(String version, Map<String, String> sources) throws IOException {
        Path out = Files.createDirectories(classes.resolve(version));
        List<String> arguments = new ArrayList<>(List.of("-d", out.toString()));
        for (Map.Entry<String, String> source : sources.entrySet()) {
            Path file = out.resolve(source.getKey() + ".java");
            Files.writeString(file, source.getValue());
            arguments.add(file.toString());
        }
        int errors = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        assertThat(errors).isZero();
        return new URLClassLoader(new URL[] {out.toUri().toURL()}, UnreadableValuesTest.class.getClassLoader());
    }

    @AfterAll
    static void close() throws IOException {
        earlier.close();
        later.close();
    }

    private static Object red() throws ReflectiveOperationException {
        return earlier.loadClass("shop.Color").getField("RED").get(null);
    }

    @AfterEach
    void stopCapturing() {
        warnings.close();
    }

    /** Puts what the later version cannot read, and something that it can. */
    private void fill(Above above) throws ReflectiveOperationException {
        Object red = red();
        Object paint = earlier.loadClass("shop.Paint").getConstructors()[0].newInstance(red);
        Object box = earlier.loadClass("shop.Box").getConstructor().newInstance();
        Object stays = earlier.loadClass("shop.Stays").getConstructors()[0].newInstance(List.of("name"));
        use(earlier, configuration(above), cache -> {
            cache.put("constant", red);
            cache.put("record", paint);
            cache.put("class", box);
            cache.put("stays", stays);
        });
    }

    private TiercelConfigurationBuilder<String, Object> configuration(Above above) {
        TiercelConfigurationBuilder<String, Object> builder = TiercelConfiguration.builder(String.class, Object.class)
                .allow("shop.*")
                .disk("1MiB", folder);
        above.give(builder);
        return builder;
    }

    private static void use(
            ClassLoader loader,
            TiercelConfigurationBuilder<String, Object> configuration,
            Consumer<TiercelCache<String, Object>> action) {
        try (TiercelCachingProvider provider = new TiercelCachingProvider();
                CacheManager manager = provider.getCacheManager(null, loader)) {
            Cache<String, Object> cache = manager.createCache(NAME, configuration.build());
            action.accept((TiercelCache<String, Object>) cache);
        }
    }

    @ParameterizedTest
    @EnumSource
    void get_isAMiss(Above above) throws Exception {
        fill(above);

        use(later, configuration(above), cache -> {
            for (String key : UNREADABLE) {
                assertThat(cache.get(key)).as(key).isNull();
                assertThat(cache.containsKey(key)).as(key).isFalse();
            }
            assertThat(cache.get("stays")).hasToString("Stays[names=[name]]");
            assertThat(cache.get("stays")).hasToString("Stays[names=[name]]");
        });
    }

    @ParameterizedTest
    @EnumSource
    void operations_seeNoEntry(Above above) throws Exception {
        Map<String, Function<Cache<String, Object>, Object>> operations = Map.of(
                "getAndPut", cache -> String.valueOf(cache.getAndPut("class", "new")),
                "getAndReplace", cache -> String.valueOf(cache.getAndReplace("class", "new")),
                "getAndRemove", cache -> String.valueOf(cache.getAndRemove("class")),
                "invoke",
                        cache -> String.valueOf(cache.<Object>invoke(
                                "class", (entry, arguments) -> entry.exists() ? entry.getValue() : null)),
                "putIfAbsent", cache -> !cache.putIfAbsent("class", "new"),
                "replace", cache -> cache.replace("class", "new"),
                "replaceIf", cache -> cache.replace("class", "old", "new"),
                "remove", cache -> cache.remove("class"),
                "removeIf", cache -> cache.remove("class", "old"),
                "getAll", cache -> cache.getAll(Set.of("class")).size() == 1);
        for (Map.Entry<String, Function<Cache<String, Object>, Object>> operation : operations.entrySet()) {
            fill(above);
            use(
                    later,
                    configuration(above),
                    cache -> assertThat(operation.getValue().apply(cache))
                            .as(operation.getKey())
                            .isIn("null", false));
        }
    }

    @ParameterizedTest
    @EnumSource
    void put_takesItsPlace(Above above) throws Exception {
        fill(above);

        use(later, configuration(above), cache -> {
            cache.put("class", "new");
            cache.putAll(Map.of("record", "new"));
            assertThat(cache.getAll(Set.of("class", "record"))).containsValues("new", "new");
        });
        use(
                earlier,
                configuration(above),
                cache -> assertThat(cache.get("class")).isEqualTo("new"));
    }

    @ParameterizedTest
    @EnumSource
    void iteration_leavesItOut_andItIsCountedNoMore(Above above) throws Exception {
        fill(above);

        use(later, configuration(above), cache -> {
            List<String> keys = new ArrayList<>();
            cache.forEach(entry -> keys.add(entry.getKey()));
            assertThat(keys).containsExactly("stays");
            List<TierState> tiers = cache.tiers();
            assertThat(tiers.get(tiers.size() - 1).entries()).isEqualTo(1);
        });
    }

    @ParameterizedTest
    @EnumSource
    void readThrough_loadsInItsPlace(Above above) throws Exception {
        fill(above);
        TiercelConfigurationBuilder<String, Object> loading = configuration(above)
                .loader((CacheLoader<String, Object>) new Loaded())
                .readThrough(true);

        use(later, loading, cache -> {
            assertThat(cache.get("class")).isEqualTo("loaded class");
            assertThat(cache.getAll(Set.of("record", "constant")))
                    .containsOnly(Map.entry("record", "loaded record"), Map.entry("constant", "loaded constant"));
        });
        use(later, configuration(above), cache -> assertThat(cache.get("class")).isEqualTo("loaded class"));
    }

    private static final class Loaded implements CacheLoader<String, Object> {
        @Override
        public Object load(String key) {
            return "loaded " + key;
        }

        @Override
        public Map<String, Object> loadAll(Iterable<? extends String> keys) {
            Map<String, Object> loaded = new HashMap<>();
            keys.forEach(key -> loaded.put(key, load(key)));
            return loaded;
        }
    }

    @Test
    void get_warnsOnceForEachClass() throws Exception {
        fill(Above.HEAP);
        use(earlier, configuration(Above.HEAP), cache -> {
            Object box = cache.get("class");
            cache.put("class 2", box);
        });

        use(later, configuration(Above.HEAP), cache -> {
            cache.get("class 2");
            cache.get("class");
            cache.get("constant");
            cache.get("record");
        });

        assertThat(warnings.messages()).hasSize(2);
        assertThat(warnings.messages().get(0)).contains("cache=paints", "shop.Box", "key=class 2", "allow", "absent");
        assertThat(warnings.messages().get(1)).contains("key=constant", "RED not in [GREEN]");
    }

    @ParameterizedTest
    @EnumSource
    void get_ofAMutableValue_handsOutOneOfItsOwnEachTime(Above above) {
        use(later, configuration(above), cache -> cache.put("list", new ArrayList<>(List.of("a"))));

        use(later, configuration(above), cache -> {
            for (int i = 0; i < 5; i++) {
                List<?> list = (List<?>) cache.get("list");
                assertThat(list).hasSize(1);
                list.clear();
            }
        });
    }

    /** That is a mistake in the class, and would be hidden for good. */
    @Test
    void get_ofWhatThisProcessPut_throws() {
        TiercelConfigurationBuilder<String, Object> oneWay =
                configuration(Above.NOTHING).serializer(new OneWay());
        use(later, oneWay, cache -> cache.put("earlier", new ArrayList<>()));

        use(later, oneWay, cache -> {
            cache.put("own", new ArrayList<>());
            assertThat(cache.get("earlier")).isNull();
            assertThatThrownBy(() -> cache.get("own")).isInstanceOf(SerializationException.class);
            assertThat(cache.containsKey("own")).isTrue();
        });
    }

    /** Encodes what it cannot decode. */
    private static final class OneWay implements Serializer {
        @Override
        public byte[] serialize(Object object) {
            return new byte[] {1};
        }

        @Override
        public Object deserialize(byte[] bytes) {
            throw new IllegalStateException("cannot be read");
        }
    }
}
