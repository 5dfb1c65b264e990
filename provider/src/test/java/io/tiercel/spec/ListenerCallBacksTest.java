package io.tiercel.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.TiercelCache;
import io.tiercel.event.Eventually.Running;
import io.tiercel.event.RecordingListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import javax.cache.event.CacheEntryEvent;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Synchronous listeners that call back into the cache whose events they are told of: none hangs. */
@Timeout(60)
class ListenerCallBacksTest {

    @AutoClose
    private final CacheFixture caches = new CacheFixture();

    private final AtomicReference<Consumer<CacheEntryEvent<? extends String, ? extends String>>> onEvent =
            new AtomicReference<>(event -> {});
    private final RecordingListener<String, String> listener =
            new RecordingListener<>(event -> onEvent.get().accept(event));
    private final TiercelCache<String, String> cache = caches.create(c -> c.listener(listener.synchronous()));

    @Test
    void put_listenerPutsTheSameKey_bothAreToldInOrder() {
        onEvent.set(event -> {
            if (event.getValue().equals("1")) {
                cache.put("a", "2");
            }
        });
        Running.start(() -> cache.put("a", "1")).join();
        assertThat(cache.get("a")).isEqualTo("2");
        assertThat(listener.values()).containsExactly("1", "2");
    }

    @Test
    void put_listenerReadsTheSameKey_seesTheNewValue() {
        List<String> seen = new ArrayList<>();
        onEvent.set(event -> seen.add(cache.get(event.getKey())));
        Running.start(() -> cache.put("a", "1")).join();
        assertThat(seen).containsExactly("1");
    }

    @Test
    void put_listenerInvokesAProcessorOnTheSameKey_isApplied() {
        onEvent.set(event -> {
            if (event.getValue().length() < 4) {
                cache.invoke(event.getKey(), (entry, arguments) -> {
                    entry.setValue(entry.getValue() + "!");
                    return null;
                });
            }
        });
        Running.start(() -> cache.put("a", "1")).join();
        assertThat(listener.values()).containsExactly("1", "1!", "1!!", "1!!!");
    }

    @Test
    void put_listenerPutsAnotherKey_bothAreTold() {
        onEvent.set(event -> {
            if (event.getKey().equals("a")) {
                cache.put("b", event.getValue());
            }
        });
        Running.start(() -> cache.put("a", "1")).join();
        assertThat(cache.get("b")).isEqualTo("1");
        assertThat(listener.recorded()).hasSize(2);
    }

    @Test
    void put_listenersOfTwoThreadsPutEachOthersKeys_neitherHangs() {
        CyclicBarrier bothTold = new CyclicBarrier(2);
        onEvent.set(event -> {
            if (event.getValue().equals("first")) {
                await(bothTold);
                cache.put(event.getKey().equals("a") ? "b" : "a", "second");
            }
        });
        Running one = Running.start(() -> cache.put("a", "first"));
        Running other = Running.start(() -> cache.put("b", "first"));
        one.join();
        other.join();
        assertThat(listener.values()).containsExactlyInAnyOrder("first", "first", "second", "second");
    }

    @Test
    void clear_listenerClears_returns() {
        onEvent.set(event -> cache.clear());
        Running.start(() -> cache.put("a", "1")).join();
        assertThat(cache.containsKey("a")).isFalse();
    }

    @Test
    void get_listenerOfTheLoadedEntryRemovesAndReadsIt_loadsAnew() {
        MapLoader loader = new MapLoader(Map.of("a", "1"));
        TiercelCache<String, String> loading =
                caches.create(c -> c.loader(loader).listener(listener.synchronous()));
        AtomicBoolean once = new AtomicBoolean();
        List<String> seen = new ArrayList<>();
        onEvent.set(event -> {
            if (once.compareAndSet(false, true)) {
                loading.remove("a");
                seen.add(loading.get("a"));
            }
        });
        Running.start(() -> assertThat(loading.get("a")).isEqualTo("1")).join();
        assertThat(seen).containsExactly("1");
        assertThat(loader.calls).hasValue(2);
    }

    @Test
    void put_manyWriters_aKeysEventsComeInTheOrderOfItsValues() {
        List<Running> writers = new ArrayList<>();
        for (int writer = 0; writer < 4; writer++) {
            writers.add(Running.start(() -> IntStream.range(0, 1_000)
                    .forEach(i -> cache.invoke("k" + i % 3, (entry, arguments) -> {
                        String old = entry.getValue();
                        entry.setValue(old == null ? "1" : String.valueOf(Integer.parseInt(old) + 1));
                        return null;
                    }))));
        }
        writers.forEach(Running::join);
        for (String key : List.of("k0", "k1", "k2")) {
            List<String> values = listener.recorded().stream()
                    .filter(event -> event.key().equals(key))
                    .map(RecordingListener.Recorded::value)
                    .toList();
            assertThat(values)
                    .isEqualTo(IntStream.rangeClosed(1, values.size())
                            .mapToObj(String::valueOf)
                            .toList());
            assertThat(cache.get(key)).isEqualTo(String.valueOf(values.size()));
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (Exception e) { // of any kind: the test has failed
            throw new AssertionError(e);
        }
    }
}
