package io.tiercel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.CapturedLog;
import io.tiercel.event.Eventually.Running;
import io.tiercel.event.RecordingListener;
import io.tiercel.expiry.FixedExpiry;
import io.tiercel.freshness.FreshnessPolicy;
import io.tiercel.load.BackgroundLoads;
import io.tiercel.load.Lease;
import io.tiercel.load.LoadRunner;
import io.tiercel.load.LoaderCalls;
import io.tiercel.load.LoaderSource;
import io.tiercel.statistics.Counter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.logging.Logger;
import java.util.stream.Stream;
import javax.cache.integration.CacheLoader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Loads in the background that wait for their turn until the test gives it to them. */
class RefreshesTest {

    private static final Duration TTL = Duration.ofMinutes(1);
    private static final Duration DUE = Duration.ofSeconds(48);
    private static final long STALE_MILLIS = 30_000;

    private final TestEngine test = TestEngine.keepingFresh(
            FixedExpiry.whicheverFirst(null, TTL, null, /* jitter= */ 0),
            new FreshnessPolicy(
                    0.8, /* early= */ false, STALE_MILLIS, /* ifErrorMillis= */ 0, /* absentForMillis= */ 0));
    private final Source source = new Source();
    private final Deque<Runnable> queue = new ArrayDeque<>();
    private final ReadThrough<Object, Object> readThrough = test.readThrough(LoadRunner.direct(test.loads));
    private final LoaderCalls<Object, Object> calls = new LoaderCalls<>(source);
    private final BulkLoads<Object, Object> bulkLoads = new BulkLoads<>(test.parts, test.reads, readThrough, calls);
    private final Refreshes<Object, Object> refreshes =
            new Refreshes<>(test.parts, readThrough, bulkLoads, new BackgroundLoads(queue::add));
    private final FreshReads<Object, Object> freshReads = new FreshReads<>(
            test.parts,
            test.engine,
            new FreshReads.Loading<>(
                    readThrough,
                    bulkLoads,
                    new LoaderSource<>(calls),
                    refreshes,
                    /* softTimeoutNanos= */ Long.MAX_VALUE));

    RefreshesTest() {
        test.reads.attach(refreshes);
    }

    /** Has a value {@code new <key>} of each key. */
    private static final class Source implements CacheLoader<Object, Object> {

        private final List<String> asked = new ArrayList<>();
        private Runnable during = () -> {};
        private boolean isEmpty;

        @Override
        public @Nullable Object load(Object key) {
            asked.add("load " + key);
            during.run();
            return isEmpty ? null : "new " + key;
        }

        @Override
        public Map<Object, Object> loadAll(Iterable<?> keys) {
            Map<Object, Object> loaded = new HashMap<>();
            keys.forEach(key -> loaded.put(key, "new " + key));
            asked.add("loadAll " + new TreeSet<>(loaded.keySet()));
            during.run();
            return loaded;
        }
    }

    private void put(Object... keys) {
        for (Object key : keys) {
            test.writes.put(key, "old " + key, Terms.of(null, Set.of("tag")));
        }
    }

    private void runQueued() {
        while (!queue.isEmpty()) {
            queue.remove().run();
        }
    }

    static Stream<Named<Consumer<TestEngine>>> endings() {
        return Stream.concat(
                endingsOfTheKey(), Stream.of(Named.of("tag", test -> test.invalidations.tags(List.of("tag")))));
    }

    static Stream<Named<Consumer<TestEngine>>> endingsOfTheKey() {
        return Stream.of(
                Named.of("remove", test -> test.writes.remove(1)),
                Named.of("invalidate", test -> test.invalidations.key(1)),
                Named.of("clear", test -> test.engine.clear()),
                Named.of("pattern", test -> test.invalidations.matching("*")));
    }

    @ParameterizedTest
    @MethodSource("endings")
    void refreshAhead_entryHasLeftWhenItsTurnComes_loadsNothing(Consumer<TestEngine> ending) {
        put(1);
        test.clock.advance(DUE);
        assertThat(test.reads.find(1)).isEqualTo("old 1");
        assertThat(queue).hasSize(1);

        ending.accept(test);
        runQueued();

        assertThat(source.asked).isEmpty();
        assertThat(test.reads.contains(1)).isFalse();
        assertThat(test.leases.size()).isZero();
        assertThat(test.loads.size()).isZero();
    }

    @ParameterizedTest
    @MethodSource("endings")
    void revalidation_staleEntryHasLeftWhenItsTurnComes_loadsNothing(Consumer<TestEngine> ending) {
        put(1);
        test.clock.advance(TTL);
        assertThat(freshReads.get(1)).isEqualTo("old 1");
        assertThat(queue).hasSize(1);

        ending.accept(test);
        runQueued();

        assertThat(source.asked).isEmpty();
        assertThat(test.reads.contains(1)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("endingsOfTheKey")
    void refreshAhead_entryLeavesDuringTheLoad_isNotPutBack(Consumer<TestEngine> ending) {
        put(1);
        test.clock.advance(DUE);
        test.reads.find(1);
        source.during = () -> ending.accept(test);

        runQueued();

        assertThat(source.asked).containsExactly("load 1");
        assertThat(test.reads.contains(1)).isFalse();
    }

    @Test
    void refreshAhead_entryIsStaleByItsTurn_loads() {
        put(1);
        test.clock.advance(DUE);
        test.reads.find(1);
        test.clock.advance(TTL.minus(DUE));

        runQueued();

        assertThat(test.reads.find(1)).isEqualTo("new 1");
    }

    @Test
    void refreshAhead_entryWasReplacedByItsTurn_loadsNothing() {
        put(1);
        test.clock.advance(DUE);
        test.reads.find(1);
        test.writes.put(1, "mine");

        runQueued();

        assertThat(source.asked).isEmpty();
        assertThat(test.reads.find(1)).isEqualTo("mine");
    }

    @Test
    void refreshAhead_youngerReadingComesDuringTheLoad_stays() {
        put(1);
        test.clock.advance(DUE);
        test.reads.find(1);
        source.during = () -> fill(1, "younger");

        runQueued();

        assertThat(source.asked).containsExactly("load 1");
        assertThat(test.reads.find(1)).isEqualTo("younger");
    }

    @Test
    void revalidation_youngerReadingComesDuringTheLoad_stays() {
        put(1, 2);
        test.clock.advance(TTL);
        freshReads.getAll(List.of(1, 2));
        source.during = () -> fill(1, "younger");

        runQueued();

        assertThat(source.asked).containsExactly("loadAll [1, 2]");
        assertThat(test.reads.find(1)).isEqualTo("younger");
        assertThat(test.reads.find(2)).isEqualTo("new 2");
    }

    @Test
    void refreshAhead_sourceHadNoValueAndAYoungerReadingComes_stays() {
        put(1);
        test.clock.advance(DUE);
        test.reads.find(1);
        source.during = () -> fill(1, "younger");
        source.isEmpty = true;

        runQueued();

        assertThat(source.asked).containsExactly("load 1");
        assertThat(test.reads.find(1)).isEqualTo("younger");
    }

    /** Puts what was read from the source, later than what is being loaded. */
    private void fill(Object key, Object value) {
        test.clock.advance(Duration.ofMillis(1));
        try (Lease lease = test.writes.lease(key)) {
            assertThat(test.writes.tryPut(key, value, lease, Terms.NONE)).isTrue();
        }
    }

    @Test
    void refreshAhead_loadThatWasOvertakenHangs_loads() {
        source.during = () -> {
            source.during = () -> {};
            put(1);
            test.clock.advance(DUE);
            Running.start(() -> test.reads.find(1)).join();
            Running.start(this::runQueued).join();
        };

        readThrough.get(1, new LoaderSource<>(calls));

        assertThat(source.asked).containsExactly("load 1", "load 1");
        assertThat(counted(Counter.REFRESHES)).isEqualTo(1);
    }

    @Test
    void revalidation_entryWasReplacedByItsTurn_loadsNothing() {
        put(1);
        test.clock.advance(TTL);
        freshReads.get(1);
        test.writes.put(1, "mine");

        runQueued();

        assertThat(source.asked).isEmpty();
        assertThat(test.reads.find(1)).isEqualTo("mine");
    }

    @Test
    void findAll_dueValues_areLoadedAnewInOneCall() {
        put(1, 2, 3);
        test.clock.advance(DUE);
        Map<Object, Object> found = new HashMap<>();

        assertThat(test.reads.findAll(List.of(1, 2, 3, 4), found)).containsExactly(4);
        assertThat(found).isEqualTo(Map.of(1, "old 1", 2, "old 2", 3, "old 3"));
        test.writes.remove(2);
        runQueued();

        assertThat(source.asked).containsExactly("loadAll [1, 3]");
        assertThat(test.reads.find(1)).isEqualTo("new 1");
        assertThat(test.reads.find(3)).isEqualTo("new 3");
        assertThat(counted(Counter.EARLY_LOADS)).isEqualTo(3);
        assertThat(counted(Counter.REFRESHES_ASKED)).isEqualTo(3);
        assertThat(counted(Counter.REFRESHES)).isEqualTo(2);
        assertThat(counted(Counter.HITS)).isEqualTo(5);
        assertThat(counted(Counter.MISSES)).isEqualTo(1);
    }

    @Test
    void getAll_staleValues_areLoadedAnewInOneCall() {
        put(1, 2, 3);
        test.clock.advance(TTL);

        assertThat(freshReads.getAll(List.of(1, 2, 3))).isEqualTo(Map.of(1, "old 1", 2, "old 2", 3, "old 3"));
        assertThat(freshReads.get(1)).isEqualTo("old 1");
        assertThat(source.asked).isEmpty();
        runQueued();

        assertThat(source.asked).as("what waits is not asked for again").containsExactly("loadAll [1, 2, 3]");
        assertThat(test.reads.find(2)).isEqualTo("new 2");
        assertThat(counted(Counter.REFRESHES)).isEqualTo(3);
    }

    @Test
    void getAll_oneIsInvalidatedDuringTheLoad_isNotPutBack() {
        put(1, 2);
        test.clock.advance(TTL);
        freshReads.getAll(List.of(1, 2));
        source.during = () -> test.invalidations.key(1);

        runQueued();

        assertThat(source.asked).containsExactly("loadAll [1, 2]");
        assertThat(test.reads.contains(1)).isFalse();
        assertThat(test.reads.find(2)).isEqualTo("new 2");
        assertThat(test.leases.size()).isZero();
    }

    @Test
    void getAll_oneIsBeingLoaded_isLeftToThatLoad() {
        put(1, 2, 3);
        test.clock.advance(TTL);
        freshReads.getAll(List.of(1, 2, 3));
        source.during = () -> { // the load of 1 by a reader, in whose time the others have their turn
            source.during = () -> {};
            Running.start(this::runQueued).join();
        };

        bulkLoads.loadAbsent(List.of(1));

        assertThat(source.asked).containsExactly("loadAll [1]", "loadAll [2, 3]");
        assertThat(test.loads.size()).isZero();
    }

    @Test
    void getAll_loadFails_isAFailureOfEach() {
        Logger logger = Logger.getLogger(Refreshes.class.getName());
        logger.setFilter(unlogged -> false);
        put(1, 2);
        test.clock.advance(TTL);
        freshReads.getAll(List.of(1, 2));
        source.during = () -> {
            throw new IllegalStateException("down");
        };

        runQueued();

        assertThat(counted(Counter.REFRESH_FAILURES)).isEqualTo(2);
        assertThat(freshReads.getAll(List.of(1, 2))).isEqualTo(Map.of(1, "old 1", 2, "old 2"));
        assertThat(queue).as("they are left alone for a second").isEmpty();
        logger.setFilter(null);
    }

    @Test
    void refreshes_listenerFails_areCountedAllTheSame() {
        put(1, 2, 3);
        test.parts
                .events()
                .register(new RecordingListener<>(event -> {
                            throw new IllegalStateException("on purpose");
                        })
                        .synchronous());
        test.clock.advance(DUE);
        test.reads.find(1);
        test.reads.findAll(List.of(2, 3), new HashMap<>());
        CapturedLog unlogged = new CapturedLog(BackgroundLoads.class.getName());
        runQueued();
        unlogged.close();

        assertThat(test.reads.find(1)).isEqualTo("new 1");
        assertThat(counted(Counter.REFRESHES)).isEqualTo(3);
    }

    @Test
    void refuseFills_duringARefresh_nothingIsPut() {
        put(1);
        test.clock.advance(DUE);
        test.reads.find(1);
        source.during = test.engine::refuseFills;

        runQueued();

        assertThat(test.reads.find(1)).isEqualTo("old 1");
    }

    @Test
    void refuseFills_loadThatBeginsAfterwards_isReturnedAndNotPut() {
        test.engine.refuseFills();

        assertThat(freshReads.get(1)).isEqualTo("new 1");
        assertThat(test.reads.contains(1)).isFalse();
        assertThat(test.leases.size()).isZero();
    }

    private long counted(Counter counter) {
        return test.parts.statistics().get(counter);
    }
}
