package io.tiercel.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.TestProviders;
import io.tiercel.TierState;
import io.tiercel.TiercelCache;
import io.tiercel.TiercelConfiguration;
import io.tiercel.TiercelConfigurationBuilder;
import io.tiercel.store.EntryTooLargeException;
import io.tiercel.store.Threads;
import io.tiercel.tier.MapLowerStore;
import io.tiercel.tier.MapTierModule;
import io.tiercel.time.ManualClock;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.cache.CacheManager;
import javax.cache.spi.CachingProvider;
import javax.management.JMException;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cache with a tier below the heap: how it is made, shown, destroyed and closed. */
class LowerTierTest {

    private static final long LOWER_ENTRIES = 20;

    private final List<Integer> preparedWhenMade = new ArrayList<>();
    private final MapTierModule module =
            new MapTierModule(LOWER_ENTRIES, store -> preparedWhenMade.add(this.module.preparations()));
    private final CachingProvider provider = TestProviders.tiered(new ManualClock(), module);
    private final CacheManager manager = provider.getCacheManager(
            URI.create("tiercel:default"), new URLClassLoader(new URL[0], LowerTierTest.class.getClassLoader()));

    @AfterEach
    void close() {
        provider.close();
    }

    @SuppressWarnings("unchecked") // a cache of this provider is one
    private TiercelCache<String, String> create(Consumer<TiercelConfigurationBuilder<String, String>> more) {
        TiercelConfigurationBuilder<String, String> builder =
                TiercelConfiguration.builder(String.class, String.class).statistics(true);
        more.accept(builder);
        return manager.createCache("tiered", builder.build()).unwrap(TiercelCache.class);
    }

    private MapLowerStore lower() {
        return module.stores().get(0);
    }

    @Test
    void tiers_heapAndTierBelow_countTheirHitsAndMoves() {
        TiercelCache<String, String> cache = create(builder -> builder.heapEntries(2));
        for (int key = 0; key < 5; key++) {
            cache.put("key-" + key, "value");
        }
        cache.get("key-0");
        cache.get("key-4");
        cache.get("key-4");
        cache.get("key-4");
        cache.get("absent");

        TierState heap = cache.tiers().get(0);
        TierState below = cache.tiers().get(1);
        assertThat(heap.name()).isEqualTo("heap");
        assertThat(heap.entries()).isEqualTo(2);
        assertThat(heap.hits() + below.hits()).isEqualTo(4);
        assertThat(below.hits()).isGreaterThanOrEqualTo(2);
        assertThat(heap.promotions()).isPositive();
        assertThat(heap.demotions()).isPositive();
        assertThat(heap.evictions()).isZero();
        assertThat(below.name()).isEqualTo("off-heap");
        assertThat(below.entries()).isEqualTo(5);
        assertThat(CacheFixture.statisticsOf(cache).getCacheEvictions()).isZero();
    }

    @Test
    void evictions_beyondTheBoundBelow_areThoseOfTheCache() {
        TiercelCache<String, String> cache = create(builder -> builder.heapEntries(2));
        for (int key = 0; key < LOWER_ENTRIES + 7; key++) {
            cache.put("key-" + key, "value");
        }

        assertThat(CacheFixture.statisticsOf(cache).getCacheEvictions()).isEqualTo(7);
        assertThat(cache.tiers().get(1).evictions()).isEqualTo(7);
        assertThat(cache.tiers().get(0).evictions()).isZero();
        assertThat(cache).hasSize((int) LOWER_ENTRIES);
    }

    @Test
    void management_twoTiers_haveABeanEach() throws JMException {
        create(builder -> builder.management(true));

        assertThat(ManagementFactory.getPlatformMBeanServer()
                        .queryNames(new ObjectName("io.tiercel:type=Tier,Cache=tiered,*"), null))
                .extracting(name -> name.getKeyProperty("Tier"))
                .containsExactlyInAnyOrder("heap", "off-heap");
    }

    @Test
    void createCache_withTierBelow_hasTheModulePrepareBeforeIt() {
        create(builder -> {});

        assertThat(preparedWhenMade).containsExactly(1);
    }

    @Test
    void createCache_byReference_hasTheHeapOnly() {
        TiercelCache<String, String> cache = create(TiercelConfigurationBuilder::byReference);

        assertThat(cache.tiers()).extracting(TierState::name).containsExactly("heap");
        assertThat(module.stores()).isEmpty();
        assertThat(module.preparations()).isZero();
    }

    @Test
    void destroyCache_removesWhatWouldOutlastIt() {
        create(builder -> {});

        manager.destroyCache("tiered");

        assertThat(lower().isDestroyed()).isTrue();
    }

    @Test
    void close_keepsWhatOutlastsIt() {
        create(builder -> {});

        manager.close();

        assertThat(lower().isDestroyed()).isFalse();
        assertThat(module.closed()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cache", "destroy", "manager"})
    void close_whileAValueIsLoaded_itIsReturnedAndNotPutAfterTheClose(String way) throws Exception {
        TiercelCache<String, String> cache = create(builder -> {});
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        Threads reading = new Threads();
        reading.start(() -> assertThat(cache.get("key", key -> {
                    loading.countDown();
                    return await(closed) ? "loaded" : null;
                }))
                .isEqualTo("loaded"));
        assertThat(await(loading)).isTrue();

        switch (way) {
            case "cache" -> cache.close();
            case "destroy" -> manager.destroyCache("tiered");
            default -> manager.close();
        }
        closed.countDown();
        reading.join();

        assertThat(lower().size()).isZero();
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void put_tooLargeBelow_isRefusedAndLeavesNoPredecessor() {
        TiercelCache<String, String> cache = create(builder -> {});
        cache.put("key", "old");
        lower().refuseAbove(0);

        assertThatThrownBy(() -> cache.put("key", "new")).isInstanceOf(EntryTooLargeException.class);

        assertThat(cache.containsKey("key")).isFalse();
    }

    @Test
    void get_loadedValueTooLargeBelow_isReturnedAndNotKept() {
        TiercelCache<String, String> cache = create(builder -> {});
        lower().refuseAbove(0);

        assertThat(cache.get("key", key -> "loaded")).isEqualTo("loaded");

        assertThat(cache.containsKey("key")).isFalse();
    }
}
