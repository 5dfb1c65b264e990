package io.tiercel.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.TiercelCache;
import io.tiercel.statistics.Counter;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.integration.CacheWriterException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A writer that fails keeps the cache from changing, whatever operation it was told of (Javadoc of CacheWriter). */
final class WriterFailureTest {

    private final LoadFixture fixture = new LoadFixture();
    private final FakeSource source = new FakeSource();
    private final RecordedEvents events = new RecordedEvents();
    private final TiercelCache<Integer, String> cache =
            fixture.cache(LoadFixture.builder().writer(source).listener(events.configuration()));

    @AfterEach
    void close() {
        fixture.close();
    }

    /** An operation on key 1, which has the value "old", or on key 2, which is absent. */
    private record Operation(String name, Preparation preparation) {
        @Override
        public String toString() {
            return name;
        }
    }

    @FunctionalInterface
    private interface Preparation {
        Runnable on(Cache<Integer, String> cache);
    }

    private static Operation op(String name, java.util.function.Consumer<Cache<Integer, String>> action) {
        return new Operation(name, cache -> () -> action.accept(cache));
    }

    private static Runnable removalByIterator(Cache<Integer, String> cache) {
        Iterator<Cache.Entry<Integer, String>> iterator = cache.iterator();
        iterator.next();
        return iterator::remove;
    }

    private static List<Operation> operations() {
        return List.of(
                op("put, present", c -> c.put(1, "new")),
                op("put, absent", c -> c.put(2, "new")),
                op("getAndPut, present", c -> c.getAndPut(1, "new")),
                op("getAndPut, absent", c -> c.getAndPut(2, "new")),
                op("putIfAbsent", c -> c.putIfAbsent(2, "new")),
                op("replace", c -> c.replace(1, "new")),
                op("replace old", c -> c.replace(1, "old", "new")),
                op("getAndReplace", c -> c.getAndReplace(1, "new")),
                op("putAll", c -> c.putAll(Map.of(1, "new", 2, "new"))),
                op("invoke set, present", c -> c.invoke(1, Processors.set("new"))),
                op("invoke set, absent", c -> c.invoke(2, Processors.set("new"))),
                op("invokeAll set", c -> firstFailure(c.invokeAll(Set.of(1, 2), Processors.set("new")))),
                op("remove, present", c -> c.remove(1)),
                op("remove, absent", c -> c.remove(2)),
                op("remove old", c -> c.remove(1, "old")),
                op("getAndRemove", c -> c.getAndRemove(1)),
                op("removeAll keys", c -> c.removeAll(Set.of(1, 2))),
                op("removeAll", Cache::removeAll),
                op("invoke remove", c -> c.invoke(1, Processors.remove())),
                op("invokeAll remove", c -> firstFailure(c.invokeAll(Set.of(1, 2), Processors.remove()))),
                new Operation("iterator.remove", WriterFailureTest::removalByIterator));
    }

    private static void firstFailure(Map<Integer, javax.cache.processor.EntryProcessorResult<String>> results) {
        assertThat(results).containsOnlyKeys(1, 2);
        results.values().forEach(result -> {
            try {
                result.get();
            } catch (RuntimeException e) {
                assertThat(e.getCause()).isInstanceOf(RuntimeException.class);
                throw (RuntimeException) e.getCause();
            }
        });
    }

    private static Stream<Arguments> failures() {
        List<Supplier<RuntimeException>> thrown = List.of(
                () -> new CacheWriterException("no"),
                () -> new IllegalStateException("no"),
                () -> Sneaky.hide(new java.io.IOException("no")));
        return operations().stream()
                .flatMap(operation -> thrown.stream().map(failure -> Arguments.of(operation, failure)));
    }

    @ParameterizedTest(name = "{0} {index}")
    @MethodSource("failures")
    void failingWriter_leavesValueEventsAndStatistics(Operation operation, Supplier<RuntimeException> failure) {
        cache.put(1, "old");
        Runnable action = operation.preparation.on(cache);
        events.all.clear();
        long[] counted = counted();
        source.script = call -> {
            throw failure.get();
        };

        assertThatThrownBy(action::run).isInstanceOf(CacheWriterException.class);

        assertThat(counted()).isEqualTo(counted);
        assertThat(events.all).isEmpty();
        assertThat(cache.get(1)).isEqualTo("old");
        assertThat(cache.get(2)).isNull();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void failingWithAnError_leavesCacheUsable(Operation operation) {
        cache.put(1, "old");
        Runnable action = operation.preparation.on(cache);
        source.script = call -> {
            throw new StackOverflowError("no");
        };
        assertThatThrownBy(action::run).isInstanceOf(StackOverflowError.class);
        assertThat(cache.get(1)).isEqualTo("old");
        assertThat(cache.containsKey(2)).isFalse();

        source.script = call -> {};
        Waits.Run.start(() -> {
                    operation.preparation.on(cache).run(); // from another thread: no key is held any more
                    return null;
                })
                .result();
        assertThat(cache.containsKey(1) && "old".equals(cache.get(1)) && !cache.containsKey(2))
                .as("unchanged")
                .isEqualTo(operation.name.equals("remove, absent"));
    }

    private long[] counted() {
        return Arrays.stream(Counter.values())
                .mapToLong(cache.statistics()::get)
                .toArray();
    }
}
