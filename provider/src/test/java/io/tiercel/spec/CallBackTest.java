package io.tiercel.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.TiercelCache;
import io.tiercel.TiercelConfigurationBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.Factory;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.expiry.ExpiryPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Code of the user that calls back into the cache that calls it, on the key that it is called for (1) and on another (2):
 * there is a result or a clear exception, never a hang, and the cache works afterwards.
 */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class CallBackTest {

    private final LoadFixture fixture = new LoadFixture();
    private final FakeSource source = new FakeSource();
    private final List<Throwable> refused = new CopyOnWriteArrayList<>();
    private final AtomicInteger callsBack = new AtomicInteger();

    @AfterEach
    void close() {
        fixture.close();
    }

    /** What the code calls back for. */
    private record CallBack(String name, int key, boolean reads, Consumer<Cache<Integer, String>> action) {
        @Override
        public String toString() {
            return name + " " + key;
        }
    }

    private static Stream<CallBack> callBacks() {
        return Stream.of(1, 2)
                .flatMap(key -> Stream.of(
                        new CallBack("get", key, true, c -> c.get(key)),
                        new CallBack("getAll", key, true, c -> c.getAll(Set.of(key, 3))),
                        new CallBack("containsKey", key, true, c -> c.containsKey(key)),
                        new CallBack("iterator", key, true, c -> c.forEach(Cache.Entry::getValue)),
                        new CallBack("put", key, false, c -> c.put(key, "back")),
                        new CallBack("putAll", key, false, c -> c.putAll(Map.of(key, "back", 3, "back"))),
                        new CallBack("putIfAbsent", key, false, c -> c.putIfAbsent(key, "back")),
                        new CallBack("replace", key, false, c -> c.replace(key, "back")),
                        new CallBack("replace old", key, false, c -> c.replace(key, "a", "back")),
                        new CallBack("remove", key, false, c -> c.remove(key)),
                        new CallBack("removeAll keys", key, false, c -> c.removeAll(Set.of(key))),
                        new CallBack("removeAll", key, false, Cache::removeAll),
                        new CallBack("clear", key, false, Cache::clear),
                        new CallBack("invoke get", key, false, c -> c.invoke(key, Processors.get())),
                        new CallBack("invoke set", key, false, c -> c.invoke(key, Processors.set("back"))),
                        new CallBack("loadAll", key, true, c -> c.loadAll(Set.of(key), false, null))));
    }

    private static Stream<Arguments> inTwoModes() {
        return callBacks().flatMap(back -> Stream.of(Arguments.of(back, false), Arguments.of(back, true)));
    }

    private TiercelConfigurationBuilder<Integer, String> builder(boolean withTimeout) {
        var builder = LoadFixture.builder().loader(source);
        return withTimeout ? builder.loaderTimeout(Duration.ofSeconds(25)) : builder;
    }

    /** Calls back once, and notes what the cache refuses. */
    private void callBackOnce(AtomicReference<CallBack> armed, Cache<Integer, String> cache) {
        CallBack back = armed.getAndSet(null);
        if (back != null) {
            callsBack.incrementAndGet();
            try {
                back.action.accept(cache);
            } catch (CacheException e) {
                refused.add(e);
                throw e;
            }
        }
    }

    private void tryTo(Runnable action) {
        try {
            action.run();
        } catch (CacheException e) {
            assertThat(e.getMessage()).isNotBlank(); // the call back was refused, or the wait that would not have ended
        }
    }

    private void requireUsable(TiercelCache<Integer, String> cache) {
        source.script = call -> {};
        Waits.Run.start(
                        () -> { // another thread finds nothing locked, claimed or waited for
                            for (int key = 1; key <= 4; key++) {
                                cache.put(key, "after");
                                assertThat(cache.get(key)).isEqualTo("after");
                                cache.invoke(key, Processors.remove());
                                cache.get(key);
                            }
                            cache.putAll(Map.of(1, "end", 2, "end", 3, "end"));
                            return null;
                        })
                .result();
        assertThat(cache.getAll(Set.of(1, 2, 3)).values()).containsOnly("end");
        Waits.until("all leases are given back", () -> LoadFixture.leasesOut(cache) == 0);
    }

    @ParameterizedTest(name = "{0}, timeout {1}")
    @MethodSource("inTwoModes")
    void loader_callsBack(CallBack back, boolean withTimeout) {
        TiercelCache<Integer, String> cache = fixture.cache(builder(withTimeout));
        AtomicReference<CallBack> armed = new AtomicReference<>(back);
        source.rows.putAll(Map.of(1, "a", 2, "b"));
        source.script = call -> callBackOnce(armed, cache);
        tryTo(() -> cache.get(1));
        armed.set(back);
        cache.clear();
        tryTo(() -> cache.getAll(Set.of(1, 4)));
        armed.set(back);
        cache.clear();
        tryTo(() -> cache.invoke(1, Processors.get()));
        boolean another = back.key == 2 && !back.name.equals("removeAll");
        assertThat(refused).matches(exceptions -> !another || exceptions.isEmpty(), "other keys are free");
        requireUsable(cache);
    }

    @ParameterizedTest
    @MethodSource("callBacks")
    void writer_callsBack(CallBack back) {
        FakeSource writer = new FakeSource();
        TiercelCache<Integer, String> cache = fixture.cache(builder(false).writer(writer));
        source.rows.put(1, "a");
        AtomicReference<CallBack> armed = new AtomicReference<>(back);
        writer.script = call -> callBackOnce(armed, cache);
        tryTo(() -> cache.put(1, "a"));
        armed.set(back);
        tryTo(() -> cache.remove(1));
        armed.set(back);
        tryTo(() -> cache.putAll(Map.of(1, "a", 4, "d")));
        armed.set(back);
        tryTo(() -> cache.invoke(1, Processors.set("x")));
        assertThat(callsBack).hasValue(4);
        writer.script = call -> {};
        requireUsable(cache);
    }

    @ParameterizedTest
    @MethodSource("callBacks")
    void processor_callsBack(CallBack back) {
        TiercelCache<Integer, String> cache = fixture.cache(builder(false));
        source.rows.put(2, "b");
        cache.put(1, "a");
        AtomicReference<CallBack> armed = new AtomicReference<>(back);
        tryTo(() -> cache.invoke(1, (entry, arguments) -> {
            callBackOnce(armed, cache);
            entry.setValue("set");
            return entry.getValue();
        }));
        // To see that a key is present, putIfAbsent only reads.
        boolean writesTheKey =
                back.key == 1 && !back.reads && !List.of("clear", "putIfAbsent").contains(back.name);
        assertThat(refused).hasSize(writesTheKey || back.name.equals("removeAll") ? 1 : 0);
        requireUsable(cache);
    }

    @Test
    void processor_putsItsOwnKeyIfAbsent_isRefusedWhereItIsAbsent() {
        TiercelCache<Integer, String> cache = fixture.cache(builder(false));
        assertThatThrownBy(() -> cache.invoke(1, (entry, arguments) -> cache.putIfAbsent(1, "back")))
                .isInstanceOf(CacheException.class);
        assertThat(cache.containsKey(1)).isFalse();
        requireUsable(cache);
    }

    @ParameterizedTest
    @MethodSource("callBacks")
    @SuppressWarnings("serial") // the factory is not serialized here
    void listener_callsBack(CallBack back) {
        for (boolean synchronous : new boolean[] {true, false}) {
            TiercelCache<Integer, String> cache = fixture.cache(builder(false));
            AtomicReference<CallBack> armed = new AtomicReference<>(back);
            List<String> told = new CopyOnWriteArrayList<>();
            CacheEntryCreatedListener<Integer, String> listener = events -> {
                callBackOnce(armed, cache);
                told.add("told");
            };
            cache.registerCacheEntryListener(new MutableCacheEntryListenerConfiguration<>(
                    new FactoryBuilder.SingletonFactory<>(listener), null, false, synchronous));
            cache.put(1, "a");
            Waits.until("the listener is told", () -> !told.isEmpty());
            assertThat(refused).isEmpty(); // nothing is locked when listeners are called
            requireUsable(cache);
        }
    }

    @ParameterizedTest
    @MethodSource("callBacks")
    void expiryPolicy_callsBack(CallBack back) {
        AtomicReference<CallBack> armed = new AtomicReference<>();
        AtomicReference<Cache<Integer, String>> called = new AtomicReference<>();
        Runnable callBack = () -> callBackOnce(armed, called.get());
        TiercelCache<Integer, String> cache =
                fixture.cache(builder(false).expiry((Factory<ExpiryPolicy>) () -> new CallingPolicy(callBack)));
        called.set(cache);
        armed.set(back);
        cache.put(1, "a"); // what a policy throws reaches nobody
        armed.set(back);
        cache.put(1, "b");
        armed.set(back);
        cache.get(1);
        armed.set(back);
        cache.replace(1, "x", "y");
        armed.set(null);
        assertThat(callsBack).as("creation and update at least").hasValueGreaterThanOrEqualTo(2);
        requireUsable(cache);
    }

    /** Calls back whenever it is asked. */
    private record CallingPolicy(Runnable callBack) implements ExpiryPolicy {
        @Override
        public javax.cache.expiry.Duration getExpiryForCreation() {
            callBack.run();
            return javax.cache.expiry.Duration.ONE_DAY;
        }

        @Override
        public javax.cache.expiry.Duration getExpiryForAccess() {
            callBack.run();
            return javax.cache.expiry.Duration.ONE_DAY;
        }

        @Override
        public javax.cache.expiry.Duration getExpiryForUpdate() {
            callBack.run();
            return javax.cache.expiry.Duration.ONE_DAY;
        }
    }

    @Test
    void loader_readsItsOwnKey_isToldSo() {
        TiercelCache<Integer, String> cache = fixture.cache(builder(false));
        source.script = call -> cache.get(1);
        assertThatThrownBy(() -> cache.get(1))
                .isInstanceOf(CacheException.class)
                .hasStackTraceContaining("a loader must not read its own key");
        requireUsable(cache);
    }

    @Test
    void processor_writesItsOwnKey_isToldSo() {
        TiercelCache<Integer, String> cache = fixture.cache(builder(false));
        assertThatThrownBy(() -> cache.invoke(1, (entry, arguments) -> {
                    cache.put(1, "back");
                    return null;
                }))
                .isInstanceOf(CacheException.class)
                .hasStackTraceContaining("must not write the key that it works on");
        requireUsable(cache);
    }
}
