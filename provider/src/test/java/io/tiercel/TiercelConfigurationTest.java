package io.tiercel;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.configuration.CacheSettings;
import io.tiercel.configuration.ConfigurationException;
import io.tiercel.configuration.ConfigurationResolver;
import io.tiercel.configuration.ConfigurationResolverTest.StubLoader;
import io.tiercel.configuration.HeapBound;
import io.tiercel.configuration.ManagerSettings;
import io.tiercel.configuration.ResolvedCacheConfiguration;
import io.tiercel.configuration.yaml.TestYaml;
import io.tiercel.store.Weigher;
import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.Test;

final class TiercelConfigurationTest {

    @Test
    void build_nothingSaid_isAsAMutableConfiguration() {
        TiercelConfiguration<Long, String> built =
                TiercelConfiguration.builder(Long.class, String.class).build();
        CompleteConfiguration<Long, String> jsr =
                new MutableConfiguration<Long, String>().setTypes(Long.class, String.class);
        assertThat(built.settings()).isEqualTo(CacheSettings.UNSET);
        assertThat(new MutableConfiguration<>(built)).isEqualTo(jsr);
    }

    @Test
    void build_loader_readsThroughUnlessSaidOtherwise() {
        StubLoader loader = new StubLoader();
        TiercelConfigurationBuilder<Object, Object> builder =
                TiercelConfiguration.builder(Object.class, Object.class).loader(loader);
        assertThat(builder.build().isReadThrough()).isTrue();
        assertThat(builder.readThrough(false).build().isReadThrough()).isFalse();
    }

    @Test
    @SuppressWarnings("NullAway") // what an application may do wrong
    void builder_null_isNamedAtOnce() {
        TiercelConfigurationBuilder<Long, String> builder = users();

        assertThatThrownBy(() -> builder.expireAfterCreation(null)).hasMessage("duration");
        assertThatThrownBy(() -> builder.expireAfterWrite(null)).hasMessage("duration");
        assertThatThrownBy(() -> builder.expireAfterAccess(null)).hasMessage("duration");
        assertThatThrownBy(() -> builder.listener(null)).hasMessage("listener");
    }

    @Test
    void equals_sameSaid_isTrue() {
        assertThat(users().build()).isEqualTo(users().build()).hasSameHashCodeAs(users().build());
    }

    @Test
    void equals_otherSettingOrType_isFalse() {
        assertThat(users().build())
                .isNotEqualTo(users().statistics(false).build())
                .isNotEqualTo(TiercelConfiguration.builder(Long.class, Integer.class)
                        .heapEntries(5)
                        .build());
    }

    @Test
    void build_builderChangedAfterwards_staysAsItWas() {
        TiercelConfigurationBuilder<Long, String> builder = users();
        TiercelConfiguration<Long, String> built = builder.build();
        builder.statistics(true).heapEntries(7);
        assertThat(built).isEqualTo(users().build());
    }

    @Test
    void builder_twoBoundsOfTheHeap_throws() {
        TiercelConfigurationBuilder<Long, String> builder = users();
        assertThatThrownBy(() -> builder.heapSize("64MiB"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the heap has one bound");
    }

    @Test
    void builder_twoRulesOfExpiry_throws() {
        TiercelConfigurationBuilder<Long, String> builder = users().eternal();
        assertThatThrownBy(() -> builder.expireAfterWrite(Duration.ofMinutes(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("entries expire by one rule");
    }

    @Test
    void resolve_builderSaysOff_beatsTheFile() {
        ConfigurationResolver resolver = resolver("defaults: { statistics: true, expiry: { after-write: 1m } }");
        ResolvedCacheConfiguration<Long, String> resolved =
                resolver.resolve("users", users().statistics(false).eternal().build());
        assertThat(resolved.statistics()).isFalse();
        assertThat(resolved.expiry()
                        .policyFactory()
                        .create()
                        .getExpiryForCreation()
                        .isEternal())
                .isTrue();
        assertThat(resolved.heap()).isEqualTo(new HeapBound.Entries(5));
    }

    @Test
    void allowAndImmutable_patternThatMatchesNoClass_isRefused() {
        assertThatThrownBy(() -> users().allow("com.example.*", "com.["))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'com.[' matches no class: it must be the full name of a class");
        assertThatThrownBy(() -> users().immutable(""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'' matches no class");
    }

    @Test
    void resolve_byReferenceWithSerializer_isRefused() {
        TiercelConfiguration<Long, String> contradictory =
                users().byReference().allow("com.example.*").build();
        assertThatThrownBy(() -> resolver("{}").resolve("users", contradictory))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("code: allow: a cache by reference neither encodes nor copies");
    }

    @Test
    void resolve_weigherOverEntriesOfTheFile_isRefused() {
        TiercelConfiguration<Long, String> weighed = TiercelConfiguration.builder(Long.class, String.class)
                .weigher((key, value) -> value.length())
                .build();
        assertThatThrownBy(() -> resolver("defaults: { heap: { entries: 5 } }").resolve("users", weighed))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("code: weigher: a weigher needs a heap bounded by size or share")
                .hasMessageContaining("test.yaml:1:19: defaults.heap");
    }

    @Test
    void weigher_howeverItIsSaid_weighs() {
        for (TiercelConfigurationBuilder<Long, String> said : List.of(
                sized().weigher((key, value) -> value.length()),
                sized().weigher(ByLength::new),
                sized().weigher(ByLength.class))) {
            assertThat(requireNonNull(resolver("{}")
                                    .resolve("users", said.build())
                                    .weigherFactory())
                            .create()
                            .weigh(1L, "four"))
                    .isEqualTo(4);
        }
    }

    private static TiercelConfigurationBuilder<Long, String> sized() {
        return TiercelConfiguration.builder(Long.class, String.class).heapSize("1MiB");
    }

    /** A weigher that is named or made by a factory. */
    public static final class ByLength implements Weigher<Long, String> {
        @Override
        public long weigh(Long key, String value) {
            return value.length();
        }
    }

    @Test
    void of_resolved_canBeResolvedAgainToTheSame() {
        for (TiercelConfiguration<Long, String> said :
                List.of(users().build(), users().byReference().build())) {
            ConfigurationResolver resolver = resolver("defaults: { serializer: java, loader: { class: "
                    + StubLoader.class.getName() + ", read-through: false } }");
            ResolvedCacheConfiguration<Long, String> resolved = resolver.resolve("users", said);
            assertThat(resolver.resolve("others", TiercelConfiguration.of(resolved)))
                    .isEqualTo(resolved);
        }
    }

    @Test
    void serialize_isRefused() throws Exception {
        try (ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream())) {
            assertThatThrownBy(() -> out.writeObject(users().build())).isInstanceOf(NotSerializableException.class);
        }
    }

    private static TiercelConfigurationBuilder<Long, String> users() {
        return TiercelConfiguration.builder(Long.class, String.class).heapEntries(5);
    }

    private static ConfigurationResolver resolver(String yaml) {
        ManagerSettings settings = TestYaml.read(yaml);
        return new ConfigurationResolver(settings, TiercelConfigurationTest.class.getClassLoader(), Set.of());
    }
}
