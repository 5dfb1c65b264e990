package io.tiercel.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.TiercelConfiguration;
import io.tiercel.TiercelConfigurationBuilder;
import io.tiercel.configuration.ConfigurationResolverTest.StubLoader;
import io.tiercel.configuration.yaml.TestYaml;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What keeps entries fresh, and what that needs. */
final class FreshnessRulesTest {

    private static final String LOADER = "class: " + StubLoader.class.getName();
    private static final String AGES = "expiry: { after-write: 1m }";

    private static ResolvedCacheConfiguration<?, ?> resolve(String yaml, Configuration<?, ?> code) {
        ClassLoader loader = FreshnessRulesTest.class.getClassLoader();
        return new ConfigurationResolver(TestYaml.read(yaml, Map.of(), Set.of()), loader, Set.of())
                .resolve("users", code);
    }

    private static ResolvedCacheConfiguration<?, ?> ofUsers(String keys) {
        return resolve("caches: { users: { " + keys + " } }", plain());
    }

    private static Configuration<?, ?> plain() {
        return new MutableConfiguration<>();
    }

    private static TiercelConfigurationBuilder<Object, Object> builder() {
        return TiercelConfiguration.builder(Object.class, Object.class);
    }

    @Test
    void resolve_nobodySaysAnything_nothingIsKeptFresh() {
        ResolvedCacheConfiguration<?, ?> resolved = ofUsers("loader: { " + LOADER + " }, " + AGES);
        assertThat(resolved.loaderSoftTimeout()).isNull();
        assertThat(resolved.early()).isEqualTo(EarlyLoading.NONE);
        assertThat(resolved.absentFor()).isZero();
        assertThat(resolved.freshness().refreshesAhead()).isFalse();
        assertThat(resolved.freshness().servesStale()).isFalse();
    }

    @Test
    void resolve_allIsSaid_isThere() {
        ResolvedCacheConfiguration<?, ?> resolved = ofUsers("loader: { " + LOADER
                + ", soft-timeout: 200ms, timeout: 2s, early: xfetch, absent-for: 30s }, " + AGES
                + ", refresh-ahead: 0.8, stale: { while-revalidate: 30s, if-error: 1h }");
        assertThat(resolved.loaderSoftTimeout()).isEqualTo(Duration.ofMillis(200));
        assertThat(resolved.early()).isEqualTo(EarlyLoading.XFETCH);
        assertThat(resolved.absentFor()).isEqualTo(Duration.ofSeconds(30));
        assertThat(resolved.freshness())
                .isEqualTo(new FreshnessSettings(0.8, Duration.ofSeconds(30), Duration.ofHours(1)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "refresh-ahead: 0.8, expiry: { after-write: 1m }|users.refresh-ahead: 'refresh-ahead' needs a loader",
                "stale: { if-error: 1h }, expiry: { after-write: 1m }|users.stale: 'stale' needs a loader",
                "loader: { early: xfetch }, expiry: { after-write: 1m }|users.loader: 'early' needs a loader",
                "loader: { absent-for: 1s }|users.loader: 'absent-for' needs a loader",
                "loader: { LOADER, read-through: false, absent-for: 1s }|'absent-for' needs a loader that reads go through",
                "loader: { LOADER }, refresh-ahead: 0.8|'refresh-ahead' needs expiry: { after-write",
                "loader: { LOADER }, refresh-ahead: 0.8, expiry: { after-access: 1m }|'refresh-ahead' needs expiry",
                "loader: { LOADER }, stale: { while-revalidate: 1s }|'stale' needs expiry: { after-write",
                "loader: { LOADER, early: xfetch }, expiry: eternal|'early' needs expiry: { after-write",
                "loader: { LOADER, soft-timeout: 1s }, expiry: { after-write: 1m }|'soft-timeout' needs stale values",
            })
    void resolve_ownKeyThatCannotWork_isRefused(String keys, String problem) {
        assertThatThrownBy(() -> ofUsers(keys.replace("LOADER", LOADER)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void resolve_codeThatCannotWork_isRefused() {
        assertThatThrownBy(() -> resolve(
                        "{}",
                        builder().loader(new StubLoader()).refreshAhead(0.5).build()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("'refresh-ahead' needs expiry");
    }

    @ParameterizedTest
    @ValueSource(strings = {"defaults", "caches: { 'u*'"})
    void resolve_inheritedKeysWithoutALoader_areIgnored(String where) {
        String keys =
                "{ refresh-ahead: 0.8, stale: { if-error: 1h }, loader: { soft-timeout: 1s, early: xfetch, absent-for: 1s } }";
        ResolvedCacheConfiguration<?, ?> resolved =
                resolve(where + ": " + keys + (where.endsWith("'") ? " }" : ""), plain());
        assertThat(resolved.freshness()).isEqualTo(FreshnessSettings.UNSET);
        assertThat(resolved.loaderSoftTimeout()).isNull();
        assertThat(resolved.early()).isEqualTo(EarlyLoading.NONE);
        assertThat(resolved.absentFor()).isZero();
    }

    @Test
    void resolve_inheritedKeys_workForALoaderOfTheCode() {
        ResolvedCacheConfiguration<?, ?> resolved = resolve(
                "defaults: { refresh-ahead: 0.8, stale: { if-error: 1h } }",
                builder()
                        .loader(new StubLoader())
                        .expireAfterCreation(Duration.ofMinutes(1))
                        .staleIfError(Duration.ZERO)
                        .build());
        assertThat(resolved.freshness().refreshesAhead()).isTrue();
        assertThat(resolved.freshness().servesStale()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "defaults: { loader: { soft-timeout: 2s, timeout: 2s } }",
                "{ defaults: { loader: { timeout: 2s } }, caches: { users: { loader: { soft-timeout: 3s } } } }",
                "{ defaults: { loader: { soft-timeout: 3s } }, caches: { users: { loader: { timeout: 2s } } } }"
            })
    void read_softTimeoutNotBelowTheTimeout_isRefused(String yaml) {
        assertThatThrownBy(() -> resolve(yaml, plain()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("test.yaml")
                .hasMessageContaining("the soft-timeout must be below the timeout");
    }

    @ParameterizedTest
    @CsvSource({"{},code: loader", "defaults: { loader: { timeout: 2s } },test.yaml:1:21: defaults.loader"})
    void resolve_softTimeoutOfCodeNotBelowTheTimeout_isRefused(String yaml, String placeOfTimeout) {
        TiercelConfigurationBuilder<Object, Object> code = builder().loaderSoftTimeout(Duration.ofSeconds(3));
        Configuration<?, ?> both = (yaml.equals("{}") ? code.loaderTimeout(Duration.ofSeconds(2)) : code).build();

        assertThatThrownBy(() -> resolve(yaml, both))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "code: loader: the soft-timeout must be below the timeout, soft-timeout=3000ms, timeout=2000ms"
                                + " at " + placeOfTimeout);
    }
}
