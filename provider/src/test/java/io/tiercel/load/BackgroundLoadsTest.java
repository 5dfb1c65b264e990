package io.tiercel.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.event.Eventually;
import io.tiercel.event.Eventually.Running;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class BackgroundLoadsTest {

    private final Deque<Runnable> queue = new ArrayDeque<>();
    private final List<String> ran = Collections.synchronizedList(new ArrayList<>());
    private boolean full;
    private final BackgroundLoads loads = newLoads(Duration.ofMinutes(1));

    private BackgroundLoads newLoads(Duration longestClose) {
        return new BackgroundLoads(
                task -> {
                    if (full) {
                        throw new RejectedExecutionException("full");
                    }
                    queue.add(task);
                },
                longestClose);
    }

    private void runAll() {
        while (!queue.isEmpty()) {
            queue.remove().run();
        }
    }

    /** Offers loads that note their keys. Returns those that were new, with a question mark if they were refused. */
    private List<String> offer(String... keys) {
        BackgroundLoads.Offered<String> offered = loads.offer(List.of(keys), Function.identity(), ran::addAll);
        return offered.isRefused()
                ? offered.loads().stream().map(key -> key + "?").toList()
                : offered.loads();
    }

    @Test
    void offer_keyThatWaits_isKnownUntilItBegins() {
        assertThat(offer("a")).containsExactly("a");
        assertThat(offer("a")).isEmpty();
        runAll();
        assertThat(ran).containsExactly("a");
        assertThat(offer("a")).containsExactly("a");
        runAll();
        assertThat(ran).containsExactly("a", "a");
        assertThat(loads.size()).isZero();
    }

    @Test
    void offer_many_runTogetherWithoutThoseThatWait() {
        offer("b");
        assertThat(offer("a", "b", "c", "a")).containsExactly("a", "c");
        assertThat(queue).hasSize(2);
        assertThat(loads.size()).isEqualTo(3);
        runAll();
        assertThat(ran).containsExactly("b", "a", "c");
        assertThat(loads.size()).isZero();
    }

    @Test
    void offer_loadFails_isForgotten() {
        loads.offer(List.of("a"), Function.identity(), keys -> {
            throw new IllegalStateException("of a listener");
        });
        runAll();
        assertThat(loads.size()).isZero();
    }

    @Test
    void offer_executorIsFull_isRefusedAndForgotten() {
        full = true;
        assertThat(offer("a", "b")).containsExactly("a?", "b?");
        full = false;
        assertThat(offer("a")).containsExactly("a");
        runAll();
        assertThat(ran).containsExactly("a");
    }

    /** The read that asks for a load has its value and goes on. */
    @Test
    void offer_noThreadCanBeStarted_isRefused() {
        BackgroundLoads threadless = new BackgroundLoads(task -> {
            throw new OutOfMemoryError("unable to create native thread");
        });

        assertThat(threadless
                        .offer(List.of("a"), Function.identity(), ran::addAll)
                        .isRefused())
                .isTrue();
        assertThat(threadless.size()).isZero();
    }

    @Test
    void close_waitingLoads_doNotBegin() {
        offer("a");
        loads.close();
        runAll();
        assertThat(ran).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void close_runningLoad_isWaitedFor(boolean isInterruptedBefore) {
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch began = new CountDownLatch(1);
        loads.offer(List.of("a"), Function.identity(), keys -> {
            began.countDown();
            Eventually.await(gate);
            ran.add("loaded");
        });
        Running load = Running.start(this::runAll);
        Eventually.await(began);
        Running close = Running.start(() -> {
            if (isInterruptedBefore) {
                Thread.currentThread().interrupt();
            }
            loads.close();
            assertThat(Thread.interrupted()).isEqualTo(isInterruptedBefore);
            ran.add("closed");
        });
        Eventually.await(
                "the close waits, or is over",
                () -> Eventually.isParked(close.thread) || close.thread.getState() == Thread.State.TERMINATED);
        gate.countDown();
        load.join();
        close.join();
        assertThat(ran).containsExactly("loaded", "closed");
    }

    @Test
    void close_runningLoadHangs_returns() {
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch began = new CountDownLatch(1);
        BackgroundLoads impatient = newLoads(Duration.ofMillis(1));
        impatient.offer(List.of("a"), Function.identity(), keys -> {
            began.countDown();
            Eventually.await(gate);
        });
        Running load = Running.start(this::runAll);
        Eventually.await(began);
        impatient.close();
        gate.countDown();
        load.join();
    }

    @Test
    void close_byALoad_doesNotWaitForItself() {
        loads.offer(List.of("a"), Function.identity(), keys -> {
            loads.close();
            ran.add("closed");
        });
        runAll();
        assertThat(ran).containsExactly("closed");
    }
}
