package io.tiercel.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tiercel.TiercelCache;
import io.tiercel.TiercelConfigurationBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.cache.Cache;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An expired entry is absent for every operation: what each returns of one, leaves of it, and tells the writer. */
class ExpiredIsAbsentTest {

    @AutoClose
    private final CacheFixture caches = new CacheFixture();

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("combinations")
    void operation_expiredEntry_doesAsIfThereWereNone(
            String name,
            String expiry,
            Function<TiercelCache<String, String>, Object> operation,
            Consumer<TiercelConfigurationBuilder<String, String>> configuration) {
        RecordingWriter writerOfEmpty = new RecordingWriter();
        TiercelCache<String, String> empty = caches.create(c -> configuration.accept(c.writer(writerOfEmpty)));
        Object expected = operation.apply(empty);
        List<String> left = contents(empty);
        RecordingWriter writer = new RecordingWriter();
        TiercelCache<String, String> cache = caches.create(c -> configuration.accept(c.writer(writer)));
        cache.put("k", "old");
        caches.advance(Duration.ofSeconds(1));
        assertThat(operation.apply(cache)).isEqualTo(expected);
        assertThat(contents(cache)).isEqualTo(left);
        List<String> told = new ArrayList<>(writerOfEmpty.told());
        told.add(0, "+k");
        assertThat(writer.told()).isEqualTo(told);
    }

    static Stream<Arguments> combinations() {
        return operations()
                .flatMap(operation -> Stream.of(
                        with(operation, "after write", c -> c.expireAfterWrite(Duration.ofSeconds(1))),
                        with(operation, "after access", c -> c.expireAfterAccess(Duration.ofSeconds(1))),
                        with(operation, "policy", c -> c.expiry(() -> new OneSecondPolicy()))));
    }

    private record Named(String name, Function<TiercelCache<String, String>, Object> operation) {}

    private static Arguments with(
            Named named, String expiry, Consumer<TiercelConfigurationBuilder<String, String>> configuration) {
        return arguments(named.name, expiry, named.operation, configuration);
    }

    private static Stream<Named> operations() {
        return Stream.of(
                new Named("get", c -> String.valueOf(c.get("k"))),
                new Named("get with a function", c -> c.get("k", key -> "new")),
                new Named("getAll", c -> c.getAll(Set.of("k"))),
                new Named("containsKey", c -> c.containsKey("k")),
                new Named("iterate", c -> contents(c)),
                new Named("put", after(c -> c.put("k", "new"))),
                new Named("putAll", after(c -> c.putAll(Map.of("k", "new")))),
                new Named("getAndPut", c -> String.valueOf(c.getAndPut("k", "new"))),
                new Named("putIfAbsent", c -> c.putIfAbsent("k", "new")),
                new Named("replace", c -> c.replace("k", "new")),
                new Named("replace the value", c -> c.replace("k", "old", "new")),
                new Named("replace another value", c -> c.replace("k", "other", "new")),
                new Named("getAndReplace", c -> String.valueOf(c.getAndReplace("k", "new"))),
                new Named("remove", c -> c.remove("k")),
                new Named("remove the value", c -> c.remove("k", "old")),
                new Named("remove another value", c -> c.remove("k", "other")),
                new Named("getAndRemove", c -> String.valueOf(c.getAndRemove("k"))),
                new Named("removeAll of keys", after(c -> c.removeAll(Set.of("k")))),
                new Named("removeAll", after(c -> c.removeAll())),
                new Named("clear", after(c -> c.clear())),
                new Named("invoke", ExpiredIsAbsentTest::existsAndValue),
                new Named("invokeAll", ExpiredIsAbsentTest::valueOfEach));
    }

    private static Function<TiercelCache<String, String>, Object> after(Consumer<TiercelCache<String, String>> call) {
        return cache -> {
            call.accept(cache);
            return "nothing returned";
        };
    }

    private static Object existsAndValue(TiercelCache<String, String> cache) {
        return cache.invoke("k", (entry, arguments) -> {
            String seen = entry.exists() + " " + entry.getValue();
            entry.setValue("new");
            return seen;
        });
    }

    private static Object valueOfEach(TiercelCache<String, String> cache) {
        return cache.invokeAll(Set.of("k"), (entry, arguments) -> String.valueOf(entry.getValue()))
                .get("k")
                .get();
    }

    private static List<String> contents(TiercelCache<String, String> cache) {
        List<String> contents = new ArrayList<>();
        for (Cache.Entry<String, String> entry : cache) {
            contents.add(entry.getKey() + "=" + entry.getValue());
        }
        return contents;
    }

    /** A policy that the provider does not know, so that it is asked each time. */
    private static final class OneSecondPolicy implements javax.cache.expiry.ExpiryPolicy {
        private static final javax.cache.expiry.Duration SECOND = new javax.cache.expiry.Duration(TimeUnit.SECONDS, 1);

        @Override
        public javax.cache.expiry.Duration getExpiryForCreation() {
            return SECOND;
        }

        @Override
        public javax.cache.expiry.Duration getExpiryForAccess() {
            return SECOND;
        }

        @Override
        public javax.cache.expiry.Duration getExpiryForUpdate() {
            return SECOND;
        }
    }
}
