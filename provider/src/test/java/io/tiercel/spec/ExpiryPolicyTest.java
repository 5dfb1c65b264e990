package io.tiercel.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tiercel.TiercelCache;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CompletionListenerFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each operation asks the expiry policy (JSR-107 1.1.1, the table of the chapter "Expiry Policies"). */
class ExpiryPolicyTest {

    @AutoClose
    private final CacheFixture caches = new CacheFixture();

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void operation_absentEntry_asks(
            String name, Consumer<TiercelCache<String, String>> operation, String absent, String present) {
        AskedPolicy policy = new AskedPolicy();
        TiercelCache<String, String> cache = create(policy);
        operation.accept(cache);
        assertThat(policy.asked()).isEqualTo(absent);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void operation_presentEntry_asks(
            String name, Consumer<TiercelCache<String, String>> operation, String absent, String present) {
        AskedPolicy policy = new AskedPolicy();
        TiercelCache<String, String> cache = create(policy);
        cache.put("k", "old");
        policy.asked.clear();
        operation.accept(cache);
        assertThat(policy.asked()).isEqualTo(present);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void operation_presentEntry_movesTheDeadlineAsAnswered(
            String name, Consumer<TiercelCache<String, String>> operation, String absent, String present) {
        AskedPolicy policy = new AskedPolicy();
        TiercelCache<String, String> cache = create(policy);
        cache.put("k", "old"); // for 10 s
        caches.advance(java.time.Duration.ofSeconds(5));
        operation.accept(cache);
        boolean left = !cache.containsKey("k");
        int seconds = switch (present) {
            case "access" -> 20;
            case "update", "access update" -> 30;
            default -> 5;
        };
        caches.advance(java.time.Duration.ofSeconds(seconds).minusMillis(1));
        assertThat(cache.containsKey("k")).isEqualTo(!left);
        caches.advance(java.time.Duration.ofMillis(1));
        assertThat(cache.containsKey("k")).isFalse();
    }

    private TiercelCache<String, String> create(AskedPolicy policy) {
        return caches.create(c -> c.expiry(() -> policy)
                .loader(new MapLoader(Map.of("k", "loaded")))
                .readThrough(false));
    }

    static Stream<Arguments> operations() {
        return Stream.of(
                operation("containsKey", c -> c.containsKey("k"), "", ""),
                operation("get", c -> c.get("k"), "", "access"),
                operation("getAll", c -> c.getAll(Set.of("k")), "", "access"),
                operation("get with a function", c -> c.get("k", key -> "new"), "creation", "access"),
                operation("put", c -> c.put("k", "new"), "creation", "update"),
                operation("putAll", c -> c.putAll(Map.of("k", "new")), "creation", "update"),
                operation("getAndPut", c -> c.getAndPut("k", "new"), "creation", "update"),
                operation("putIfAbsent", c -> c.putIfAbsent("k", "new"), "creation", ""),
                operation("replace", c -> c.replace("k", "new"), "", "update"),
                operation("replace the value", c -> c.replace("k", "old", "new"), "", "update"),
                operation("replace another value", c -> c.replace("k", "other", "new"), "", "access"),
                operation("getAndReplace", c -> c.getAndReplace("k", "new"), "", "update"),
                operation("remove", c -> c.remove("k"), "", ""),
                operation("remove the value", c -> c.remove("k", "old"), "", ""),
                operation("remove another value", c -> c.remove("k", "other"), "", "access"),
                operation("getAndRemove", c -> c.getAndRemove("k"), "", ""),
                operation("removeAll", c -> c.removeAll(), "", ""),
                operation("clear", c -> c.clear(), "", ""),
                operation("iterate", c -> c.forEach(entry -> {}), "", "access"),
                operation("loadAll keeping", c -> loadAll(c, false), "creation", ""),
                operation("loadAll replacing", c -> loadAll(c, true), "creation", "update"),
                operation("invoke nothing", c -> c.invoke("k", (e, a) -> null), "", ""),
                operation("invoke exists", c -> c.invoke("k", (e, a) -> e.exists()), "", ""),
                operation("invoke getValue", c -> c.invoke("k", (e, a) -> e.getValue()), "", "access"),
                operation("invoke setValue", ExpiryPolicyTest::set, "creation", "update"),
                operation("invoke getValue and setValue", ExpiryPolicyTest::append, "creation", "access update"),
                operation("invoke getValue and remove", ExpiryPolicyTest::take, "", "access"),
                operation("invoke remove", ExpiryPolicyTest::remove, "", ""));
    }

    private static Arguments operation(
            String name, Consumer<TiercelCache<String, String>> operation, String absent, String present) {
        return arguments(name, operation, absent, present);
    }

    private static void set(TiercelCache<String, String> cache) {
        cache.invoke("k", (entry, arguments) -> {
            entry.setValue("new");
            return null;
        });
    }

    private static void append(TiercelCache<String, String> cache) {
        cache.invoke("k", (entry, arguments) -> {
            entry.setValue(entry.getValue() + "!");
            return null;
        });
    }

    private static void remove(TiercelCache<String, String> cache) {
        cache.invoke("k", (entry, arguments) -> {
            entry.remove();
            return null;
        });
    }

    private static void take(TiercelCache<String, String> cache) {
        cache.invoke("k", (entry, arguments) -> {
            String value = entry.getValue();
            entry.remove();
            return value;
        });
    }

    private static void loadAll(TiercelCache<String, String> cache, boolean replace) {
        CompletionListenerFuture done = new CompletionListenerFuture();
        cache.loadAll(Set.of("k"), replace, done);
        Completion.await(done);
    }

    /** Gives 10 s to creations, 20 s to accesses and 30 s to updates, and notes what it is asked. */
    private static final class AskedPolicy implements ExpiryPolicy {

        final List<String> asked = new ArrayList<>();

        String asked() {
            return String.join(" ", asked);
        }

        @Override
        public Duration getExpiryForCreation() {
            asked.add("creation");
            return new Duration(TimeUnit.SECONDS, 10);
        }

        @Override
        public Duration getExpiryForAccess() {
            asked.add("access");
            return new Duration(TimeUnit.SECONDS, 20);
        }

        @Override
        public Duration getExpiryForUpdate() {
            asked.add("update");
            return new Duration(TimeUnit.SECONDS, 30);
        }
    }
}
