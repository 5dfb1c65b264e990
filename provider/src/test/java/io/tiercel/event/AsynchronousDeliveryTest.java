package io.tiercel.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.CapturedLog;
import io.tiercel.event.Eventually.Running;
import io.tiercel.jvm.Textless;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.EventType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AsynchronousDeliveryTest {

    private static final EventSettings PATIENT = new EventSettings(2, Duration.ofMinutes(1), Duration.ofMinutes(1));
    private static final EventSettings ROOMY = new EventSettings(10_000, Duration.ofMinutes(1), Duration.ofMinutes(1));
    private static final EventSettings IMPATIENT = new EventSettings(2, Duration.ZERO, Duration.ZERO);

    private final ManualExecutor manual = new ManualExecutor();
    private final ExecutorService threads =
            EventExecutors.create("test", AsynchronousDeliveryTest.class.getClassLoader(), 2);

    @AfterEach
    void shutDown() {
        threads.shutdownNow();
    }

    @Test
    void writer_isNotDelayedNorFailedByTheListener() {
        TestCache<String, Integer> cache = new TestCache<>(manual, EventSettings.defaults());
        RecordingListener<String, Integer> listener = asynchronous(cache, new RecordingListener<>(event -> {
            throw new IllegalStateException("broken");
        }));
        cache.put("k", 1);
        assertThat(listener.recorded()).isEmpty();
        try (CapturedLog log = new CapturedLog("io.tiercel.event")) {
            manual.runAll();
            assertThat(log.thrown())
                    .singleElement()
                    .satisfies(thrown -> assertThat(thrown).hasMessage("broken"));
        }
        assertThat(listener.values()).containsExactly(1);
    }

    @Test
    void failure_withoutText_doesNotEndTheDelivery() {
        TestCache<String, Integer> cache = new TestCache<>(manual, EventSettings.defaults());
        RecordingListener<String, Integer> listener = asynchronous(cache, new RecordingListener<>(event -> {
            throw new Textless();
        }));
        cache.put("k", 1);
        cache.put("k", 2);
        manual.runAll();
        assertThat(listener.values()).containsExactly(1, 2);
    }

    @Test
    void failures_ofAStorm_areLoggedOnceAndCounted() {
        TestCache<String, Integer> cache = new TestCache<>(manual, EventSettings.defaults());
        RecordingListener<String, Integer> listener = asynchronous(cache, new RecordingListener<>(event -> {
            throw new AssertionError("broken");
        }));
        IntStream.range(0, 1_000).forEach(i -> cache.put("k", i));
        try (CapturedLog log = new CapturedLog("io.tiercel.event")) {
            manual.runAll();
            assertThat(log.messages()).hasSize(1);
            cache.dispatcher.close();
            assertThat(log.messages().get(1)).startsWith("Cache test: 999 more failures");
        }
        assertThat(listener.recorded()).hasSize(1_000);
        assertThat(cache.dispatcher.unseenFailures()).isEqualTo(1_000);
    }

    @Test
    void writers_ofOneKey_areToldInOrder() {
        TestCache<String, Integer> cache = new TestCache<>(threads, ROOMY);
        List<Integer> told = new ArrayList<>();
        asynchronous(cache, new RecordingListener<>(event -> told.add(event.getValue())));
        List<Running> running = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            running.add(Running.start(() -> {
                for (int j = 0; j < 2_000; j++) {
                    cache.compute("k", old -> old == null ? 1 : old + 1);
                }
            }));
        }
        running.forEach(Running::join);
        cache.dispatcher.close();
        assertThat(told).hasSize(8_000).isSorted();
    }

    @Test
    void filter_isEvaluatedOnTheExecutor() {
        TestCache<String, Integer> cache = new TestCache<>(manual, EventSettings.defaults());
        List<Integer> evaluated = new ArrayList<>();
        RecordingListener<String, Integer> listener = new RecordingListener<>();
        cache.dispatcher.register(listener.configuration(false, event -> {
            evaluated.add(event.getValue());
            return event.getValue() > 1;
        }));
        cache.put("k", 1);
        cache.put("k", 2);
        assertThat(evaluated).isEmpty();
        manual.runAll();
        assertThat(evaluated).containsExactly(1, 2);
        assertThat(listener.values()).containsExactly(2);
    }

    @Test
    void fullQueue_withoutWaiting_dropsCountsAndLogsOncePerBurst() {
        TestCache<String, Integer> cache = new TestCache<>(manual, IMPATIENT);
        RecordingListener<String, Integer> listener = asynchronous(cache, new RecordingListener<>());
        try (CapturedLog log = new CapturedLog("io.tiercel.event")) {
            for (int burst = 0; burst < 2; burst++) {
                IntStream.rangeClosed(1, 5).forEach(i -> cache.put("k", i));
                manual.runAll();
            }
            assertThat(log.messages()).hasSize(4);
            assertThat(log.messages().get(0)).contains("is full", "capacity=2");
            assertThat(log.messages().get(1)).contains("3 events");
        }
        assertThat(listener.values()).containsExactly(1, 2, 1, 2);
        assertThat(cache.dispatcher.droppedEvents()).isEqualTo(6);
    }

    @Test
    void fullQueue_writerWaitsForRoom_losesNothing() {
        TestCache<String, Integer> cache = new TestCache<>(threads, PATIENT);
        CountDownLatch hold = new CountDownLatch(1);
        RecordingListener<String, Integer> listener =
                asynchronous(cache, new RecordingListener<>(event -> Eventually.await(hold)));
        Running writer = Running.start(() -> IntStream.rangeClosed(1, 100).forEach(i -> cache.put("k", i)));
        Eventually.await("the writer waits", () -> Eventually.isParked(writer.thread));
        hold.countDown();
        writer.join();
        cache.dispatcher.close();
        assertThat(listener.values())
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 100).boxed().toList());
        assertThat(cache.dispatcher.droppedEvents()).isZero();
    }

    @Test
    void fullQueue_noRoomInTime_dropsThatEventOnly() {
        TestCache<String, Integer> cache =
                new TestCache<>(manual, new EventSettings(2, Duration.ofMillis(1), Duration.ZERO));
        RecordingListener<String, Integer> listener = asynchronous(cache, new RecordingListener<>());
        IntStream.rangeClosed(1, 3).forEach(i -> cache.put("k", i));
        assertThat(cache.dispatcher.droppedEvents()).isOne();
        manual.runAll();
        cache.put("k", 4);
        manual.runAll();
        assertThat(listener.values()).containsExactly(1, 2, 4);
    }

    @Test
    void fullQueue_interruptedWriter_dropsItsEventAndStaysInterrupted() {
        TestCache<String, Integer> cache = new TestCache<>(manual, PATIENT);
        asynchronous(cache, new RecordingListener<>());
        Thread.currentThread().interrupt();
        IntStream.rangeClosed(1, 3).forEach(i -> cache.put("k", i));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(cache.dispatcher.droppedEvents()).isOne();
    }

    @Test
    void fullQueue_writtenByItsOwnListener_neverWaits() {
        TestCache<String, Integer> cache = new TestCache<>(threads, PATIENT);
        RecordingListener<String, Integer> listener = asynchronous(cache, new RecordingListener<>(event -> {
            if (event.getValue() == 0) {
                IntStream.rangeClosed(1, 10).forEach(i -> cache.put("k", i));
            }
        }));
        cache.put("k", 0);
        Eventually.await("the queue is drained", () -> listener.recorded().size() == 3);
        assertThat(cache.dispatcher.droppedEvents()).isEqualTo(8);
    }

    @Test
    void fullQueue_overflow_isBounded() {
        TestCache<String, Integer> cache = new TestCache<>(manual, PATIENT);
        RecordingListener<String, Integer> listener = asynchronous(cache, new RecordingListener<>());
        List<PendingEvent> batch = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            int value = i;
            PendingEvent event = cache.enqueue("k", old -> value);
            if (event != null) {
                batch.add(event);
            }
        }
        assertThat(cache.dispatcher.droppedEvents()).isEqualTo(6);
        Running writer = Running.start(() -> cache.dispatcher.deliver(batch));
        Eventually.await("the writer waits", () -> Eventually.isParked(writer.thread));
        manual.runAll();
        writer.join();
        assertThat(listener.values()).containsExactly(0, 1, 2, 3);
    }

    @Test
    void deregister_forgetsWhatIsQueuedAndReleasesWriters() {
        TestCache<String, Integer> cache = new TestCache<>(manual, PATIENT);
        RecordingListener<String, Integer> listener = new RecordingListener<>();
        MutableCacheEntryListenerConfiguration<String, Integer> configuration = listener.asynchronous();
        cache.dispatcher.register(configuration);
        Running writer = Running.start(() -> IntStream.rangeClosed(1, 3).forEach(i -> cache.put("k", i)));
        Eventually.await("the writer waits", () -> Eventually.isParked(writer.thread));
        cache.dispatcher.deregister(configuration);
        writer.join();
        manual.runAll();
        assertThat(listener.recorded()).isEmpty();
        assertThat(listener.closings()).isOne();
    }

    @Test
    void close_deliversWhatIsQueued() {
        TestCache<String, Integer> cache = new TestCache<>(threads, ROOMY);
        AtomicReference<Running> closing = new AtomicReference<>();
        RecordingListener<String, Integer> listener = asynchronous(cache, new RecordingListener<>(event -> {
            if (event.getValue() == 0) {
                Eventually.await(
                        "the close is under way",
                        () -> closing.get() != null && Eventually.isParked(closing.get().thread));
            }
        }));
        IntStream.range(0, 100).forEach(i -> cache.put("k", i));
        Running close = Running.start(cache.dispatcher::close);
        closing.set(close);
        close.join();
        assertThat(listener.recorded()).hasSize(100);
        assertThat(listener.closings()).isOne();
    }

    @Test
    void close_deadlineOver_dropsCountsAndClosesAfterTheLastCall() {
        TestCache<String, Integer> cache = new TestCache<>(threads, new EventSettings(9, Duration.ZERO, Duration.ZERO));
        CountDownLatch hold = new CountDownLatch(1);
        RecordingListener<String, Integer> listener =
                asynchronous(cache, new RecordingListener<>(event -> Eventually.await(hold)));
        cache.put("k", 1);
        Eventually.await("the call is under way", () -> !listener.recorded().isEmpty());
        cache.put("k", 2);
        try (CapturedLog log = new CapturedLog("io.tiercel.event")) {
            cache.dispatcher.close();
            assertThat(log.messages()).singleElement().asString().contains("1 events");
        }
        assertThat(cache.dispatcher.droppedEvents()).isOne();
        assertThat(listener.closings()).isZero();
        hold.countDown();
        Eventually.await("the listener is closed", () -> listener.closings() == 1);
        assertThat(listener.values()).containsExactly(1);
    }

    @Test
    void close_fromTheListenerItself_doesNotWaitForItself() {
        TestCache<String, Integer> cache = new TestCache<>(threads, PATIENT);
        RecordingListener<String, Integer> listener =
                asynchronous(cache, new RecordingListener<>(event -> cache.dispatcher.close()));
        cache.put("k", 1);
        Eventually.await("the listener is closed", () -> listener.closings() == 1);
        assertThat(listener.recorded()).hasSize(1);
    }

    @Test
    void close_byAThreadThatIsInterrupted_deliversWhatIsQueued() {
        TestCache<String, Integer> cache = new TestCache<>(threads, ROOMY);
        CountDownLatch mayEnd = new CountDownLatch(1);
        RecordingListener<String, Integer> listener =
                asynchronous(cache, new RecordingListener<>(event -> Eventually.await(mayEnd)));
        IntStream.rangeClosed(1, 3).forEach(i -> cache.put("k", i));
        List<Boolean> stillInterrupted = new CopyOnWriteArrayList<>();
        Running closer = Running.start(() -> {
            Thread.currentThread().interrupt();
            cache.dispatcher.close();
            stillInterrupted.add(Thread.currentThread().isInterrupted());
        });
        Eventually.await("the close waits", () -> Eventually.isParked(closer.thread));
        mayEnd.countDown();
        closer.join();
        assertThat(stillInterrupted).containsExactly(true);
        assertThat(listener.values()).containsExactly(1, 2, 3);
        assertThat(cache.dispatcher.droppedEvents()).isZero();
    }

    @Test
    void executor_refusing_dropsCountsAndLogs() {
        TestCache<String, Integer> cache = new TestCache<>(
                task -> {
                    throw new RejectedExecutionException("shut down");
                },
                EventSettings.defaults());
        asynchronous(cache, new RecordingListener<>());
        try (CapturedLog log = new CapturedLog("io.tiercel.event")) {
            cache.put("k", 1);
            assertThat(log.messages()).singleElement().asString().contains("1 events");
        }
        assertThat(cache.dispatcher.droppedEvents()).isOne();
    }

    @Test
    void executor_withoutAThread_isAskedAgainForTheNextEvent() {
        AtomicBoolean isOutOfThreads = new AtomicBoolean(true);
        TestCache<String, Integer> cache = new TestCache<>(
                task -> {
                    if (isOutOfThreads.get()) {
                        throw new OutOfMemoryError("unable to create native thread");
                    }
                    manual.execute(task);
                },
                PATIENT);
        RecordingListener<String, Integer> first = asynchronous(cache, new RecordingListener<>());
        RecordingListener<String, Integer> second = asynchronous(cache, new RecordingListener<>());
        try (CapturedLog log = new CapturedLog("io.tiercel.event")) {
            cache.put("k", 1);
            assertThat(log.thrown()).hasOnlyElementsOfType(OutOfMemoryError.class);
        }

        isOutOfThreads.set(false);
        cache.put("k", 2);
        manual.runAll();
        assertThat(first.values()).containsExactly(1, 2);
        assertThat(second.values()).containsExactly(1, 2);
        assertThat(cache.dispatcher.droppedEvents()).isZero();
    }

    /** A key with the hash of all others, that cannot be told apart from another once it is told to fail. */
    private record Brittle(String name, AtomicBoolean fails) {
        @Override
        public boolean equals(Object other) {
            failIfTold();
            return other instanceof Brittle that && name.equals(that.name);
        }

        @Override
        public int hashCode() {
            failIfTold();
            return 1;
        }

        private void failIfTold() {
            if (fails.get()) {
                throw new StackOverflowError("of a key");
            }
        }
    }

    @Test
    void enqueue_keyFailsWithAnError_theListenerIsToldOfWhatComesAfter() {
        TestCache<Object, Integer> cache = new TestCache<>(manual, PATIENT);
        cache.dispatcher.register(new RecordingListener<Object, Integer>().synchronous());
        RecordingListener<Object, Integer> listener = new RecordingListener<>();
        cache.dispatcher.register(listener.asynchronous());
        Object key = new Brittle("a", new AtomicBoolean(true));

        assertThatThrownBy(() -> cache.dispatcher.enqueue(EventType.CREATED, key, null, new TestCache.Stored(1)))
                .isInstanceOf(StackOverflowError.class);
        cache.put("k", 2);
        manual.runAll();

        assertThat(listener.values()).containsExactly(1, 2);
    }

    @Test
    void deliver_keyFailsWithAnError_theListenersAreToldOfTheOthers() {
        TestCache<Object, Integer> cache = new TestCache<>(manual, ROOMY);
        RecordingListener<Object, Integer> synchronous = new RecordingListener<>();
        RecordingListener<Object, Integer> asynchronous = new RecordingListener<>();
        cache.dispatcher.register(synchronous.synchronous());
        cache.dispatcher.register(asynchronous.asynchronous());
        AtomicBoolean fails = new AtomicBoolean();
        PendingEvent first = enqueue(cache, new Brittle("a", fails), 1);
        List<PendingEvent> batch = List.of(enqueue(cache, new Brittle("b", fails), 2), enqueue(cache, "c", 3));
        fails.set(true);

        assertThatThrownBy(() -> cache.dispatcher.deliver(batch)).isInstanceOf(StackOverflowError.class);
        fails.set(false);
        cache.dispatcher.deliver(first);
        manual.runAll();

        assertThat(synchronous.values()).containsExactly(2, 3, 1);
        assertThat(asynchronous.values()).containsExactly(1, 2, 3);
    }

    private static PendingEvent enqueue(TestCache<Object, Integer> cache, Object key, int value) {
        return Objects.requireNonNull(cache.enqueue(key, old -> value));
    }

    @Test
    void executor_threads_areDaemonsOfTheManagersClassLoader() {
        TestCache<String, Integer> cache = new TestCache<>(threads, ROOMY);
        List<Thread> told = new CopyOnWriteArrayList<>();
        asynchronous(cache, new RecordingListener<>(event -> told.add(Thread.currentThread())));
        cache.put("k", 1);
        cache.dispatcher.close();
        Thread thread = told.get(0);
        assertThat(thread.isDaemon()).isTrue();
        assertThat(thread.getName()).startsWith("tiercel-events-test-");
        assertThat(thread.getContextClassLoader()).isSameAs(AsynchronousDeliveryTest.class.getClassLoader());
    }

    private static RecordingListener<String, Integer> asynchronous(
            TestCache<String, Integer> cache, RecordingListener<String, Integer> listener) {
        cache.dispatcher.register(listener.asynchronous());
        return listener;
    }
}
