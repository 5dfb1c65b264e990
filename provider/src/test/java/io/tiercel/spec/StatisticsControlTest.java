package io.tiercel.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.TiercelCache;
import io.tiercel.event.Eventually.Running;
import io.tiercel.statistics.Counter;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.management.CacheStatisticsMXBean;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** Switching statistics on and off, clearing them, and that they lose nothing between threads. */
class StatisticsControlTest {

    @AutoClose
    private final CacheFixture caches = new CacheFixture();

    private final TiercelCache<String, String> cache = caches.create(c -> {});

    @Test
    void clear_afterEverything_setsAllToZero() {
        cache.put("a", "1");
        cache.get("a");
        cache.get("b");
        cache.remove("a");
        CacheStatisticsMXBean bean = CacheFixture.statisticsOf(cache);
        bean.clear();
        assertThat(Counts.of(bean)).isEqualTo(Counts.NONE);
        assertThat(List.of(
                        bean.getAverageGetTime(),
                        bean.getAveragePutTime(),
                        bean.getAverageRemoveTime(),
                        bean.getCacheHitPercentage(),
                        bean.getCacheMissPercentage()))
                .containsOnly(0f);
    }

    @Test
    void averages_firstOperations_areMeasured() {
        cache.put("a", "1");
        cache.get("a");
        cache.remove("a");
        CacheStatisticsMXBean bean = CacheFixture.statisticsOf(cache);
        assertThat(List.of(bean.getAverageGetTime(), bean.getAveragePutTime(), bean.getAverageRemoveTime()))
                .allMatch(average -> average > 0);
    }

    @Test
    void percentages_hitsAndMisses_addUpToHundred() {
        cache.put("a", "1");
        cache.getAll(Set.of("a", "b", "c", "d"));
        CacheStatisticsMXBean bean = CacheFixture.statisticsOf(cache);
        assertThat(bean.getCacheHitPercentage()).isEqualTo(25f);
        assertThat(bean.getCacheMissPercentage()).isEqualTo(75f);
        assertThat(bean.getCacheGets()).isEqualTo(4);
    }

    @Test
    void enableStatistics_offAndOn_keepsWhatWasCounted() {
        cache.get("a");
        caches.manager().enableStatistics(cache.getName(), false);
        cache.get("a");
        caches.manager().enableStatistics(cache.getName(), true);
        cache.get("a");
        assertThat(Counts.of(cache)).isEqualTo(Counts.misses(2));
    }

    @Test
    void enableStatistics_offAndOn_showsInConfigurationAndBeans() throws Exception {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName query = new ObjectName("javax.cache:type=CacheStatistics,Cache=" + cache.getName() + ",*");
        ObjectName name = server.queryNames(query, null).iterator().next();
        cache.get("a");
        assertThat(JMX.newMXBeanProxy(server, name, CacheStatisticsMXBean.class).getCacheMisses())
                .isEqualTo(1);
        caches.manager().enableStatistics(cache.getName(), false);
        assertThat(server.isRegistered(name)).isFalse();
        assertThat(isEnabled()).isFalse();
        caches.manager().enableStatistics(cache.getName(), true);
        assertThat(server.isRegistered(name)).isTrue();
        assertThat(isEnabled()).isTrue();
    }

    @SuppressWarnings("unchecked") // a class literal has no type arguments
    private boolean isEnabled() {
        return cache.getConfiguration(CompleteConfiguration.class).isStatisticsEnabled();
    }

    @Test
    @DisabledIfSystemProperty(
            named = "tiercel.test.tiers",
            matches = ".+",
            disabledReason = "the heap is no bound there")
    void put_beyondTheBound_countsEvictionsAndNoRemovals() {
        TiercelCache<String, String> bounded =
                caches.create(c -> c.heapEntries(10).offHeapNone());
        IntStream.range(0, 100).forEach(i -> bounded.put("k" + i, "v"));
        assertThat(CacheFixture.statisticsOf(bounded).getCacheEvictions()).isEqualTo(90);
        assertThat(Counts.of(bounded)).isEqualTo(Counts.NONE.withPuts(100));
    }

    @Test
    @DisabledIfSystemProperty(
            named = "tiercel.test.tiers",
            matches = ".+",
            disabledReason = "the heap is no bound there")
    void put_expiredEntriesReclaimed_countsNoEvictionsOfThem() {
        TiercelCache<String, String> bounded =
                caches.create(c -> c.heapEntries(10).offHeapNone().expireAfterWrite(Duration.ofSeconds(1)));
        IntStream.range(0, 10).forEach(i -> bounded.put("old" + i, "v"));
        caches.advance(Duration.ofSeconds(1));
        IntStream.range(0, 10).forEach(i -> bounded.put("new" + i, "v"));
        long evictions = bounded.statistics().get(Counter.EVICTIONS);
        assertThat(evictions + bounded.statistics().get(Counter.EXPIRATIONS)).isEqualTo(10);
    }

    @Test
    void counts_manyThreads_areExact() {
        int threads = 8;
        int rounds = 5_000;
        TiercelCache<String, String> shared = caches.create(c -> c.heapEntries(1_000));
        AtomicLong found = new AtomicLong();
        AtomicLong removed = new AtomicLong();
        List<Running> running = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            int seed = thread;
            running.add(Running.start(() -> {
                for (int i = 0; i < rounds; i++) {
                    String key = "k" + (i * 31 + seed) % 17;
                    shared.put(key, "v");
                    found.addAndGet(shared.get(key) == null ? 0 : 1);
                    removed.addAndGet(shared.remove(key) ? 1 : 0);
                }
            }));
        }
        running.forEach(Running::join);
        long gets = (long) threads * rounds;
        assertThat(Counts.of(shared)).isEqualTo(new Counts(found.get(), gets - found.get(), gets, removed.get()));
    }
}
