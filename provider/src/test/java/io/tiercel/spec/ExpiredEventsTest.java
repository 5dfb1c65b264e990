package io.tiercel.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.TiercelCache;
import io.tiercel.event.Eventually;
import io.tiercel.event.Eventually.Running;
import io.tiercel.event.RecordingListener;
import io.tiercel.event.RecordingListener.Recorded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import javax.cache.event.EventType;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One EXPIRED event for each entry whose time is over, whoever finds it first, and none for what is evicted. */
@Timeout(60)
class ExpiredEventsTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int MOST_TOUCHES = 100;

    @AutoClose
    private final CacheFixture caches = new CacheFixture();

    private final RecordingListener<String, String> listener = new RecordingListener<>();

    @Test
    void put_evictionReclaimsExpiredEntries_firesOneExpiredEach() {
        TiercelCache<String, String> cache =
                caches.create(c -> c.heapEntries(10).expireAfterWrite(SECOND).listener(listener.synchronous()));
        IntStream.range(0, 10).forEach(i -> cache.put("old" + i, "v"));
        caches.advance(SECOND);
        IntStream.range(0, 100).forEach(i -> cache.put("new" + i, "v"));
        cache.getAll(Set.of("old0", "old5", "old9"));
        assertThat(keys(EventType.EXPIRED)).doesNotHaveDuplicates().allMatch(key -> key.startsWith("old"));
        IntStream.range(0, 10).forEach(i -> cache.get("old" + i));
        assertThat(keys(EventType.EXPIRED)).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void put_evictionOfLiveEntries_firesNothing() {
        TiercelCache<String, String> cache =
                caches.create(c -> c.heapEntries(10).expireAfterWrite(SECOND).listener(listener.synchronous()));
        IntStream.range(0, 100).forEach(i -> cache.put("k" + i, "v"));
        assertThat(listener.recorded()).hasSize(100).allMatch(event -> event.type() == EventType.CREATED);
    }

    @Test
    void readers_manyAtTheDeadline_fireExpiredOnce() {
        TiercelCache<String, String> cache =
                caches.create(c -> c.expireAfterWrite(SECOND).listener(listener.synchronous()));
        for (int round = 0; round < 200; round++) {
            String key = "k" + round;
            cache.put(key, "v");
            List<Running> readers = new ArrayList<>();
            for (int reader = 0; reader < 4; reader++) {
                readers.add(Running.start(() -> readUntilAbsent(cache, key)));
            }
            caches.advance(SECOND);
            readers.forEach(Running::join);
        }
        assertThat(keys(EventType.EXPIRED)).hasSize(200).doesNotHaveDuplicates();
    }

    @Test
    void touchers_racingTheDeadline_neverReviveWhatHasExpired() {
        TiercelCache<String, String> cache =
                caches.create(c -> c.expireAfterAccess(SECOND).listener(listener.synchronous()));
        for (int round = 0; round < 200; round++) {
            String key = "k" + round;
            cache.put(key, "v");
            List<Running> readers = new ArrayList<>();
            for (int reader = 0; reader < 3; reader++) {
                readers.add(Running.start(() -> {
                    for (int turn = 0; cache.get(key) != null; turn++) {
                        // two of them together let it expire; one that has the processor alone does it at last
                        caches.advance(turn < MOST_TOUCHES ? Duration.ofMillis(600) : SECOND);
                    }
                    assertThat(cache.get(key)).isNull();
                }));
            }
            readers.forEach(Running::join);
            assertThat(cache.containsKey(key)).isFalse();
        }
        assertThat(keys(EventType.EXPIRED)).hasSize(200).doesNotHaveDuplicates();
    }

    @Test
    void sweep_listenerThatHangs_stopsNoOtherCache() {
        CountDownLatch gate = new CountDownLatch(1);
        RecordingListener<String, String> hanging = new RecordingListener<>(event -> Eventually.await(gate));
        TiercelCache<String, String> stuck = caches.create(c -> c.expireAfterWrite(SECOND));
        TiercelCache<String, String> other =
                caches.create(c -> c.expireAfterWrite(SECOND).listener(listener.synchronous()));
        List.of(stuck, other).forEach(cache -> {
            cache.put("k", "v");
            cache.put("tagged", "v", Set.of("tag"));
        });
        stuck.registerCacheEntryListener(hanging.synchronous());
        caches.advance(SECOND);

        stuck.invalidateTag("tag"); // has it swept soon
        Eventual.await(() -> "the listener hangs", () -> !hanging.recorded().isEmpty());
        other.invalidateTag("tag");
        Eventual.await(
                () -> "the other one is told", () -> !keys(EventType.EXPIRED).isEmpty());

        gate.countDown();
    }

    @Test
    void sweep_listenerThatCallsBackAndCloses_doesNotHang() {
        AtomicReference<TiercelCache<String, String>> cache = new AtomicReference<>();
        CountDownLatch closed = new CountDownLatch(1);
        RecordingListener<String, String> calling = new RecordingListener<>(event -> {
            if (event.getEventType() == EventType.EXPIRED) {
                Running.start(() -> cache.get().put("from another thread", "v")).join();
                cache.get().put(event.getKey(), "v");
                cache.get().close();
                closed.countDown();
            }
        });
        cache.set(caches.create(c -> c.expireAfterWrite(SECOND).listener(calling.synchronous())));
        cache.get().put("k", "v");
        cache.get().put("tagged", "v", Set.of("tag"));
        caches.advance(SECOND);

        cache.get().invalidateTag("tag");

        Eventually.await(closed);
        assertThat(cache.get().isClosed()).isTrue();
    }

    @Test
    void writersAndReaders_tinyBoundedCache_everyEntryHasOneBeginningAndOneEndAtMost() {
        TiercelCache<String, String> cache = caches.create(
                c -> c.heapEntries(8).expireAfterAccess(Duration.ofMillis(2)).listener(listener.synchronous()));
        AtomicInteger values = new AtomicInteger();
        List<Running> threads = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            int seed = thread;
            threads.add(Running.start(() -> {
                for (int i = 0; i < 3_000; i++) {
                    String key = "k" + (i * 7 + seed) % 16;
                    if (i % 3 == 0) {
                        cache.put(key, "v" + values.incrementAndGet());
                    } else if (i % 11 == 0) {
                        cache.remove(key);
                    } else {
                        cache.get(key);
                    }
                    if (i % 5 == 0) {
                        caches.advance(Duration.ofMillis(1));
                    }
                }
            }));
        }
        threads.forEach(Running::join);
        assertThat(ended(listener.recorded())).doesNotHaveDuplicates().isNotEmpty();
        assertThat(begun(listener.recorded()))
                .doesNotHaveDuplicates()
                .hasSize(values.get())
                .containsAll(ended(listener.recorded()));
    }

    private static void readUntilAbsent(TiercelCache<String, String> cache, String key) {
        while (cache.get(key) != null) {
            Thread.onSpinWait();
        }
    }

    private List<String> keys(EventType type) {
        return listener.recorded().stream()
                .filter(event -> event.type() == type)
                .map(Recorded::key)
                .toList();
    }

    private static List<String> begun(List<Recorded<String, String>> events) {
        return events.stream()
                .filter(event -> event.type() == EventType.CREATED || event.type() == EventType.UPDATED)
                .map(Recorded::value)
                .toList();
    }

    private static List<String> ended(List<Recorded<String, String>> events) {
        return events.stream()
                .filter(event -> event.type() != EventType.CREATED)
                .map(Recorded::oldValue)
                .toList();
    }
}
