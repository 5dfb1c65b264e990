package io.tiercel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.configuration.ConfigurationException;
import io.tiercel.tier.LowerBounds;
import io.tiercel.tier.LowerStore;
import io.tiercel.tier.ManagerTiers;
import io.tiercel.tier.MapLowerStore;
import io.tiercel.tier.MapTierModule;
import io.tiercel.tier.TierModule.ManagerSetup;
import io.tiercel.tier.TierRequest;
import io.tiercel.tier.TiersUnavailableException;
import io.tiercel.time.CoarseClock;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.logging.Filter;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a configuration says reaches the module that brings the tiers. */
class LowerTiersTest {

    private final MapTierModule maps = new MapTierModule(1_000, store -> {});
    private final List<ManagerSetup> setups = new ArrayList<>();
    private final List<TierRequest> requests = new ArrayList<>();
    private final CachingProvider provider =
            new TiercelCachingProvider(CoarseClock.shared(), new LowerTiers.Source(setup -> {
                setups.add(setup);
                return new RecordingTiers(maps.open(setup), requests);
            }));

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        provider.close();
    }

    private CacheManager manager(String yaml) throws Exception {
        return provider.getCacheManager(yaml(yaml), getClass().getClassLoader());
    }

    private URI yaml(String text) throws IOException {
        return Files.writeString(folder.resolve("tiercel.yaml"), text).toUri();
    }

    private static MutableConfiguration<Long, String> typed() {
        return new MutableConfiguration<Long, String>().setTypes(Long.class, String.class);
    }

    @Test
    void createCache_byDefault_asksForTheSharedPool() throws Exception {
        manager("manager: { off-heap-pool: 48MiB }").createCache("users", typed());

        assertThat(setups).extracting(ManagerSetup::poolBytes).containsExactly(48L << 20);
        assertThat(requests).hasSize(1);
        assertThat(requests.get(0).bounds()).isEqualTo(new LowerBounds(new LowerBounds.Shared(), null));
        assertThat(requests.get(0).forms().fingerprint())
                .isEqualTo("java.lang.Long to java.lang.String by fory, enums by name");
    }

    @Test
    void createCache_whereCodeSaysHowLargeThePoolIs_isNotWhatTheFileSays() throws Exception {
        Properties properties = new Properties();
        properties.setProperty("tiercel.off-heap-pool", "64MiB");
        URI uri = yaml("manager: { off-heap-pool: 48MiB }");

        CacheManager manager = provider.getCacheManager(uri, getClass().getClassLoader(), properties);
        manager.createCache("users", typed());

        assertThat(setups).extracting(ManagerSetup::poolBytes).containsExactly(64L << 20);
        assertThat(manager.getProperties()).isEqualTo(properties);
    }

    @Test
    void createCache_byReferenceOrWithoutTiersBeneath_asksForNothing() throws Exception {
        CacheManager manager = manager("caches: { plain: { off-heap: none } }");
        manager.createCache("plain", typed());
        manager.createCache("other", typed().setStoreByValue(false));

        assertThat(setups).isEmpty();
    }

    @Test
    void createCache_withDisk_asksForAFolderOfTheCache() throws Exception {
        manager("caches: { Users: { off-heap: { size: 2MiB }, disk: { size: 3MiB, path: /data } } }")
                .createCache("Users", typed());

        LowerBounds bounds = requests.get(0).bounds();
        assertThat(bounds.offHeap()).isEqualTo(new LowerBounds.Own(2 << 20));
        assertThat(bounds.disk())
                .isEqualTo(new LowerBounds.Disk(
                        3 << 20,
                        Path.of("/data/users~72dd040912e1df1fcaf03b413e016cc4").toAbsolutePath()));
    }

    @Test
    void createCache_withDiskAndKeysThatAreNotCanonical_isRefused() throws Exception {
        CacheManager manager = manager("caches: { users: { disk: { size: 3MiB, path: /data } } }");

        assertThatThrownBy(() -> manager.createCache(
                        "users",
                        new MutableConfiguration<StringBuilder, String>().setTypes(StringBuilder.class, String.class)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("java.lang.StringBuilder is neither a record");
        assertThat(requests).isEmpty();
    }

    /** Has no tiers, as this JVM lets none work. */
    private CachingProvider refused() {
        return new TiercelCachingProvider(CoarseClock.shared(), new LowerTiers.Source(setup -> new ManagerTiers() {
            @Override
            public LowerStore open(TierRequest request) {
                requests.add(request);
                throw new TiersUnavailableException("start it with flags", null);
            }

            @Override
            public void close() {}
        }));
    }

    @Test
    void createCache_whereNoTierWorks_andNoneWasAskedForByTheCache_hasItsHeapAlone_andOneWarning() throws Exception {
        List<String> logged = new ArrayList<>();
        Logger logger = Logger.getLogger(LowerTiers.class.getName());
        Filter before = logger.getFilter();
        logger.setFilter(entry -> !logged.add(new SimpleFormatter().formatMessage(entry)));
        URI uri = yaml("{ defaults: { heap: { entries: 3 }, off-heap: { size: 2MiB } } }");
        try (CachingProvider none = refused();
                CacheManager manager = none.getCacheManager(uri, getClass().getClassLoader())) {
            for (String name : List.of("users", "others")) {
                Cache<Long, String> cache = manager.createCache(name, typed());
                for (long i = 0; i < 10; i++) {
                    cache.put(i, "value");
                }
                assertThat(cache.get(9L)).isEqualTo("value");
                assertThat(((TiercelCache<?, ?>) cache).tiers())
                        .singleElement()
                        .returns("heap", TierState::name)
                        .returns(3L, TierState::entries)
                        .returns(3L, TierState::capacity);
            }
        } finally {
            logger.setFilter(before);
        }
        assertThat(logged)
                .singleElement()
                .asString()
                .contains("cache 'users'", "heap tier alone", "start it with flags", "off-heap: none");
        assertThat(requests).hasSize(1);
    }

    @Test
    void createCache_whereNoTierWorks_andOneWasAskedFor_isRefused() throws Exception {
        URI uri = yaml("{ caches: { named: { off-heap: { size: 2MiB } }, kept*: { disk: { size: 2MiB, path: /data } },"
                + " bare*: { heap: none } } }");
        try (CachingProvider none = refused();
                CacheManager manager = none.getCacheManager(uri, getClass().getClassLoader())) {
            for (String name : List.of("named", "kept", "bare")) {
                assertThatThrownBy(() -> manager.createCache(name, typed()))
                        .as(name)
                        .isInstanceOf(TiersUnavailableException.class);
            }
            assertThatThrownBy(() -> manager.createCache(
                            "code",
                            TiercelConfiguration.builder(Long.class, String.class)
                                    .offHeapShared()
                                    .build()))
                    .isInstanceOf(TiersUnavailableException.class);
        }
    }

    @Test
    void createCache_withAHeapThatIsLargerThanTheTierBeneath_warnsOnce() throws Exception {
        List<String> logged = new ArrayList<>();
        Logger logger = Logger.getLogger(StorageAssembly.class.getName());
        Filter before = logger.getFilter();
        logger.setFilter(entry -> !logged.add(entry.getMessage()));
        try {
            CacheManager manager = manager("caches: { users: { heap: { size: 1MiB } } }");
            manager.createCache("users", typed()).put(1L, "one");
            assertThat(logged).hasSize(1).first().asString().contains("is larger than the tier beneath it");

            manager.createCache("others", typed()).put(1L, "one");
            assertThat(logged).hasSize(1);
        } finally {
            logger.setFilter(before);
        }
    }

    @Test
    void createCache_withAnOffHeapTierThatIsLargerThanTheDiskBeneath_warnsOnce() throws Exception {
        try (CapturedLog log = new CapturedLog(StorageAssembly.class.getName())) {
            CacheManager manager = manager("""
                    caches:
                      users: { off-heap: { size: 4MiB }, disk: { size: 3MiB, path: %1$s } }
                      fits: { off-heap: { size: 3MiB }, disk: { size: 3MiB, path: %1$s } }
                      shared: { off-heap: shared, disk: { size: 3MiB, path: %1$s } }
                    """.formatted(folder));
            manager.createCache("users", typed()).put(1L, "one");
            manager.createCache("fits", typed()).put(1L, "one");
            manager.createCache("shared", typed()).put(1L, "one");

            assertThat(log.messages())
                    .containsExactly("cache=users: an off-heap tier of 4MiB is larger than the disk tier beneath it,"
                            + " which has 3MiB and every entry; make the disk tier larger or the off-heap tier smaller,"
                            + " or do without that (off-heap: none)");
        }
    }

    @Test
    void tiers_withoutStatistics_countWhatMoves() throws Exception {
        Cache<Long, String> cache =
                manager("defaults: { heap: { entries: 1 } }").createCache("users", typed());
        for (long key = 0; key < 4; key++) {
            cache.put(key, "value");
        }
        for (int i = 0; i < 3; i++) {
            cache.get(2L);
            cache.get(2L);
            cache.get(3L);
            cache.get(3L);
        }

        TiercelCache<?, ?> unwrapped = cache.unwrap(TiercelCache.class);
        TierState heap = unwrapped.tiers().get(0);
        assertThat(heap.promotions()).isPositive();
        assertThat(heap.demotions()).isPositive();
    }

    @Test
    void createCache_withoutHeap_isTheLowerTierAlone() throws Exception {
        Cache<Long, String> cache = manager("defaults: { heap: none }").createCache("users", typed());
        cache.put(1L, "one");

        assertThat(cache.get(1L)).isEqualTo("one");
        assertThat(maps.stores()).extracting(MapLowerStore::size).containsExactly(1L);
        TiercelCache<?, ?> unwrapped = cache.unwrap(TiercelCache.class);
        assertThat(unwrapped.tiers()).hasSize(1);
    }
}
