package io.tiercel.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.TiercelConfiguration;
import io.tiercel.configuration.yaml.TestYaml;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which tiers a cache has, whoever says what. */
final class TierRulesTest {

    private static final Set<OptionalModule> PRESENT = Set.of(OptionalModule.OFFHEAP_STORE);
    private static final OffHeapBound NO_OFF_HEAP = new OffHeapBound.None();
    private static final DiskBound NO_DISK = new DiskBound.None();
    private static final DiskBound DISK = new DiskBound.Size(1 << 20, Path.of("data"));

    private static ResolvedCacheConfiguration<?, ?> resolve(String yaml, Configuration<?, ?> code) {
        return resolve(yaml, code, PRESENT);
    }

    private static ResolvedCacheConfiguration<?, ?> resolve(
            String yaml, Configuration<?, ?> code, Set<OptionalModule> modules) {
        ClassLoader loader = TierRulesTest.class.getClassLoader();
        return new ConfigurationResolver(TestYaml.read(yaml, Map.of(), modules), loader, modules)
                .resolve("users", code);
    }

    private static Configuration<Long, String> byReference() {
        return new MutableConfiguration<Long, String>()
                .setTypes(Long.class, String.class)
                .setStoreByValue(false);
    }

    private static Configuration<Long, String> byValue() {
        return new MutableConfiguration<Long, String>().setTypes(Long.class, String.class);
    }

    @Test
    void resolve_nobodySaysAnything_isHeapOverTheSharedPool() {
        ResolvedCacheConfiguration<?, ?> resolved = resolve("{}", byValue());

        assertThat(resolved.heap()).isEqualTo(new HeapBound.Entries(10_000));
        assertThat(resolved.offHeap()).isEqualTo(new OffHeapBound.Shared());
        assertThat(resolved.disk()).isEqualTo(NO_DISK);
    }

    @Test
    void resolve_withoutTheModule_isHeapAlone() {
        ResolvedCacheConfiguration<?, ?> resolved = resolve("{}", byValue(), Set.of());

        assertThat(resolved.offHeap()).isEqualTo(NO_OFF_HEAP);
        assertThat(resolved.disk()).isEqualTo(NO_DISK);
    }

    @Test
    void resolve_byReference_ignoresTheTiersOfDefaultsAndPatterns() {
        String yaml =
                "defaults: { off-heap: { size: 1MiB } }\n" + "caches: { 'u*': { disk: { size: 1MiB, path: data } } }";
        ResolvedCacheConfiguration<?, ?> resolved = resolve(yaml, byReference());

        assertThat(resolved.offHeap()).isEqualTo(NO_OFF_HEAP);
        assertThat(resolved.disk()).isEqualTo(NO_DISK);
    }

    @Test
    void resolve_byReference_hasAHeapTierWhateverIsInherited() {
        String yaml = "defaults: { heap: none }\ncaches: { 'u*': { heap: none } }";

        assertThat(resolve(yaml, byReference()).heap()).isEqualTo(new HeapBound.Entries(10_000));
    }

    @Test
    void resolve_byReferenceWithoutAHeapTierOfItsOwn_isRefused() {
        assertThatThrownBy(() -> resolve("caches:\n  users: { heap: none }", byReference()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("test.yaml:2:")
                .hasMessageContaining("a cache without a heap tier needs an off-heap or a disk tier");
    }

    @ParameterizedTest
    @ValueSource(strings = {"off-heap: shared", "off-heap: { size: 1MiB }", "disk: { size: 1MiB, path: data }"})
    void resolve_byReferenceWithATierOfItsOwn_isRefused(String tier) {
        assertThatThrownBy(() -> resolve("caches:\n  users: { " + tier + " }", byReference()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("test.yaml:2:")
                .hasMessageContaining("a cache by reference has no tier beneath its heap");
    }

    @Test
    void resolve_byReferenceInCodeWithATier_isRefused() {
        Configuration<Long, String> code = TiercelConfiguration.builder(Long.class, String.class)
                .byReference()
                .offHeapShared()
                .build();

        assertThatThrownBy(() -> resolve("{}", code))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("code: off-heap: a cache by reference");
    }

    @Test
    void resolve_codeWithATierWithoutTheModule_namesTheCoordinates() {
        assertThatThrownBy(() -> resolve(
                        "{}",
                        TiercelConfiguration.builder(Long.class, String.class)
                                .disk("1MiB", Path.of("data"))
                                .build(),
                        Set.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(
                        "code: disk: needs a module that is not there: add" + " io.tiercel:tiercel-offheap-store");
        assertThatThrownBy(() -> resolve(
                        "{}",
                        TiercelConfiguration.builder(Long.class, String.class)
                                .heapNone()
                                .build(),
                        Set.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("code: heap: needs a module that is not there");
    }

    @Test
    void resolve_noneInCode_takesATierAway() {
        Configuration<Long, String> code = TiercelConfiguration.builder(Long.class, String.class)
                .offHeapNone()
                .diskNone()
                .build();
        ResolvedCacheConfiguration<?, ?> resolved =
                resolve("caches: { users: { off-heap: shared, disk: { size: 1MiB, path: data } } }", code);

        assertThat(resolved.offHeap()).isEqualTo(NO_OFF_HEAP);
        assertThat(resolved.disk()).isEqualTo(NO_DISK);
    }

    @Test
    void resolve_diskAlone_hasNoOffHeapTierBetween() {
        String yaml = "caches: { users: { disk: { size: 1MiB, path: data } } }";

        assertThat(resolve(yaml, byValue()).disk()).isEqualTo(DISK);
        assertThat(resolve(yaml, byValue()).offHeap()).isEqualTo(NO_OFF_HEAP);
        assertThat(resolve("defaults: { off-heap: shared }\n" + yaml, byValue()).offHeap())
                .isEqualTo(new OffHeapBound.Shared());
    }

    @Test
    void resolve_unboundedHeap_hasNoTierThatIsOnlyInherited() {
        String yaml = "defaults: { off-heap: shared, disk: { size: 1MiB, path: data } }\n"
                + "caches: { users: { heap: { unbounded: true } } }";
        ResolvedCacheConfiguration<?, ?> resolved = resolve(yaml, byValue());

        assertThat(resolved.offHeap()).isEqualTo(NO_OFF_HEAP);
        assertThat(resolved.disk()).isEqualTo(NO_DISK);
        assertThat(resolve("caches: { users: { heap: { unbounded: true }, off-heap: shared } }", byValue())
                        .offHeap())
                .isEqualTo(new OffHeapBound.Shared());
    }

    @Test
    void resolve_updateTimestamps_haveTheHeapAlone() {
        ClassLoader loader = getClass().getClassLoader();
        String yaml = "defaults: { off-heap: shared, disk: { size: 1MiB, path: data } }";
        ResolvedCacheConfiguration<?, ?> resolved = new ConfigurationResolver(
                        TestYaml.read(yaml, Map.of(), PRESENT), loader, PRESENT)
                .resolve("default-update-timestamps-region", byValue());

        assertThat(resolved.heap()).isEqualTo(new HeapBound.Unbounded());
        assertThat(resolved.offHeap()).isEqualTo(NO_OFF_HEAP);
        assertThat(resolved.disk()).isEqualTo(NO_DISK);
    }

    @Test
    void resolve_noHeap_isTheSharedPoolAlone() {
        ResolvedCacheConfiguration<?, ?> resolved = resolve("caches: { users: { heap: none } }", byValue());

        assertThat(resolved.heap()).isEqualTo(new HeapBound.None());
        assertThat(resolved.offHeap()).isEqualTo(new OffHeapBound.Shared());
    }

    @Test
    void resolve_untypedWithDisk_namesTheKeyToSet() {
        String yaml = "caches:\n  users: { disk: { size: 1MiB, path: data } }";

        assertThatThrownBy(() -> resolve(yaml, new MutableConfiguration<>()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("test.yaml:2:")
                .hasMessageContaining("a cache of java.lang.Object may hold anything")
                .hasMessageContaining("'allow'");
        assertThat(resolve(yaml.replace("disk:", "allow: [ 'a.*' ], disk:"), new MutableConfiguration<>())
                        .disk())
                .isEqualTo(DISK);
        assertThat(resolve("{}", new MutableConfiguration<>()).offHeap()).isEqualTo(new OffHeapBound.Shared());
    }
}
