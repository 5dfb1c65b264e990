package io.tiercel.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.load.BackgroundLoads.Offer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

final class BackgroundLoadsTest {

    private final Deque<Runnable> queue = new ArrayDeque<>();
    private final List<String> ran = new ArrayList<>();
    private boolean full;
    private final BackgroundLoads loads = new BackgroundLoads(task -> {
        if (full) {
            throw new RejectedExecutionException("full");
        }
        queue.add(task);
    });

    private void runAll() {
        while (!queue.isEmpty()) {
            queue.remove().run();
        }
    }

    @Test
    void offer_keyThatWaits_isKnownUntilItBegins() {
        assertThat(loads.offer("a", () -> ran.add("first"))).isEqualTo(Offer.TAKEN);
        assertThat(loads.offer("a", () -> ran.add("second"))).isEqualTo(Offer.KNOWN);
        runAll();
        assertThat(loads.offer("a", () -> ran.add("third"))).isEqualTo(Offer.TAKEN);
        runAll();
        assertThat(ran).containsExactly("first", "third");
        assertThat(loads.size()).isZero();
    }

    @Test
    void offer_loadFails_isForgotten() {
        loads.offer("a", () -> {
            throw new IllegalStateException("of a listener");
        });
        runAll();
        assertThat(loads.size()).isZero();
    }

    @Test
    void offer_executorIsFull_isRefusedAndForgotten() {
        full = true;
        assertThat(loads.offer("a", () -> ran.add("a"))).isEqualTo(Offer.REFUSED);
        full = false;
        assertThat(loads.offer("a", () -> ran.add("a"))).isEqualTo(Offer.TAKEN);
        runAll();
        assertThat(ran).containsExactly("a");
    }

    @Test
    void close_waitingLoads_doNotBegin() {
        loads.offer("a", () -> ran.add("a"));
        loads.close();
        runAll();
        assertThat(ran).isEmpty();
    }
}
