package io.tiercel.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.PutOptions;
import io.tiercel.TestProviders;
import io.tiercel.TiercelCache;
import io.tiercel.TiercelConfiguration;
import io.tiercel.TiercelConfigurationBuilder;
import io.tiercel.load.Lease;
import io.tiercel.load.LoadedValue;
import io.tiercel.load.TiercelLoader;
import io.tiercel.statistics.Counter;
import io.tiercel.tag.Tagger;
import io.tiercel.tier.MapTierModule;
import io.tiercel.time.ManualClock;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.integration.CompletionListenerFuture;
import javax.cache.spi.CachingProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tags and invalidation, on the heap alone and with a tier of few entries over another one. */
class TagTest {

    enum Tiers {
        HEAP,
        HEAP_OVER_MAP
    }

    private final ManualClock clock = new ManualClock();
    private final MapTierModule module = new MapTierModule(1_000, store -> {});
    private final CachingProvider provider = TestProviders.tiered(clock, module);
    private final CacheManager manager = provider.getCacheManager(
            URI.create("tiercel:default"), new URLClassLoader(new URL[0], TagTest.class.getClassLoader()));

    @AfterEach
    void close() {
        provider.close();
    }

    private TiercelCache<Integer, String> create(Tiers tiers) {
        return create(tiers, builder());
    }

    private static TiercelConfigurationBuilder<Integer, String> builder() {
        return TiercelConfiguration.builder(Integer.class, String.class).statistics(true);
    }

    @SuppressWarnings("unchecked") // a cache of this provider is one
    private TiercelCache<Integer, String> create(
            Tiers tiers, TiercelConfigurationBuilder<Integer, String> configuration) {
        if (tiers == Tiers.HEAP) {
            configuration.offHeapNone();
        } else {
            configuration.heapEntries(2);
        }
        return manager.createCache("tagged", configuration.build()).unwrap(TiercelCache.class);
    }

    @ParameterizedTest
    @EnumSource
    void invalidateTag_ofAnEntryWithADeadlineThatIsHot_hidesIt(Tiers tiers) {
        TiercelCache<Integer, String> cache = create(tiers, builder().expireAfterWrite(Duration.ofHours(1)));
        cache.put(1, "a", Set.of("t"));
        for (int i = 0; i < 3; i++) {
            assertThat(cache.get(1)).isEqualTo("a");
        }

        cache.invalidateTag("unknown");
        assertThat(cache.get(1)).isEqualTo("a");
        cache.invalidateTag("t");

        assertThat(cache.get(1)).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void get_ofAHotEntryWithTagsAndADeadline_endsWithItsTime(Tiers tiers) {
        TiercelCache<Integer, String> cache = create(tiers, builder().expireAfterWrite(Duration.ofHours(1)));
        cache.put(1, "a", Set.of("t"));
        clock.advance(Duration.ofHours(1).minusMillis(1));
        assertThat(cache.get(1)).isEqualTo("a");
        assertThat(cache.get(1)).isEqualTo("a");
        clock.advance(Duration.ofMillis(1));

        assertThat(cache.get(1)).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void invalidateTag_hidesAllThatCarryItFromEveryOperation(Tiers tiers) {
        TiercelCache<Integer, String> cache = create(tiers);
        RecordedEvents events = new RecordedEvents();
        IntStream.range(0, 10).forEach(key -> cache.put(key, "old", Set.of("all", key % 2 == 0 ? "even" : "odd")));
        cache.put(10, "untagged");
        cache.registerCacheEntryListener(events.configuration());

        assertThat(cache.countByTag("even")).isEqualTo(5);
        assertThat(cache.invalidateTag("even")).isEqualTo(5);

        assertThat(cache.get(0)).isNull();
        assertThat(cache.containsKey(2)).isFalse();
        assertThat(cache.getAll(Set.of(0, 1, 4))).isEqualTo(Map.of(1, "old"));
        assertThat(cache.replace(4, "new")).isFalse();
        assertThat(cache.remove(6)).isFalse();
        assertThat(cache.<Boolean>invoke(8, (entry, arguments) -> entry.exists()))
                .isFalse();
        assertThat(cache).hasSize(6);
        assertThat(cache.get(10)).isEqualTo("untagged");
        assertThat(events.all).as("of an invalidation").isEmpty();
        assertThat(cache.statistics().get(Counter.INVALIDATIONS)).isEqualTo(5);
        assertThat(cache.statistics().get(Counter.REMOVALS)).isZero();
        assertThat(cache.putIfAbsent(0, "new")).isTrue();
        assertThat(cache.get(0)).isEqualTo("new");
    }

    @ParameterizedTest
    @EnumSource
    void invalidateTags_severalTagsOfAnEntry_hideItOnce(Tiers tiers) {
        TiercelCache<Integer, String> cache = create(tiers);
        cache.put(1, "x", Set.of("a", "b"));
        cache.put(2, "x", PutOptions.tags("c").withTimeToLive(Duration.ofHours(1)));

        assertThat(cache.invalidateTags(Set.of("a", "b", "unknown"))).isBetween(1L, 2L);
        assertThat(cache.invalidateTag("unknown")).isZero();

        assertThat(cache).hasSize(1);
        assertThat(cache.countByTag("c")).isEqualTo(1);
        assertThat(cache.tagCounts(10)).containsEntry("c", 1L);
        assertThat(cache.listKeys("c", 10, Duration.ofMinutes(1))).containsExactly(2);
        assertThat(cache.listKeys("a", 10, Duration.ofMinutes(1))).isEmpty();
        assertThat(cache.listKeys("c", 10, ChronoUnit.FOREVER.getDuration())).containsExactly(2);
    }

    @ParameterizedTest
    @EnumSource
    void tags_ofAnUpdate_takeThePlaceOfThoseBefore(Tiers tiers) {
        TiercelCache<Integer, String> cache = create(tiers);
        cache.put(1, "x", Set.of("a"));
        cache.put(1, "y", Set.of("b"));
        cache.put(2, "x", Set.of("a"));
        cache.put(2, "plain");

        assertThat(cache.countByTag("a")).isZero();
        assertThat(cache.invalidateTag("a")).isZero();
        assertThat(cache.get(1)).isEqualTo("y");
        assertThat(cache.get(2)).isEqualTo("plain");
        assertThat(cache.invalidateTag("b")).isEqualTo(1);
    }

    @Test
    void options_saidInAnyOrder_areTheSame() {
        Duration hour = Duration.ofHours(1);
        assertThat(PutOptions.timeToLive(hour).withTags(Set.of("a")))
                .isEqualTo(PutOptions.tags("b").withTimeToLive(hour).withTags(Set.of("a")))
                .isEqualTo(new PutOptions(hour, Set.of("a")));
    }

    @Test
    void tags_thatAreSaidTwice_areOne() {
        assertThat(PutOptions.tags("a", "b", "a")).isEqualTo(PutOptions.tags(Set.of("a", "b")));
        assertThat(LoadedValue.tagged("x", "a", "a").tags()).containsExactly("a");
    }

    /** Tags an entry by its value. */
    public static final class ByValue implements Tagger<Integer, String> {
        @Override
        public Set<String> tagsOf(Integer key, String value) {
            return Set.of("value:" + value);
        }
    }

    @ParameterizedTest
    @EnumSource
    void derivedTags_areOfAllThatIsWrittenOrLoaded(Tiers tiers) throws Exception {
        TiercelCache<Integer, String> cache =
                create(tiers, builder().tags(ByValue.class).loader((TiercelLoader<Integer, String>)
                        key -> LoadedValue.of("c")));
        cache.put(1, "a", Set.of("own"));
        cache.putAll(Map.of(2, "a"));
        cache.get(3);
        CompletionListenerFuture loaded = new CompletionListenerFuture();
        cache.loadAll(Set.of(4), true, loaded);
        loaded.get();
        cache.invoke(5, (entry, arguments) -> {
            entry.setValue("a");
            return null;
        });

        assertThat(cache.countByTag("own")).isEqualTo(1);
        assertThat(cache.countByTag("value:c")).isEqualTo(2);
        assertThat(cache.invalidateTag("value:a")).isEqualTo(3);
        assertThat(cache).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void loader_saysTagsAndTimeToLive(Tiers tiers) {
        TiercelLoader<Integer, String> loader =
                key -> LoadedValue.tagged("loaded", "tag").timeToLive(Duration.ofMillis(10));
        TiercelCache<Integer, String> cache = create(tiers, builder().loader(loader));
        cache.get(1);
        cache.getAll(Set.of(2, 3));
        cache.invoke(4, (entry, arguments) -> entry.getValue());

        assertThat(cache.countByTag("tag")).isEqualTo(4);
        assertThat(cache).hasSize(4);
        clock.advance(Duration.ofMillis(10));
        assertThat(cache).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void load_tagInvalidatedMeanwhile_isReturnedAndNotKept(Tiers tiers) {
        AtomicInteger loads = new AtomicInteger();
        TiercelCache<Integer, String>[] caches = newArray();
        TiercelLoader<Integer, String> loader = key -> {
            LoadedValue<String> read = LoadedValue.tagged("read-" + loads.incrementAndGet(), "tag");
            if (loads.get() == 1) {
                caches[0].invalidateTag("tag");
            }
            return read;
        };
        caches[0] = create(tiers, builder().loader(loader));

        assertThat(caches[0].get(1)).isEqualTo("read-1");
        assertThat(caches[0].containsKey(1)).isFalse();
        assertThat(caches[0].get(1)).isEqualTo("read-2");
        assertThat(caches[0].containsKey(1)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void get_joinsALoadFromBeforeTheInvalidation_loadsAnew(Tiers tiers) {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger loads = new AtomicInteger();
        TiercelLoader<Integer, String> loader = key -> {
            int number = loads.incrementAndGet();
            if (number == 1) {
                reading.countDown();
                Waits.block(goOn);
            }
            return LoadedValue.tagged("read-" + number, "tag");
        };
        TiercelCache<Integer, String> cache = create(tiers, builder().loader(loader));
        Waits.Run<String> slow = Waits.Run.start(() -> cache.get(1));
        Waits.until(reading);
        cache.invalidateTag("tag");
        Waits.Run<String> joining = Waits.Run.start(() -> cache.get(1));
        Waits.untilBlocked(joining);
        goOn.countDown();

        assertThat(slow.result()).isEqualTo("read-1");
        assertThat(joining.result()).isEqualTo("read-2");
        assertThat(cache.get(1)).isEqualTo("read-2");
    }

    @ParameterizedTest
    @EnumSource
    void tryPut_underALeaseFromBefore_isRefused(Tiers tiers) {
        TiercelCache<Integer, String> cache = create(tiers);
        try (Lease lease = cache.lease(1)) {
            cache.invalidateTag("tag");
            assertThat(cache.tryPut(1, "stale", lease, PutOptions.tags("tag"))).isFalse();
            assertThat(cache.tryPut(1, "unrelated", lease, PutOptions.tags("other")))
                    .as("unknown tags share a floor")
                    .isFalse();
            assertThat(cache.tryPut(1, "untagged", lease)).isTrue();
        }
        try (Lease lease = cache.lease(2)) {
            cache.invalidateMatching("2");
            assertThat(cache.tryPut(2, "stale", lease)).isFalse();
        }
        try (Lease lease = cache.lease(3)) {
            cache.invalidate(3);
            assertThat(cache.tryPut(3, "stale", lease)).isFalse();
        }
        try (Lease lease = cache.lease(4)) {
            cache.invalidateMatching((key, value) -> false);
            assertThat(cache.tryPut(4, "perhaps stale", lease)).isFalse();
        }
        assertThat(cache).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void invalidateMatching_globAndPredicate_takeOutWhatTheyMean(Tiers tiers) {
        TiercelCache<Integer, String> cache = create(tiers);
        IntStream.range(0, 30).forEach(key -> cache.put(key, key < 15 ? "low" : "high"));

        assertThat(cache.countMatching("1*")).isEqualTo(11);
        assertThat(cache.invalidateMatching("1*")).isEqualTo(11);
        assertThat(cache.invalidateMatching((key, value) -> value.equals("low")))
                .isEqualTo(9);
        assertThat(cache.invalidate(20)).isTrue();
        assertThat(cache.invalidate(20)).isFalse();

        assertThat(cache).extracting(Cache.Entry::getKey).containsExactlyInAnyOrder(21, 22, 23, 24, 25, 26, 27, 28, 29);
    }

    @ParameterizedTest
    @EnumSource
    void clear_countsNoTagAnyMore(Tiers tiers) {
        TiercelCache<Integer, String> cache = create(tiers);
        cache.put(1, "x", Set.of("tag"));
        cache.clear();

        assertThat(cache.countByTag("tag")).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void eviction_countsTagsOut(Tiers tiers) {
        TiercelCache<Integer, String> cache =
                tiers == Tiers.HEAP ? create(tiers, builder().heapEntries(5)) : create(tiers);
        if (tiers == Tiers.HEAP_OVER_MAP) {
            module.stores().get(0).shrink(5);
        }
        IntStream.range(0, 20).forEach(key -> cache.put(key, "x", Set.of("tag")));

        assertThat(cache.countByTag("tag")).isEqualTo(5);
    }

    @ParameterizedTest
    @EnumSource
    void badTags_areRefusedAndNothingIsLost(Tiers tiers) {
        TiercelCache<Integer, String> cache = create(tiers);
        cache.put(1, "x", Set.of("tag"));

        assertThatThrownBy(() -> cache.put(1, "y", Set.of(""))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> cache.put(1, "y", Set.of("x".repeat(1 << 20))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> cache.invalidateTag("")).isInstanceOf(IllegalArgumentException.class);

        assertThat(cache.get(1)).isEqualTo("x");
        assertThat(cache.countByTag("tag")).isEqualTo(1);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static TiercelCache<Integer, String>[] newArray() {
        return new TiercelCache[1];
    }
}
