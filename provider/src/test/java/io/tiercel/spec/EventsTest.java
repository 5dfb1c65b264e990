package io.tiercel.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tiercel.TiercelCache;
import io.tiercel.TiercelConfigurationBuilder;
import io.tiercel.event.RecordingListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.integration.CompletionListenerFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which event each operation fires for an absent, a present and an expired entry, with which values. */
class EventsTest {

    private static final List<String> NONE = List.of();
    private static final String EXPIRED = "EXPIRED k=old was old";

    @AutoClose
    private final CacheFixture caches = new CacheFixture();

    private final RecordingListener<String, String> listener = new RecordingListener<>();

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void operation_absentEntry_fires(
            String name, Consumer<TiercelCache<String, String>> operation, List<String> absent, List<String> present) {
        assertThat(fired(create(c -> {}), operation)).isEqualTo(absent);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void operation_presentEntry_fires(
            String name, Consumer<TiercelCache<String, String>> operation, List<String> absent, List<String> present) {
        TiercelCache<String, String> cache = create(c -> {});
        cache.put("k", "old");
        assertThat(fired(cache, operation)).isEqualTo(present);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void operation_presentEntryWithWriter_firesTheSame(
            String name, Consumer<TiercelCache<String, String>> operation, List<String> absent, List<String> present) {
        TiercelCache<String, String> cache = create(c -> c.writer(new RecordingWriter()));
        cache.put("k", "old");
        assertThat(fired(cache, operation)).isEqualTo(present);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void operation_expiredEntry_firesExpiredOnceAndThenAsIfAbsent(
            String name, Consumer<TiercelCache<String, String>> operation, List<String> absent, List<String> present) {
        TiercelCache<String, String> cache = create(c -> c.expireAfterWrite(Duration.ofSeconds(1)));
        cache.put("k", "old");
        caches.advance(Duration.ofSeconds(1));
        List<String> expected = new ArrayList<>(absent);
        expected.add(0, EXPIRED);
        List<String> fired = fired(cache, c -> {
            operation.accept(c);
            c.get("k"); // an operation that only passes by may leave the dead entry to the next one
        });
        assertThat(fired).isEqualTo(name.equals("clear") ? NONE : expected);
    }

    private TiercelCache<String, String> create(Consumer<TiercelConfigurationBuilder<String, String>> more) {
        return caches.create(c -> {
            c.loader(new MapLoader(Map.of("k", "loaded"))).readThrough(false).listener(listener.synchronous());
            more.accept(c);
        });
    }

    private List<String> fired(TiercelCache<String, String> cache, Consumer<TiercelCache<String, String>> operation) {
        int before = listener.recorded().size();
        operation.accept(cache);
        return listener.recorded().stream()
                .skip(before)
                .map(event -> event.type() + " " + event.key() + "=" + event.value()
                        + (event.oldValue() == null ? "" : " was " + event.oldValue()))
                .toList();
    }

    static Stream<Arguments> operations() {
        List<String> created = List.of("CREATED k=new");
        List<String> updated = List.of("UPDATED k=new was old");
        List<String> removed = List.of("REMOVED k=old was old");
        return Stream.of(
                operation("get", c -> c.get("k"), NONE, NONE),
                operation("getAll", c -> c.getAll(Set.of("k")), NONE, NONE),
                operation("containsKey", c -> c.containsKey("k"), NONE, NONE),
                operation("iterate", c -> c.forEach(entry -> {}), NONE, NONE),
                operation("put", c -> c.put("k", "new"), created, updated),
                operation(
                        "put the same",
                        c -> c.put("k", "old"),
                        List.of("CREATED k=old"),
                        List.of("UPDATED k=old was old")),
                operation("getAndPut", c -> c.getAndPut("k", "new"), created, updated),
                operation("putAll", c -> c.putAll(Map.of("k", "new")), created, updated),
                operation("putIfAbsent", c -> c.putIfAbsent("k", "new"), created, NONE),
                operation("replace", c -> c.replace("k", "new"), NONE, updated),
                operation("replace the value", c -> c.replace("k", "old", "new"), NONE, updated),
                operation("replace another value", c -> c.replace("k", "other", "new"), NONE, NONE),
                operation("getAndReplace", c -> c.getAndReplace("k", "new"), NONE, updated),
                operation("remove", c -> c.remove("k"), NONE, removed),
                operation("remove the value", c -> c.remove("k", "old"), NONE, removed),
                operation("remove another value", c -> c.remove("k", "other"), NONE, NONE),
                operation("getAndRemove", c -> c.getAndRemove("k"), NONE, removed),
                operation("removeAll of keys", c -> c.removeAll(Set.of("k")), NONE, removed),
                operation("removeAll", c -> c.removeAll(), NONE, removed),
                operation("clear", c -> c.clear(), NONE, NONE),
                operation("iterate and remove", EventsTest::removeByIterator, NONE, removed),
                operation("loadAll keeping", c -> loadAll(c, false), List.of("CREATED k=loaded"), NONE),
                operation(
                        "loadAll replacing",
                        c -> loadAll(c, true),
                        List.of("CREATED k=loaded"),
                        List.of("UPDATED k=loaded was old")),
                invocation("nothing", NONE, NONE),
                invocation("get", NONE, NONE),
                invocation("set", created, updated),
                invocation("get set", created, updated),
                invocation("set set", created, updated),
                invocation("remove", NONE, removed),
                invocation("set remove", NONE, removed),
                invocation("remove set", created, updated),
                invocation("set throw", NONE, NONE));
    }

    private static Arguments operation(
            String name, Consumer<TiercelCache<String, String>> operation, List<String> absent, List<String> present) {
        return arguments(name, operation, absent, present);
    }

    private static Arguments invocation(String steps, List<String> absent, List<String> present) {
        return operation(
                "invoke: " + steps,
                cache -> {
                    Throwable failure = catchThrowable(() -> invoke(cache, steps));
                    assertThat(failure != null).isEqualTo(steps.contains("throw"));
                },
                absent,
                present);
    }

    private static void invoke(TiercelCache<String, String> cache, String steps) {
        cache.invoke("k", (entry, arguments) -> {
            for (String step : Arrays.asList(steps.split(" "))) {
                switch (step) {
                    case "get" -> entry.getValue();
                    case "set" -> entry.setValue("new");
                    case "remove" -> entry.remove();
                    case "throw" -> throw new IllegalStateException("on purpose");
                    default -> entry.getKey();
                }
            }
            return null;
        });
    }

    private static void removeByIterator(TiercelCache<String, String> cache) {
        Iterator<?> entries = cache.iterator();
        while (entries.hasNext()) {
            entries.next();
            entries.remove();
        }
    }

    private static void loadAll(TiercelCache<String, String> cache, boolean replace) {
        CompletionListenerFuture done = new CompletionListenerFuture();
        cache.loadAll(Set.of("k"), replace, done);
        Completion.await(done);
    }
}
