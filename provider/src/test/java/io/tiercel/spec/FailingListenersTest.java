package io.tiercel.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tiercel.TiercelCache;
import io.tiercel.TiercelConfigurationBuilder;
import io.tiercel.event.RecordingListener;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.event.EventType;
import javax.cache.integration.CompletionListenerFuture;
import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.EntryProcessorResult;
import javax.cache.processor.MutableEntry;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A synchronous listener that throws undoes nothing: the whole operation is done, and only then its caller is told. */
class FailingListenersTest {

    private static final Map<String, String> ABC = Map.of("a", "new", "b", "new", "c", "new");

    @AutoClose
    private final CacheFixture caches = new CacheFixture();

    private final RecordingListener<String, String> listener = new RecordingListener<>(event -> {
        throw new IllegalStateException("on purpose");
    });

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void operation_listenerThrows_isDoneAndFails(
            String name, Consumer<TiercelCache<String, String>> operation, Map<String, String> left) {
        assertDone(create(c -> {}), operation, left);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void operation_withWriterListenerThrows_isDoneAndFails(
            String name, Consumer<TiercelCache<String, String>> operation, Map<String, String> left) {
        assertDone(create(c -> c.writer(new RecordingWriter())), operation, left);
    }

    private static void assertDone(
            TiercelCache<String, String> cache,
            Consumer<TiercelCache<String, String>> operation,
            Map<String, String> left) {
        for (String key : new String[] {"a", "b", "c"}) {
            assertThat(catchThrowable(() -> cache.put(key, "old"))).isInstanceOf(CacheEntryListenerException.class);
        }
        assertThatThrownBy(() -> operation.accept(cache))
                .isExactlyInstanceOf(CacheEntryListenerException.class)
                .hasRootCauseMessage("on purpose");
        Map<String, String> contents = new TreeMap<>();
        cache.forEach(entry -> contents.put(entry.getKey(), entry.getValue()));
        assertThat(contents).isEqualTo(left);
    }

    static Stream<Arguments> operations() {
        Map<String, String> all = Map.of("a", "old", "b", "old", "c", "old");
        Map<String, String> changed = Map.of("a", "new", "b", "old", "c", "old");
        Map<String, String> removed = Map.of("b", "old", "c", "old");
        return Stream.of(
                operation("put", c -> c.put("a", "new"), changed),
                operation("getAndPut", c -> c.getAndPut("a", "new"), changed),
                operation("putAll", c -> c.putAll(ABC), ABC),
                operation("replace", c -> c.replace("a", "new"), changed),
                operation("replace the value", c -> c.replace("a", "old", "new"), changed),
                operation("getAndReplace", c -> c.getAndReplace("a", "new"), changed),
                operation("remove", c -> c.remove("a"), removed),
                operation("remove the value", c -> c.remove("a", "old"), removed),
                operation("getAndRemove", c -> c.getAndRemove("a"), removed),
                operation("removeAll of keys", c -> c.removeAll(all.keySet()), Map.of()),
                operation("removeAll", c -> c.removeAll(), Map.of()),
                operation("invoke", c -> c.invoke("a", FailingListenersTest::set), changed));
    }

    @Test
    void get_expiredListenerThrows_failsOnceAndTheEntryIsGone() {
        TiercelCache<String, String> cache = create(c -> c.expireAfterWrite(Duration.ofSeconds(1)));
        assertThat(catchThrowable(() -> cache.put("a", "1"))).isNotNull();
        caches.advance(Duration.ofSeconds(1));
        assertThatThrownBy(() -> cache.get("a")).isInstanceOf(CacheEntryListenerException.class);
        assertThat(cache.get("a")).isNull();
    }

    @Test
    void get_expiredListenerThrows_isCounted() {
        TiercelCache<String, String> cache = create(c -> c.expireAfterWrite(Duration.ofSeconds(1)));
        assertThat(catchThrowable(() -> cache.put("a", "1"))).isNotNull();
        caches.advance(Duration.ofSeconds(1));

        assertThat(catchThrowable(() -> cache.get("a"))).isNotNull();

        assertThat(CacheFixture.statisticsOf(cache).getCacheMisses()).isOne();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void getAll_expiredListenerThrows_readsAndCountsAllAndFailsThen(boolean refreshesAhead) {
        TiercelCache<String, String> cache = create(c -> {
            c.expireAfterWrite(Duration.ofSeconds(1));
            if (refreshesAhead) {
                c.loader(new MapLoader(ABC)).refreshAhead(0.8);
            }
        });
        for (String key : ABC.keySet()) {
            assertThat(catchThrowable(() -> cache.put(key, "old"))).isNotNull();
        }
        caches.advance(Duration.ofSeconds(1));

        assertThatThrownBy(() -> cache.getAll(ABC.keySet()))
                .isInstanceOf(CacheEntryListenerException.class)
                .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(2));

        assertThat(CacheFixture.statisticsOf(cache).getCacheMisses()).isEqualTo(3);
        assertThat(listener.recorded())
                .filteredOn(told -> told.type() == EventType.EXPIRED)
                .hasSize(3);
    }

    @Test
    void getAll_createdListenerThrows_keepsAllThatWasLoaded() {
        TiercelCache<String, String> cache = create(c -> c.loader(new MapLoader(ABC)));
        assertThatThrownBy(() -> cache.getAll(ABC.keySet())).isInstanceOf(CacheEntryListenerException.class);
        assertThat(cache.getAll(ABC.keySet())).isEqualTo(ABC);
        assertThat(listener.recorded()).hasSize(3);
    }

    @Test
    void loadAll_createdListenerThrows_keepsAllThatWasLoaded() {
        TiercelCache<String, String> cache = create(c -> c.loader(new MapLoader(ABC)));
        for (boolean replace : new boolean[] {false, true}) {
            cache.clear();
            CompletionListenerFuture done = new CompletionListenerFuture();
            cache.loadAll(ABC.keySet(), replace, done);
            assertThat(Completion.failure(done))
                    .isExactlyInstanceOf(CacheEntryListenerException.class)
                    .hasRootCauseMessage("on purpose");
            assertThat(cache).hasSize(3);
        }
    }

    @Test
    void invokeAll_listenerThrows_processesAllAndTellsOfTheListener() {
        TiercelCache<String, String> cache = create(c -> {});
        Map<String, EntryProcessorResult<String>> results =
                cache.invokeAll(Set.of("a", "b", "c"), FailingListenersTest::set);
        assertThat(cache).hasSize(3);
        assertThat(results).hasSize(3);
        results.values().forEach(result -> assertThatThrownBy(result::get).hasRootCauseMessage("on purpose"));
    }

    @Test
    void invoke_processorFailsAndExpiredListenerThrows_throwsWhatTheProcessorThrew() {
        TiercelCache<String, String> cache = create(c -> c.expireAfterWrite(Duration.ofSeconds(1)));
        assertThat(catchThrowable(() -> cache.put("a", "1"))).isNotNull();
        caches.advance(Duration.ofSeconds(1));
        assertThatThrownBy(() -> cache.invoke("a", (entry, arguments) -> {
                    throw new IllegalArgumentException("of the processor");
                }))
                .isInstanceOf(EntryProcessorException.class)
                .hasRootCauseMessage("of the processor")
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .singleElement()
                        .isInstanceOf(CacheEntryListenerException.class));
    }

    private static Arguments operation(
            String name, Consumer<TiercelCache<String, String>> operation, Map<String, String> left) {
        return arguments(name, operation, left);
    }

    private static String set(MutableEntry<String, String> entry, Object... arguments) {
        entry.setValue("new");
        return "set";
    }

    private TiercelCache<String, String> create(Consumer<TiercelConfigurationBuilder<String, String>> more) {
        return caches.create(c -> more.accept(c.listener(listener.synchronous())));
    }
}
