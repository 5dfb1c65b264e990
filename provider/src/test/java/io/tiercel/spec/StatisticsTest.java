package io.tiercel.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tiercel.TiercelCache;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.integration.CompletionListenerFuture;
import javax.cache.processor.MutableEntry;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each operation counts for an absent, a present and an expired entry (Javadoc of CacheStatisticsMXBean). */
class StatisticsTest {

    private static final Counts NOTHING = Counts.NONE;

    @AutoClose
    private final CacheFixture caches = new CacheFixture();

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void operation_absentEntry_counts(
            String name, Consumer<TiercelCache<String, String>> operation, Counts absent, Counts present) {
        TiercelCache<String, String> cache = caches.create(c -> {});
        operation.accept(cache);
        assertThat(Counts.of(cache)).isEqualTo(absent);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void operation_presentEntry_counts(
            String name, Consumer<TiercelCache<String, String>> operation, Counts absent, Counts present) {
        TiercelCache<String, String> cache = caches.create(c -> {});
        cache.put("k", "old");
        cache.statistics().reset();
        operation.accept(cache);
        assertThat(Counts.of(cache)).isEqualTo(present);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void operation_expiredEntry_countsAsIfAbsent(
            String name, Consumer<TiercelCache<String, String>> operation, Counts absent, Counts present) {
        TiercelCache<String, String> cache = caches.create(c -> c.expireAfterWrite(Duration.ofSeconds(1)));
        cache.put("k", "old");
        cache.statistics().reset();
        caches.advance(Duration.ofSeconds(1));
        operation.accept(cache);
        assertThat(Counts.of(cache)).isEqualTo(absent);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void operation_withWriter_countsTheSame(
            String name, Consumer<TiercelCache<String, String>> operation, Counts absent, Counts present) {
        TiercelCache<String, String> cache = caches.create(c -> c.writer(new RecordingWriter()));
        cache.put("k", "old");
        cache.statistics().reset();
        operation.accept(cache);
        assertThat(Counts.of(cache)).isEqualTo(present);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void operation_statisticsDisabled_countsNothing(
            String name, Consumer<TiercelCache<String, String>> operation, Counts absent, Counts present) {
        TiercelCache<String, String> cache = caches.create(c -> {});
        cache.put("k", "old");
        cache.statistics().reset();
        caches.manager().enableStatistics(cache.getName(), false);
        operation.accept(cache);
        assertThat(Counts.of(cache)).isEqualTo(NOTHING);
    }

    static Stream<Arguments> operations() {
        Counts miss = Counts.misses(1);
        Counts hit = Counts.hits(1);
        Counts put = NOTHING.withPuts(1);
        Counts removal = NOTHING.withRemovals(1);
        return Stream.of(
                operation("get", c -> c.get("k"), miss, hit),
                operation("getAll", c -> c.getAll(Set.of("k", "x")), Counts.misses(2), new Counts(1, 1, 0, 0)),
                operation("containsKey", c -> c.containsKey("k"), NOTHING, NOTHING),
                operation("put", c -> c.put("k", "new"), put, put),
                operation("getAndPut", c -> c.getAndPut("k", "new"), miss.withPuts(1), hit.withPuts(1)),
                operation("putAll", c -> c.putAll(Map.of("k", "new", "x", "new")), twice(put), twice(put)),
                operation("putIfAbsent", c -> c.putIfAbsent("k", "new"), miss.withPuts(1), hit),
                operation("remove", c -> c.remove("k"), NOTHING, removal),
                operation("remove the value", c -> c.remove("k", "old"), miss, hit.withRemovals(1)),
                operation("remove another value", c -> c.remove("k", "other"), miss, hit),
                operation("getAndRemove", c -> c.getAndRemove("k"), miss, hit.withRemovals(1)),
                operation("removeAll of keys", c -> c.removeAll(Set.of("k", "x")), NOTHING, removal),
                operation("removeAll", c -> c.removeAll(), NOTHING, removal),
                operation("replace", c -> c.replace("k", "new"), miss, hit.withPuts(1)),
                operation("replace the value", c -> c.replace("k", "old", "new"), miss, hit.withPuts(1)),
                operation("replace another value", c -> c.replace("k", "other", "new"), miss, hit),
                operation("getAndReplace", c -> c.getAndReplace("k", "new"), miss, hit.withPuts(1)),
                operation("clear", c -> c.clear(), NOTHING, NOTHING),
                operation("iterate", c -> c.forEach(entry -> {}), NOTHING, hit),
                operation("iterate and remove", StatisticsTest::removeByIterator, NOTHING, hit.withRemovals(1)),
                operation("loadAll", StatisticsTest::loadAll, NOTHING, NOTHING),
                operation("invoke nothing", c -> c.invoke("k", (e, a) -> null), miss, hit),
                operation("invoke getValue", c -> c.invoke("k", (e, a) -> e.getValue()), miss, hit),
                operation("invoke exists", c -> c.invoke("k", (e, a) -> e.exists()), miss, hit),
                operation(
                        "invoke setValue", c -> c.invoke("k", StatisticsTest::set), miss.withPuts(1), hit.withPuts(1)),
                operation("invoke remove", c -> c.invoke("k", StatisticsTest::remove), miss, hit.withRemovals(1)),
                operation(
                        "invokeAll setValue",
                        c -> c.invokeAll(Set.of("k", "x"), StatisticsTest::set),
                        Counts.misses(2).withPuts(2),
                        new Counts(1, 1, 2, 0)),
                operation("invoke that throws", StatisticsTest::invokeThrowing, miss, hit));
    }

    private static Arguments operation(
            String name, Consumer<TiercelCache<String, String>> operation, Counts absent, Counts present) {
        return arguments(name, operation, absent, present);
    }

    private static Counts twice(Counts once) {
        return new Counts(2 * once.hits(), 2 * once.misses(), 2 * once.puts(), 2 * once.removals());
    }

    private static Object set(MutableEntry<String, String> entry, Object... arguments) {
        entry.setValue("new");
        return null;
    }

    private static Object remove(MutableEntry<String, String> entry, Object... arguments) {
        entry.remove();
        return null;
    }

    private static void invokeThrowing(TiercelCache<String, String> cache) {
        assertThat(catchThrowable(() -> cache.invoke("k", (entry, arguments) -> {
                    throw new IllegalStateException("on purpose");
                })))
                .isNotNull();
    }

    private static void removeByIterator(TiercelCache<String, String> cache) {
        var entries = cache.iterator();
        while (entries.hasNext()) {
            entries.next();
            entries.remove();
        }
    }

    private static void loadAll(TiercelCache<String, String> cache) {
        CompletionListenerFuture done = new CompletionListenerFuture();
        cache.loadAll(Set.of("k"), true, done);
        Completion.await(done);
    }
}
