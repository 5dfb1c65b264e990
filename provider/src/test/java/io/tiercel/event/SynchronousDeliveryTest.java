package io.tiercel.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tiercel.CapturedLog;
import io.tiercel.event.Eventually.Running;
import io.tiercel.jvm.Textless;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.event.EventType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SynchronousDeliveryTest {

    private final TestCache<String, Integer> cache = new TestCache<>(Runnable::run, EventSettings.defaults());
    private final EventDispatcher<String, Integer> dispatcher = cache.dispatcher;

    @AfterEach
    void noChainIsLeft() {
        assertThat(dispatcher.pendingKeys()).isZero();
    }

    @Test
    void writers_ofOneKey_areToldInOrderBeforeTheyReturn() {
        List<Integer> told = new ArrayList<>();
        Map<Integer, Boolean> seen = new ConcurrentHashMap<>();
        dispatcher.register(new RecordingListener<String, Integer>(event -> {
                    told.add(event.getValue()); // a plain list: two calls at once would break it
                    seen.put(event.getValue(), true);
                })
                .synchronous());
        int writers = 4;
        int changes = 2_000;
        List<Running> running = new ArrayList<>();
        for (int i = 0; i < writers; i++) {
            running.add(Running.start(() -> {
                for (int j = 0; j < changes; j++) {
                    int[] mine = new int[1];
                    cache.compute("k", old -> mine[0] = old == null ? 1 : old + 1);
                    assertThat(seen).containsKey(mine[0]);
                }
            }));
        }
        running.forEach(Running::join);
        assertThat(told).hasSize(writers * changes).isSorted();
    }

    @Test
    void event_enqueuedFirst_isDeliveredFirstByWhoeverComes() {
        RecordingListener<String, Integer> listener = registered(new RecordingListener<>());
        PendingEvent first = cache.enqueue("k", old -> 1);
        PendingEvent second = cache.enqueue("k", old -> 2);
        Running.start(() -> dispatcher.deliver(second)).join();
        assertThat(listener.values()).containsExactly(1, 2);
        dispatcher.deliver(first);
        assertThat(listener.values()).containsExactly(1, 2);
    }

    @Test
    void failure_onEventDeliveredByAnother_reachesItsOwnCaller() {
        registered(new RecordingListener<>(event -> {
            if (event.getValue() == 1) {
                throw new IllegalStateException("one");
            }
        }));
        PendingEvent first = cache.enqueue("k", old -> 1);
        PendingEvent second = cache.enqueue("k", old -> 2);
        Running.start(() -> dispatcher.deliver(second)).join();
        assertThatThrownBy(() -> dispatcher.deliver(first))
                .isInstanceOf(CacheEntryListenerException.class)
                .hasRootCauseMessage("one");
    }

    @Test
    void failure_thatCannotBeToldForWantOfMemory_leavesTheKeyToOthers() {
        RecordingListener<String, Integer> listener = registered(new RecordingListener<>(event -> {
            if (event.getValue() == 1) {
                cache.put("k", 2); // which nobody waits for
            } else if (event.getValue() == 2) {
                throw new IllegalStateException("two");
            }
        }));
        Logger logger = Logger.getLogger("io.tiercel.event");
        Handler full = new NoMemory();
        logger.addHandler(full);
        try {
            assertThatThrownBy(() -> cache.put("k", 1)).isInstanceOf(OutOfMemoryError.class);
        } finally {
            logger.removeHandler(full);
        }
        assertThat(dispatcher.pendingKeys()).isZero();

        cache.put("k", 3);

        assertThat(listener.values()).containsExactly(1, 2, 3);
    }

    /** Has no memory for what it is to log. */
    private static final class NoMemory extends Handler {
        @Override
        public void publish(LogRecord logged) {
            throw new OutOfMemoryError("of a test");
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @Test
    void waiter_isWokenByItsOwnEventAndNotHeldByLaterOnes() {
        CountDownLatch hold = new CountDownLatch(1);
        CountDownLatch holdLast = new CountDownLatch(1);
        AtomicInteger current = new AtomicInteger();
        registered(new RecordingListener<>(event -> {
            current.set(event.getValue());
            if (event.getValue() != 2) {
                Eventually.await(event.getValue() == 1 ? hold : holdLast);
            }
        }));
        Running first = Running.start(() -> cache.put("k", 1));
        Eventually.await("the first is under way", () -> current.get() == 1);
        Running second = Running.start(() -> cache.put("k", 2));
        Eventually.await("the second waits", () -> Eventually.isParked(second.thread));
        Running third = Running.start(() -> cache.put("k", 3));
        Eventually.await("the third waits", () -> Eventually.isParked(third.thread));
        hold.countDown();
        first.join();
        second.join();
        Eventually.await("the third is under way", () -> current.get() == 3);
        holdLast.countDown();
        third.join();
    }

    @Test
    void waiter_interrupted_waitsOnAndStaysInterrupted() {
        CountDownLatch hold = new CountDownLatch(1);
        RecordingListener<String, Integer> listener = registered(new RecordingListener<>(event -> {
            if (event.getValue() == 1) {
                Eventually.await(hold);
            }
        }));
        Running first = Running.start(() -> cache.put("k", 1));
        Eventually.await("the first is under way", () -> !listener.recorded().isEmpty());
        AtomicInteger interrupted = new AtomicInteger();
        Running second = Running.start(() -> {
            Thread.currentThread().interrupt();
            cache.put("k", 2);
            interrupted.set(Thread.interrupted() ? listener.recorded().size() : -1);
        });
        Eventually.await("the second waits", () -> Eventually.isParked(second.thread));
        hold.countDown();
        first.join();
        second.join();
        assertThat(interrupted).hasValue(2);
    }

    @Test
    void otherKeys_areNotHeldByAListenerAtWork() {
        CountDownLatch hold = new CountDownLatch(1);
        RecordingListener<String, Integer> listener = registered(new RecordingListener<>(event -> {
            if (event.getKey().equals("slow")) {
                Eventually.await(hold);
            }
        }));
        Running slow = Running.start(() -> cache.put("slow", 1));
        Eventually.await("the slow one is under way", () -> listener.recorded().size() == 1);
        cache.put("quick", 1);
        assertThat(listener.recorded()).hasSize(2);
        hold.countDown();
        slow.join();
    }

    @Test
    void listener_writingItsOwnKey_isToldOfThatAfterwards() {
        List<String> steps = new ArrayList<>();
        registered(new RecordingListener<>(event -> {
            steps.add("begin " + event.getValue());
            if (event.getValue() < 4) {
                cache.put("k", event.getValue() + 1);
            }
            steps.add("end " + event.getValue());
        }));
        cache.put("k", 2);
        assertThat(steps).containsExactly("begin 2", "end 2", "begin 3", "end 3", "begin 4", "end 4");
    }

    @Test
    void listener_writingAnotherKeyWhoseListenerWritesBack_ends() {
        RecordingListener<String, Integer> listener = registered(new RecordingListener<>(event -> {
            if (event.getValue() < 5) {
                cache.put(event.getKey().equals("a") ? "b" : "a", event.getValue() + 1);
            }
        }));
        cache.put("a", 1);
        assertThat(listener.values()).containsExactlyInAnyOrder(1, 2, 3, 4, 5);
    }

    @Test
    void failure_onOwnEventLeftForLater_isLoggedAndDoesNotReachTheOuterCaller() {
        registered(new RecordingListener<>(event -> {
            if (event.getValue() == 1) {
                cache.put("k", 2);
            } else {
                throw new IllegalStateException("left for later");
            }
        }));
        try (CapturedLog log = new CapturedLog("io.tiercel.event")) {
            cache.put("k", 1);
            assertThat(log.thrown())
                    .singleElement()
                    .satisfies(thrown -> assertThat(thrown).hasRootCauseMessage("left for later"));
        }
        assertThat(dispatcher.unseenFailures()).isOne();
    }

    @Test
    void failure_withoutText_reachesItsCallerAndHoldsUpNobody() {
        RecordingListener<String, Integer> listener = registered(new RecordingListener<>(event -> {
            throw new Textless();
        }));
        Throwable failure = catchThrowable(() -> cache.put("k", 1));
        assertThat(dispatcher.pendingKeys()).isZero();
        assertThat(failure).isInstanceOf(CacheEntryListenerException.class);
        assertThat(failure.getCause()).isInstanceOf(Textless.class);

        assertThat(catchThrowable(() -> cache.put("k", 2))).isInstanceOf(CacheEntryListenerException.class);
        assertThat(listener.values()).containsExactly(1, 2);
    }

    @Test
    void failure_withoutTextThatNobodyWaitsFor_holdsUpNobody() {
        registered(new RecordingListener<>(event -> {
            if (event.getValue() == 1) {
                cache.put("k", 2);
            } else {
                throw new Textless();
            }
        }));
        cache.put("k", 1);
        assertThat(dispatcher.pendingKeys()).isZero();
        assertThat(dispatcher.unseenFailures()).isOne();
    }

    @Test
    void listenersOfTwoThreads_writingEachOthersKeys_doNotHang() {
        CountDownLatch both = new CountDownLatch(2);
        RecordingListener<String, Integer> listener = registered(new RecordingListener<>(event -> {
            if (event.getValue() == 1) {
                both.countDown();
                Eventually.await(both);
                cache.put(event.getKey().equals("a") ? "b" : "a", 2);
            }
        }));
        Running a = Running.start(() -> cache.put("a", 1));
        Running b = Running.start(() -> cache.put("b", 1));
        a.join();
        b.join();
        assertThat(listener.recorded())
                .extracting(recorded -> recorded.key() + recorded.value())
                .containsExactlyInAnyOrder("a1", "b1", "a2", "b2");
    }

    @Test
    void listenersOfThreeThreads_writingInACircle_doNotHang() {
        int threads = 3;
        for (int round = 0; round < 50; round++) {
            CountDownLatch all = new CountDownLatch(threads);
            TestCache<String, Integer> circle = new TestCache<>(Runnable::run, EventSettings.defaults());
            RecordingListener<String, Integer> listener = new RecordingListener<>(event -> {
                if (event.getValue() == 1) {
                    all.countDown();
                    Eventually.await(all);
                    circle.put("k" + (Integer.parseInt(event.getKey().substring(1)) + 1) % threads, 2);
                }
            });
            circle.dispatcher.register(listener.synchronous());
            List<Running> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                String key = "k" + i;
                running.add(Running.start(() -> circle.put(key, 1)));
            }
            running.forEach(Running::join);
            assertThat(listener.recorded()).hasSize(2 * threads);
            assertThat(circle.dispatcher.pendingKeys()).isZero();
        }
    }

    @Test
    void keysWithTheSameHash_doNotWaitForEachOther() {
        RecordingListener<String, Integer> listener = registered(new RecordingListener<>(event -> {
            if (event.getKey().equals("Aa")) {
                cache.put("BB", 2);
            }
        }));
        cache.put("Aa", 1);
        assertThat(listener.values()).containsExactly(1, 2);
    }

    @Test
    void brokenKeys_areDeliveredAndForgotten() {
        AtomicInteger told = new AtomicInteger();
        EventDispatcher<Object, Integer> broken = new EventDispatcher<>(
                new EventSource<>(
                        new TestCache<Object, Integer>(Runnable::run, EventSettings.defaults())::source,
                        key -> key,
                        Integer.class::cast),
                Runnable::run,
                EventSettings.defaults());
        broken.register(new RecordingListener<Object, Integer>(event -> told.incrementAndGet()).synchronous());
        BrokenKey key = new BrokenKey();
        PendingEvent first = broken.enqueue(EventType.CREATED, key, null, 1);
        PendingEvent other = broken.enqueue(EventType.CREATED, new BrokenKey(), null, 1);
        key.hash = 2;
        PendingEvent second = broken.enqueue(EventType.UPDATED, key, 1, 2);
        key.hash = -1;
        PendingEvent third = broken.enqueue(EventType.UPDATED, key, 2, 3);
        for (PendingEvent event : new PendingEvent[] {third, second, other, first}) {
            broken.deliver(event);
        }
        assertThat(told).hasValue(4);
        assertThat(broken.pendingKeys()).isZero();
    }

    private RecordingListener<String, Integer> registered(RecordingListener<String, Integer> listener) {
        dispatcher.register(listener.synchronous());
        return listener;
    }

    /** A key whose equals throws, and whose hash changes and throws at last. */
    private static final class BrokenKey {
        private int hash = 1;

        @Override
        public boolean equals(Object other) {
            throw new IllegalStateException("equals");
        }

        @Override
        public int hashCode() {
            if (hash < 0) {
                throw new IllegalStateException("hashCode");
            }
            return hash;
        }
    }
}
