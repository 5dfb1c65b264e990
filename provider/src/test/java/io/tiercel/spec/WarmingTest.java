package io.tiercel.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.TiercelCache;
import io.tiercel.WarmingBuilder;
import io.tiercel.configuration.ConfigurationException;
import io.tiercel.statistics.Counter;
import io.tiercel.warming.HotKey;
import io.tiercel.warming.Warming;
import io.tiercel.warming.WarmingProgress;
import io.tiercel.warming.WarmingState;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CompletionListenerFuture;
import javax.cache.management.CacheStatisticsMXBean;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.Notification;
import javax.management.ObjectName;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values that come before they are asked for. */
class WarmingTest {

    private static final int UNLIMITED = 1_000_000;

    private final Source<Integer> source = new Source<>();

    @TempDir
    private Path folder;

    private CacheFixture fixture = new CacheFixture();

    /** Has the value {@code v<n>} of each key; remembers what it was asked for. */
    private static final class Source<K> implements CacheLoader<K, String> {

        private final List<K> asked = new CopyOnWriteArrayList<>();
        private volatile Consumer<K> before = key -> {};

        @Override
        public String load(K key) {
            asked.add(key);
            before.accept(key);
            return "v" + key;
        }

        @Override
        public Map<K, String> loadAll(Iterable<? extends K> keys) {
            List<K> all = new ArrayList<>();
            keys.forEach(all::add);
            return all.stream().collect(Collectors.toMap(key -> key, this::load));
        }
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private TiercelCache<Integer, String> create(Consumer<WarmingBuilder<Integer>> warming) {
        return fixture.create(
                Integer.class,
                String.class,
                b -> b.loader(source).heapEntries(100_000).warming(w -> warming.accept(w.rate(UNLIMITED))));
    }

    private TiercelCache<Integer, String> restarted(String name, Consumer<WarmingBuilder<Integer>> warming) {
        fixture.close();
        fixture = new CacheFixture();
        return named(name, warming);
    }

    private TiercelCache<Integer, String> named(String name, Consumer<WarmingBuilder<Integer>> warming) {
        return fixture.create(
                name,
                Integer.class,
                String.class,
                b -> b.loader(source)
                        .warming(w -> warming.accept(w.rate(UNLIMITED).path(folder))));
    }

    private static ObjectName beanOf(TiercelCache<?, ?> cache) throws JMException {
        ObjectName pattern = new ObjectName("io.tiercel:type=Warming,Cache=" + cache.getName() + ",*");
        return ManagementFactory.getPlatformMBeanServer()
                .queryNames(pattern, null)
                .iterator()
                .next();
    }

    private static WarmingProgress outcomeOf(CompletionStage<WarmingProgress> stage) throws Exception {
        return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    private static void read(TiercelCache<Integer, String> cache, int key, int times) {
        for (int i = 0; i < times; i++) {
            cache.get(key);
        }
    }

    @Test
    void restart_hotKeys_areLoadedHottestFirst() throws Exception {
        TiercelCache<Integer, String> cache = named("users", w -> w.atStart(false));
        for (int key = 1; key <= 5; key++) {
            read(cache, key, 20_000 * key);
        }
        source.asked.clear();
        TiercelCache<Integer, String> warm = restarted("users", w -> {});

        WarmingProgress outcome = outcomeOf(warm.warming().outcome());
        assertThat(outcome.state()).isEqualTo(WarmingState.DONE);
        assertThat(outcome.loaded()).isEqualTo(5);
        assertThat(source.asked).containsExactly(5, 4, 3, 2, 1);
        assertThat(warm.containsKey(3)).isTrue();
        assertThat(warm.statistics().get(Counter.MISSES)).isZero();
    }

    @Test
    void restart_withoutAtStart_waitsToBeTold() throws Exception {
        read(named("users", w -> w.atStart(false)), 1, 1_000);
        TiercelCache<Integer, String> warm = restarted("users", w -> w.atStart(false));
        assertThat(warm.warming().progress().state()).isEqualTo(WarmingState.IDLE);

        assertThat(outcomeOf(warm.warming().start()).loaded()).isEqualTo(1);
        assertThat(warm.containsKey(1)).isTrue();
    }

    @Test
    void save_closedCache_leavesTheFileToTheNext() {
        TiercelCache<Integer, String> cache = named("users", w -> w.atStart(false));
        Warming<Integer> warming = cache.warming();
        cache.close();

        assertThatThrownBy(warming::save)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("users");
    }

    @Test
    void hotKeys_whileStatisticsAreOff_areKnownAndNothingShows() {
        TiercelCache<Integer, String> cache = fixture.create(
                Integer.class,
                String.class,
                b -> b.statistics(false).loader(source).warming(w -> w.atStart(false)));
        read(cache, 1, 20_000);
        read(cache, 2, 1_000);

        assertThat(cache.warming().hotKeys(10)).extracting(HotKey::key).containsExactly(1, 2);
        assertThat(cache.warming().hotKeys(1)).hasSize(1);
        CacheStatisticsMXBean statistics = CacheFixture.statisticsOf(cache);
        assertThat(statistics.getCacheHits()).isZero();
        assertThat(statistics.getAverageGetTime()).isZero();

        fixture.manager().enableStatistics(cache.getName(), true);
        read(cache, 1, 100);
        assertThat(statistics.getCacheHits()).isEqualTo(100);
        fixture.manager().enableStatistics(cache.getName(), false);
        read(cache, 1, 100);
        assertThat(statistics.getCacheHits()).isEqualTo(100);
        statistics.clear();
        read(cache, 1, 100);
        assertThat(statistics.getCacheHits()).isZero();
    }

    @Test
    void start_keysOfTheApplication_needNoConfiguration() throws Exception {
        TiercelCache<Integer, String> cache = fixture.create(Integer.class, String.class, b -> b.loader(source));
        cache.put(2, "own");

        WarmingProgress outcome = outcomeOf(cache.warming().start(List.of(1, 2, 3, 1)));
        assertThat(outcome.planned()).isEqualTo(3);
        assertThat(outcome.loaded()).isEqualTo(2);
        assertThat(outcome.skipped()).isEqualTo(1);
        assertThat(cache.get(2)).isEqualTo("own");
        assertThat(cache.warming().hotKeys(10)).isEmpty();
    }

    @Test
    void start_moreKeysThanTheCacheHolds_leavesTheHottestInIt() throws Exception {
        TiercelCache<Integer, String> cache = fixture.create(
                Integer.class,
                String.class,
                b -> b.byReference()
                        .loader(source)
                        .heapEntries(1_000)
                        .warming(w -> w.rate(UNLIMITED).atStart(false)));
        WarmingProgress outcome = outcomeOf(
                cache.warming().start(IntStream.range(0, 5_000).boxed().toList()));

        assertThat(outcome.state()).isEqualTo(WarmingState.DONE);
        assertThat(outcome.loaded()).isBetween(900L, 1_000L);
        assertThat(IntStream.range(0, 900)).allMatch(cache::containsKey);
    }

    @Test
    void start_smallCache_endsWhenItIsNearlyFullAndNotBefore() throws Exception {
        TiercelCache<Integer, String> cache = fixture.create(
                Integer.class,
                String.class,
                b -> b.byReference()
                        .loader(source)
                        .heapEntries(19)
                        .warming(w -> w.rate(100).atStart(false)));
        WarmingProgress outcome =
                outcomeOf(cache.warming().start(IntStream.range(0, 19).boxed().toList()));

        assertThat(outcome.loaded()).isEqualTo(19);
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"}) // as code does that knows no types
    void start_keyOfAnotherType_isAFailureOfItsOwn() throws Exception {
        TiercelCache<Integer, String> cache = create(w -> w.atStart(false));
        WarmingProgress outcome = outcomeOf(((Warming) cache.warming()).start(List.of("no number", 5)));

        assertThat(outcome.failed()).isEqualTo(1);
        assertThat(outcome.loaded()).isEqualTo(1);
        assertThat(((TiercelCache) cache).containsKey("no number")).isFalse();
    }

    @Test
    void start_cacheWithoutLoader_isRefused() {
        TiercelCache<String, String> cache = fixture.create(b -> {});

        assertThatThrownBy(() -> cache.warming().start(List.of("a")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has no loader");
    }

    @Test
    void createCache_warmingWithoutLoader_isRefused() {
        assertThatThrownBy(() -> fixture.create(b -> b.warming(w -> {})))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("needs a loader");
    }

    @Test
    void createCache_hotKeysThatCannotBeKept_areRefusedWithTheReason() {
        assertThatThrownBy(() -> fixture.create(
                        StringBuilder.class,
                        String.class,
                        b -> b.readThrough(false)
                                .loader(new Source<StringBuilder>())
                                .warming(w -> w.path(folder))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("cannot be kept in a file")
                .hasMessageContaining("java.lang.StringBuilder is neither a record, nor an enum");
    }

    @Test
    void createCache_accessLogOfKeysThatNobodyCanRead_isRefused() {
        assertThatThrownBy(() -> fixture.create(
                        StringBuilder.class,
                        String.class,
                        b -> b.loader(new Source<StringBuilder>()).warming(w -> w.accessLog(folder.resolve("a.log")))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("cannot be warmed from an access log");
    }

    @Test
    void start_whileOneIsUnderWay_isRefused() throws Exception {
        CountDownLatch loading = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        TiercelCache<Integer, String> cache = create(w -> w.atStart(false));
        source.before = key -> {
            loading.countDown();
            Waits.until(go);
        };
        CompletionStage<WarmingProgress> first = cache.warming().start(List.of(1));
        assertThat(loading.await(60, TimeUnit.SECONDS)).isTrue();

        assertThatThrownBy(() -> cache.warming().start())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("under way");
        assertThat(cache.warming().cancel()).isTrue();
        go.countDown();
        assertThat(outcomeOf(first).state()).isEqualTo(WarmingState.CANCELLED);
        assertThat(cache.containsKey(1)).isTrue();
    }

    @Test
    void start_accessLogAndKeySource_areWarmedToo() throws Exception {
        Path log = Files.writeString(folder.resolve("access.log"), "3\n4\n4\nnone\n");
        TiercelCache<Integer, String> cache = create(w -> w.accessLog(log).keys(() -> List.of(8, 4)));

        assertThat(outcomeOf(cache.warming().outcome()).loaded()).isEqualTo(3);
        assertThat(source.asked).containsExactly(8, 4, 3);
    }

    @Test
    void start_accessLogThatIsMissing_isTheOutcome() throws Exception {
        TiercelCache<Integer, String> cache = create(w -> w.accessLog(folder.resolve("none.log")));

        WarmingProgress outcome = outcomeOf(cache.warming().outcome());
        assertThat(outcome.state()).isEqualTo(WarmingState.FAILED);
        assertThat(outcome.failure()).contains("none.log");
        assertThat(cache.get(1)).isEqualTo("v1");
    }

    @Test
    void every_interval_warmsAgain() {
        AtomicInteger times = new AtomicInteger();
        TiercelCache<Integer, String> cache =
                create(w -> w.every(Duration.ofMillis(20)).keys(() -> List.of(times.incrementAndGet())));

        Eventual.await(() -> "three warm-ups", () -> times.get() > 3);
        Eventual.await(() -> "their keys", () -> cache.containsKey(3));
    }

    @Test
    void get_missingKey_bringsTheRelatedOnes() {
        List<Integer> named = new CopyOnWriteArrayList<>();
        TiercelCache<Integer, String> cache = create(w -> w.related(key -> {
            named.add(key);
            return List.of(key + 1, key + 2);
        }));
        assertThat(cache.get(10)).isEqualTo("v10");
        Eventual.await(() -> "related keys", () -> cache.warming().related().loaded() == 2);

        assertThat(cache.containsKey(11)).isTrue();
        assertThat(cache.containsKey(12)).isTrue();
        cache.get(11);
        cache.getAll(Set.of(10, 11, 50));
        Eventual.await(() -> "those of 50", () -> cache.containsKey(52));
        assertThat(named).containsExactly(10, 50);
    }

    @Test
    void refreshAndLoadAll_areNoMisses_bringNoRelatedOnes() {
        List<Integer> named = new CopyOnWriteArrayList<>();
        TiercelCache<Integer, String> cache = fixture.create(
                Integer.class,
                String.class,
                b -> b.loader(source)
                        .expireAfterWrite(Duration.ofMinutes(1))
                        .refreshAhead(0.5)
                        .staleWhileRevalidate(Duration.ofMinutes(1))
                        .warming(w -> w.rate(UNLIMITED).atStart(false).related(key -> {
                            named.add(key);
                            return List.of();
                        })));
        cache.put(1, "old");
        fixture.advance(Duration.ofSeconds(30));
        assertThat(cache.get(1)).as("due").isEqualTo("old");
        Eventual.await(() -> "the refresh", () -> cache.statistics().get(Counter.REFRESHES) == 1);
        fixture.advance(Duration.ofMinutes(1));
        assertThat(cache.get(1)).as("stale").isEqualTo("v1");
        Eventual.await(() -> "another", () -> cache.statistics().get(Counter.REFRESHES) == 2);
        CompletionListenerFuture loaded = new CompletionListenerFuture();
        cache.loadAll(Set.of(2), /* replaceExistingValues= */ true, loaded);
        Eventual.await(() -> "loadAll", loaded::isDone);

        cache.get(3);
        cache.getAll(Set.of(1, 2, 3, 4));
        cache.invoke(5, (entry, arguments) -> entry.getValue());
        Eventual.await(() -> "the misses", () -> named.size() >= 3);

        assertThat(named).containsExactlyInAnyOrder(3, 4, 5);
    }

    @Test
    void end_ofAWarmUp_isNotified() throws Exception {
        TiercelCache<Integer, String> cache = fixture.create(
                Integer.class,
                String.class,
                b -> b.loader(source)
                        .management(true)
                        .warming(w -> w.rate(UNLIMITED).atStart(false)));
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = beanOf(cache);
        BlockingQueue<Notification> notices = new LinkedBlockingQueue<>();
        server.addNotificationListener(name, (notice, handback) -> notices.add(notice), null, null);

        cache.warming().start(List.of(1, 2, 3));
        Notification notice = notices.poll(60, TimeUnit.SECONDS);

        assertThat(server.getMBeanInfo(name).getNotifications()[0].getNotifTypes())
                .containsExactly("io.tiercel.warming.done");
        assertThat(notice.getType()).isEqualTo("io.tiercel.warming.done");
        assertThat(notice.getSource()).isEqualTo(name);
        assertThat(notice.getMessage()).startsWith("DONE after ").contains("3 of 3 keys loaded");
        assertThat(notice.getUserData())
                .asInstanceOf(InstanceOfAssertFactories.map(String.class, Object.class))
                .containsEntry("State", "DONE")
                .containsEntry("Loaded", 3L)
                .containsKeys("Planned", "Skipped", "Absent", "Failed", "ElapsedMillis", "LastFailure");
    }

    /** Every key is written while it is warmed; whoever reads later must see what was written. */
    @Test
    void start_keysThatAreWrittenMeanwhile_keepWhatWasWritten() throws Exception {
        SplittableRandom random = new SplittableRandom(11);
        for (int round = 0; round < 20; round++) {
            TiercelCache<Integer, String> cache = create(w -> w.atStart(false).hotKeys(0));
            ConcurrentMap<Integer, String> written = new ConcurrentHashMap<>();
            int chance = 1 + random.nextInt(4);
            source.before = key -> {
                if (key % chance == 0) {
                    String value = "new" + key;
                    runApart(() -> {
                        if (key % 3 == 0) {
                            cache.put(key, value);
                            written.put(key, value);
                        } else if (key % 3 == 1) {
                            cache.put(key, value);
                            cache.remove(key);
                            written.put(key, "");
                        } else {
                            cache.putIfAbsent(key, value);
                            written.put(key, value);
                        }
                    });
                }
            };
            List<Integer> keys = IntStream.range(0, 300).boxed().toList();
            assertThat(outcomeOf(cache.warming().start(keys)).state()).isEqualTo(WarmingState.DONE);

            for (int key : keys) {
                String expected = written.getOrDefault(key, "v" + key);
                assertThat(cache.containsKey(key))
                        .as("key %d of round %d", key, round)
                        .isEqualTo(!expected.isEmpty());
                if (!expected.isEmpty()) {
                    assertThat(cache.get(key))
                            .as("key %d of round %d", key, round)
                            .isEqualTo(expected);
                }
            }
            cache.close();
        }
    }

    /** In another thread, and waits for it: what a loader itself writes would be refused. */
    private static void runApart(Runnable change) {
        Thread thread = new Thread(change);
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void close_duringAWarmUp_cancelsIt() throws Exception {
        CountDownLatch some = new CountDownLatch(50);
        source.before = key -> some.countDown();
        TiercelCache<Integer, String> cache = fixture.create(
                Integer.class,
                String.class,
                b -> b.loader(source).warming(w -> w.rate(1_000).atStart(false)));
        CompletionStage<WarmingProgress> started =
                cache.warming().start(IntStream.range(0, 100_000).boxed().toList());
        assertThat(some.await(60, TimeUnit.SECONDS)).isTrue();
        cache.close();

        assertThat(outcomeOf(started).state()).isEqualTo(WarmingState.CANCELLED);
        assertThatThrownBy(() -> cache.warming().start(List.of(1))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void destroyCache_hotKeys_areGone() throws Exception {
        TiercelCache<Integer, String> cache = named("users", w -> w.atStart(false));
        read(cache, 1, 1_000);
        cache.warming().save();
        assertThat(folder.resolve("users.hotkeys")).exists();
        fixture.manager().destroyCache("users");

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void restart_damagedFile_startsColdAndKeepsItAside() throws Exception {
        Files.writeString(folder.resolve("users.hotkeys"), "damaged");
        TiercelCache<Integer, String> cache = named("users", w -> {});

        assertThat(outcomeOf(cache.warming().outcome()).planned()).isZero();
        assertThat(folder.resolve("users.hotkeys.damaged")).hasContent("damaged");
    }

    @Test
    void bean_ofACacheWithALoader_showsAndCommands() throws Exception {
        TiercelCache<Integer, String> cache = fixture.create(
                Integer.class,
                String.class,
                b -> b.management(true)
                        .loader(source)
                        .warming(w -> w.atStart(false).keys(() -> List.of(1, 2))));
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = beanOf(cache);
        assertThat(server.getAttribute(name, "State")).isEqualTo("IDLE");
        server.invoke(name, "start", null, null);
        outcomeOf(cache.warming().outcome());

        assertThat(server.getAttribute(name, "State")).isEqualTo("DONE");
        assertThat(server.getAttribute(name, "Loaded")).isEqualTo(2L);
        assertThat(server.getAttribute(name, "Percent")).isEqualTo(100.0);
        assertThat(server.getAttribute(name, "RemainingSeconds")).isEqualTo(-1L);
        assertThat(server.invoke(name, "pause", null, null)).isEqualTo(false);
        assertThat(server.getMBeanInfo(name).getDescription()).contains("before they are asked for");
    }
}
