package io.tiercel.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.configuration.yaml.TestYaml;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryListener;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

public final class ConfigurationResolverTest {

    private static final String TIMESTAMPS = "default-update-timestamps-region";

    @Test
    void resolve_nobodySaysAnything_hasTheBuiltInDefaults() {
        ResolvedCacheConfiguration<Object, Object> resolved =
                resolver("{}").resolve("any", new MutableConfiguration<>());
        assertThat(resolved.byValue()).isTrue();
        assertThat(resolved.heap()).isEqualTo(new HeapBound.Entries(10_000));
        assertThat(resolved.offHeap()).isEqualTo(new OffHeapBound.None());
        assertThat(resolved.disk()).isEqualTo(new DiskBound.None());
        assertThat(resolved.expiry()).isEqualTo(new ExpiryPlan(EternalExpiryPolicy.factoryOf(), null, 0));
        assertThat(resolved.loaderFactory()).isNull();
        assertThat(resolved.loaderTimeout()).isNull();
        assertThat(resolved.readThrough()).isFalse();
        assertThat(resolved.writerFactory()).isNull();
        assertThat(resolved.writeThrough()).isFalse();
        assertThat(resolved.listenerQueueCapacity()).isEqualTo(10_000);
        assertThat(resolved.listenerWaitWhenFull()).isEqualTo(Duration.ofSeconds(1));
        assertThat(resolved.serializer()).isEqualTo(new SerializerChoice.Fory());
        assertThat(resolved.copier()).isNull();
        assertThat(resolved.weigherFactory()).isNull();
        assertThat(resolved.allow()).isEmpty();
        assertThat(resolved.immutable()).isEmpty();
        assertThat(resolved.statistics()).isFalse();
        assertThat(resolved.management()).isFalse();
    }

    @Test
    void builtIn_withoutAFile_isTheSameAsAnEmptyFile() {
        MutableConfiguration<Object, Object> bare = new MutableConfiguration<>();
        ConfigurationResolver builtIn = new ConfigurationResolver(
                ManagerSettings.builtIn(), ConfigurationResolverTest.class.getClassLoader(), Set.of());
        assertThat(builtIn.resolve("any", bare)).isEqualTo(resolver("{}").resolve("any", bare));
    }

    @Test
    void resolve_exactName_beatsPatternsAndDefaults() {
        assertThat(heap("users")).isEqualTo(new HeapBound.Entries(1));
    }

    @Test
    void resolve_severalPatterns_takesTheMostSpecific() {
        assertThat(heap("com.example.User")).isEqualTo(new HeapBound.Entries(3));
        assertThat(heap("com.Other")).isEqualTo(new HeapBound.Entries(2));
    }

    @Test
    void resolve_noEntryMatches_takesTheDefaults() {
        assertThat(heap("others")).isEqualTo(new HeapBound.Entries(4));
    }

    @Test
    void resolve_exactEntryWithoutAKey_takesItFromDefaultsAndNotFromAPattern() {
        ConfigurationResolver resolver = resolver(
                "defaults: { statistics: true }\ncaches: { a.b: { management: true }, 'a.*': { heap: { entries: 5 } } }");
        ResolvedCacheConfiguration<Object, Object> resolved = resolver.resolve("a.b", new MutableConfiguration<>());
        assertThat(resolved.statistics()).isTrue();
        assertThat(resolved.heap()).isEqualTo(new HeapBound.Entries(10_000));
    }

    @Test
    void resolve_dotsInANameOfTheFile_areLiteral() {
        ConfigurationResolver resolver = resolver("caches: { com.example.User: { heap: { entries: 7 } } }");
        assertThat(resolver.resolve("com.example.User", new MutableConfiguration<>())
                        .heap())
                .isEqualTo(new HeapBound.Entries(7));
    }

    @Test
    void resolve_explicitCode_winsOverTheFile() {
        MutableConfiguration<Object, Object> code = new MutableConfiguration<>()
                .setStatisticsEnabled(true)
                .setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(javax.cache.expiry.Duration.ONE_DAY));
        ResolvedCacheConfiguration<Object, Object> resolved = resolver(
                        "defaults: { statistics: false, expiry: { after-write: 1m } }")
                .resolve("any", code);
        assertThat(resolved.statistics()).isTrue();
        assertThat(resolved.expiry().policyFactory()).isEqualTo(code.getExpiryPolicyFactory());
    }

    @Test
    void resolve_codeAtItsDefaults_yieldsToTheFile() {
        ResolvedCacheConfiguration<Object, Object> resolved = resolver(
                        "defaults: { statistics: true, management: true, expiry: { after-write: 1m } }")
                .resolve("any", new MutableConfiguration<>());
        assertThat(resolved.statistics()).isTrue();
        assertThat(resolved.management()).isTrue();
        ExpiryPolicy policy = resolved.expiry().policyFactory().create();
        assertThat(policy).isEqualTo(new ModifiedExpiryPolicy(new javax.cache.expiry.Duration(TimeUnit.MINUTES, 1)));
    }

    @Test
    void resolve_byValueAndTypes_comeFromCode() {
        MutableConfiguration<Long, String> code = new MutableConfiguration<Long, String>()
                .setTypes(Long.class, String.class)
                .setStoreByValue(false);
        ResolvedCacheConfiguration<Long, String> resolved =
                resolver("defaults: { by-value: true, serializer: java }").resolve("any", code);
        assertThat(resolved.byValue()).isFalse();
        assertThat(resolved.keyType()).isEqualTo(Long.class);
        assertThat(resolved.valueType()).isEqualTo(String.class);
    }

    @Test
    void resolve_loaderOfTheFile_readsThrough() {
        ResolvedCacheConfiguration<Object, Object> resolved = resolver(
                        "defaults: { loader: { class: " + StubLoader.class.getName() + ", timeout: 2s } }")
                .resolve("any", new MutableConfiguration<>());
        assertThat(resolved.readThrough()).isTrue();
        assertThat(resolved.loaderTimeout()).isEqualTo(Duration.ofSeconds(2));
        Factory<CacheLoader<Object, Object>> factory = resolved.loaderFactory();
        assertThat(Objects.requireNonNull(factory).create()).isInstanceOf(StubLoader.class);
    }

    @Test
    void resolve_loaderOfPlainCodeWithoutReadThrough_doesNotReadThrough() {
        MutableConfiguration<Object, Object> code =
                new MutableConfiguration<>().setCacheLoaderFactory(FactoryBuilder.factoryOf(StubLoader.class));
        ResolvedCacheConfiguration<Object, Object> resolved =
                resolver("defaults: { loader: { timeout: 2s } }").resolve("any", code);
        assertThat(resolved.readThrough()).isFalse();
        assertThat(resolved.loaderFactory()).isEqualTo(code.getCacheLoaderFactory());
        assertThat(resolved.loaderTimeout()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void resolve_loaderOfPlainCodeAndReadThroughOfTheFile_readsThrough() {
        MutableConfiguration<Object, Object> code =
                new MutableConfiguration<>().setCacheLoaderFactory(FactoryBuilder.factoryOf(StubLoader.class));
        assertThat(resolver("defaults: { loader: { read-through: true } }")
                        .resolve("any", code)
                        .readThrough())
                .isTrue();
    }

    @Test
    void resolve_writerOfTheFile_writesThrough() {
        ResolvedCacheConfiguration<Object, Object> resolved = resolver(
                        "defaults: { writer: { class: " + StubWriter.class.getName() + " } }")
                .resolve("any", new MutableConfiguration<>());
        assertThat(resolved.writeThrough()).isTrue();
        assertThat(resolved.writerFactory()).isNotNull();
    }

    @Test
    void resolve_writerOfPlainCodeWithoutWriteThrough_doesNotWriteThrough() {
        MutableConfiguration<Object, Object> code =
                new MutableConfiguration<>().setCacheWriterFactory(FactoryBuilder.factoryOf(StubWriter.class));
        assertThat(resolver("{}").resolve("any", code).writeThrough()).isFalse();
    }

    @Test
    void resolve_nameDeclaredWithTypes_throwsAndNamesTheFile() {
        assertThatThrownBy(
                        () -> resolver("caches:\n  users: { key-type: java.lang.Long, value-type: java.lang.String }")
                                .resolve("users", new MutableConfiguration<>()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("test.yaml:2")
                .hasMessageContaining("declares the cache 'users' with its types");
    }

    @Test
    void resolveDeclared_types_areLoaded() {
        ManagerSettings settings = TestYaml.read(
                "caches: { images: { key-type: java.lang.Long, value-type: 'byte[]', by-value: false } }");
        ConfigurationResolver resolver =
                new ConfigurationResolver(settings, getClass().getClassLoader(), Set.of());
        assertThat(settings.declared()).hasSize(1);
        ResolvedCacheConfiguration<?, ?> resolved =
                resolver.resolveDeclared(settings.declared().get(0));
        assertThat(resolved.keyType()).isEqualTo(Long.class);
        assertThat(resolved.valueType()).isEqualTo(byte[].class);
        assertThat(resolved.byValue()).isFalse();
    }

    @Test
    void resolveDeclared_missingType_saysWhere() {
        ManagerSettings settings =
                TestYaml.read("caches:\n  users: { key-type: Long, value-type: com.example.Missing }");
        ConfigurationResolver resolver =
                new ConfigurationResolver(settings, getClass().getClassLoader(), Set.of());
        assertThatThrownBy(() -> resolver.resolveDeclared(settings.declared().get(0)))
                .hasMessageContaining("test.yaml:2:22: caches.users.key-type: 'Long' is not a full class name");
    }

    /** No code brings a loader or writer to such a cache. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "loader: { timeout: 5s }|3:13: caches.users.loader: has no loader: name its class",
                "loader: { read-through: true }|caches.users.loader: has no loader",
                "writer: { mode: through }|3:13: caches.users.writer: has no writer: name its class",
            })
    void resolveDeclared_optionsOfALoaderOrWriterWithoutClass_areRefused(String line, String problem) {
        ManagerSettings settings = TestYaml.read(
                "caches:\n  users: { key-type: java.lang.Long, value-type: java.lang.Long,\n    " + line + " }");
        ConfigurationResolver resolver =
                new ConfigurationResolver(settings, getClass().getClassLoader(), Set.of());

        assertThatThrownBy(() -> resolver.resolveDeclared(settings.declared().get(0)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("test.yaml:3:")
                .hasMessageContaining(problem);
    }

    @Test
    void resolveDeclared_optionsOfALoaderThatTheDefaultsBring_hold() {
        ManagerSettings settings = TestYaml.read(
                "defaults: { loader: { class: a.B } }\n"
                        + "caches: { users: { key-type: java.lang.Long, value-type: java.lang.Long, loader: { timeout: 5s } } }");
        ConfigurationResolver resolver =
                new ConfigurationResolver(settings, getClass().getClassLoader(), Set.of());

        assertThat(resolver.resolveDeclared(settings.declared().get(0)).loaderTimeout())
                .isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void resolve_primitiveType_isRefusedAndNamesTheClassOfItsObjects() {
        MutableConfiguration<Integer, String> ints =
                new MutableConfiguration<Integer, String>().setTypes(int.class, String.class);
        MutableConfiguration<String, Long> longs =
                new MutableConfiguration<String, Long>().setTypes(String.class, long.class);

        assertThatThrownBy(() -> resolver("{}").resolve("any", ints))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'int' is a primitive type")
                .hasMessageContaining("java.lang.Integer?");
        assertThatThrownBy(() -> resolver("{}").resolve("any", longs)).hasMessageContaining("java.lang.Long?");
    }

    @Test
    void resolve_aConfigurationWithoutTypes_saysWhichIsMissing() {
        Configuration<Object, Object> untyped = new Configuration<>() {
            @Override
            @SuppressWarnings("NullAway") // what another implementation may do wrong
            public Class<Object> getKeyType() {
                return null;
            }

            @Override
            public Class<Object> getValueType() {
                return Object.class;
            }

            @Override
            public boolean isStoreByValue() {
                return true;
            }
        };

        assertThatThrownBy(() -> resolver("{}").resolve("any", untyped))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("keyType");
    }

    @Test
    void resolveDeclared_primitiveType_saysWhereAndWhichClassIsMeant() {
        ManagerSettings settings = TestYaml.read("caches:\n  users: { key-type: long, value-type: java.lang.String }");
        ConfigurationResolver resolver =
                new ConfigurationResolver(settings, getClass().getClassLoader(), Set.of());

        assertThatThrownBy(() -> resolver.resolveDeclared(settings.declared().get(0)))
                .hasMessageContaining("test.yaml:2:22: caches.users.key-type: 'long' is a primitive type")
                .hasMessageContaining("java.lang.Long?");
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                byte[].class,
                short[].class,
                int[].class,
                long[].class,
                float[].class,
                double[].class,
                char[].class,
                boolean[].class,
                double[][].class,
                String[].class
            })
    void resolveDeclared_arrays_areKnownByTheNamesOfJava(Class<?> array) {
        ManagerSettings settings = TestYaml.read(
                "caches:\n  users: { key-type: java.lang.Long, value-type: '" + array.getCanonicalName() + "' }");
        ConfigurationResolver resolver =
                new ConfigurationResolver(settings, getClass().getClassLoader(), Set.of());

        assertThat(resolver.resolveDeclared(settings.declared().get(0)).valueType())
                .isEqualTo(array);
    }

    @Test
    void resolve_updateTimestamps_areNeitherEvictedNorExpiredByDefaultsOrPatterns() {
        ConfigurationResolver resolver = resolver("defaults: { heap: { entries: 5 }, expiry: { after-write: 1m } }\n"
                + "caches: { '*-region': { heap: { entries: 6 }, statistics: true } }");
        for (String name : List.of(TIMESTAMPS, "app." + TIMESTAMPS)) {
            ResolvedCacheConfiguration<Object, Object> resolved = resolver.resolve(name, new MutableConfiguration<>());
            assertThat(resolved.heap()).isEqualTo(new HeapBound.Unbounded());
            assertThat(resolved.expiry().policyFactory()).isEqualTo(EternalExpiryPolicy.factoryOf());
            assertThat(resolved.statistics()).isTrue();
        }
    }

    @Test
    void resolve_updateTimestampsByTheirExactName_areAsConfigured() {
        ConfigurationResolver resolver = resolver("caches: { " + TIMESTAMPS + ": { heap: { entries: 6 } } }");
        assertThat(resolver.resolve(TIMESTAMPS, new MutableConfiguration<>()).heap())
                .isEqualTo(new HeapBound.Entries(6));
    }

    @Test
    void resolve_weigherOfDefaultsAndEntriesOfTheCache_ignoresTheWeigher() {
        ConfigurationResolver resolver = resolver("defaults: { heap: { size: 1MiB }, weigher: "
                + ComponentTest.Good.class.getName() + " }\ncaches: { users: { heap: { entries: 6 } } }");
        assertThat(resolver.resolve("users", new MutableConfiguration<>()).weigherFactory())
                .isNull();
        assertThat(resolver.resolve("others", new MutableConfiguration<>()).weigherFactory())
                .isNotNull();
    }

    @Test
    void resolve_configurationChangedAfterwards_changesNothing() {
        MutableCacheEntryListenerConfiguration<Object, Object> listener =
                new MutableCacheEntryListenerConfiguration<>(new ListenerFactory(), null, false, true);
        MutableConfiguration<Object, Object> code =
                new MutableConfiguration<>().addCacheEntryListenerConfiguration(listener);
        ResolvedCacheConfiguration<Object, Object> resolved = resolver("{}").resolve("any", code);
        code.setStatisticsEnabled(true).setStoreByValue(false);
        listener.setSynchronous(false);
        assertThat(resolved.statistics()).isFalse();
        assertThat(resolved.byValue()).isTrue();
        assertThat(resolved.listeners())
                .singleElement()
                .satisfies(kept -> assertThat(kept.isSynchronous()).isTrue());
    }

    private static HeapBound heap(String name) {
        return resolver("""
                        defaults: { heap: { entries: 4 } }
                        caches:
                          users: { heap: { entries: 1 } }
                          "u*": { heap: { entries: 9 } }
                          "com.*": { heap: { entries: 2 } }
                          "com.example.*": { heap: { entries: 3 } }
                        """).resolve(name, new MutableConfiguration<>()).heap();
    }

    private static ConfigurationResolver resolver(String yaml) {
        return new ConfigurationResolver(
                TestYaml.read(yaml), ConfigurationResolverTest.class.getClassLoader(), Set.of());
    }

    /** A loader that knows nothing. */
    public static final class StubLoader implements CacheLoader<Object, Object> {
        @Override
        @SuppressWarnings("NullAway") // null means "not there"; JSR-107 is not annotated
        public Object load(Object key) {
            return null;
        }

        @Override
        public Map<Object, Object> loadAll(Iterable<?> keys) {
            return Map.of();
        }
    }

    /** A writer that writes nowhere. */
    public static final class StubWriter implements CacheWriter<Object, Object> {
        @Override
        public void write(Cache.Entry<?, ?> entry) {}

        @Override
        public void writeAll(Collection<Cache.Entry<?, ?>> entries) {}

        @Override
        public void delete(Object key) {}

        @Override
        public void deleteAll(Collection<?> keys) {}
    }

    private static final class ListenerFactory implements Factory<CacheEntryListener<Object, Object>> {
        private static final long serialVersionUID = 1L;

        @Override
        public CacheEntryListener<Object, Object> create() {
            return (CacheEntryCreatedListener<Object, Object>) events -> {};
        }
    }
}
