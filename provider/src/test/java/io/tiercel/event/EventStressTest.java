package io.tiercel.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.event.Eventually.Running;
import io.tiercel.event.RecordingListener.Recorded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random writers, whose listeners write too, against a history that is kept under each key's lock. */
@Timeout(120)
class EventStressTest {

    private static final int WRITERS = 4;
    private static final int CHANGES = 1_500;

    /** A unique value, and how many more listeners may write because of it. */
    private record Stamp(int id, int depth) {}

    private final ExecutorService threads = EventExecutors.create("stress", EventStressTest.class.getClassLoader(), 2);
    private final TestCache<Integer, Stamp> cache =
            new TestCache<>(threads, new EventSettings(1_000_000, Duration.ZERO, Duration.ofMinutes(1)));
    private final Map<Integer, List<Recorded<Integer, Stamp>>> history = new ConcurrentHashMap<>();
    private final AtomicInteger ids = new AtomicInteger();

    /** How many calls of the asynchronous listener are through, and with them the changes that it made. */
    private final AtomicLong ended = new AtomicLong();

    @AfterEach
    void shutDown() {
        threads.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 50})
    void everyListener_isToldTheHistoryOfEachKeyOnceAndInOrder(int keys) {
        RecordingListener<Integer, Stamp> synchronous = new RecordingListener<>(event -> writeOn(event, keys));
        RecordingListener<Integer, Stamp> second = new RecordingListener<>();
        RecordingListener<Integer, Stamp> asynchronous = new RecordingListener<>(event -> {
            writeOn(event, keys);
            ended.incrementAndGet();
        });
        cache.dispatcher.register(synchronous.synchronous());
        cache.dispatcher.register(second.synchronous());
        cache.dispatcher.register(asynchronous.asynchronous());
        List<Running> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            Random random = new Random(keys * 31L + i);
            writers.add(Running.start(() -> {
                for (int j = 0; j < CHANGES; j++) {
                    change(random.nextInt(keys), random.nextInt(10) == 0 ? 2 : 0, random.nextInt(3) == 0);
                }
            }));
        }
        writers.forEach(Running::join);
        Eventually.await("all is delivered", () -> ended.get() == count());
        cache.dispatcher.close();

        assertThat(byKey(synchronous)).isEqualTo(history);
        assertThat(byKey(second)).isEqualTo(history);
        assertThat(byKey(asynchronous)).isEqualTo(history);
        assertThat(cache.dispatcher.pendingKeys()).isZero();
        assertThat(cache.dispatcher.droppedEvents()).isZero();
        assertThat(cache.dispatcher.unseenFailures()).isZero();
    }

    private void writeOn(CacheEntryEvent<? extends Integer, ? extends Stamp> event, int keys) {
        int depth = event.getValue().depth();
        if (depth > 0 && event.getEventType() != EventType.REMOVED) {
            ThreadLocalRandom random = ThreadLocalRandom.current();
            change(random.nextBoolean() ? event.getKey() : random.nextInt(keys), depth - 1, random.nextInt(5) == 0);
        }
    }

    private void change(int key, int depth, boolean remove) {
        cache.compute(key, old -> {
            Stamp next = remove ? null : new Stamp(ids.incrementAndGet(), depth);
            if (old != null || next != null) {
                history.computeIfAbsent(key, first -> new ArrayList<>()).add(recorded(key, old, next));
            }
            return next;
        });
    }

    private static Recorded<Integer, Stamp> recorded(int key, @Nullable Stamp old, @Nullable Stamp next) {
        EventType type = next == null ? EventType.REMOVED : old == null ? EventType.CREATED : EventType.UPDATED;
        return new Recorded<>(type, key, next == null ? old : next, old);
    }

    private long count() {
        return history.values().stream().mapToLong(List::size).sum();
    }

    private static Map<Integer, List<Recorded<Integer, Stamp>>> byKey(RecordingListener<Integer, Stamp> listener) {
        return listener.recorded().stream().collect(Collectors.groupingBy(Recorded::key));
    }
}
