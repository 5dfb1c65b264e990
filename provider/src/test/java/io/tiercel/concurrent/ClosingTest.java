package io.tiercel.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.store.Threads;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ClosingTest {

    @Test
    void await_interrupted_waitsAllTheSameAndStaysInterrupted() throws Exception {
        Thread waiting = Thread.currentThread();
        CompletableFuture<Closing> begun = new CompletableFuture<>();
        Threads closing = new Threads();
        closing.start(() -> {
            Closing closed = new Closing();
            begun.complete(closed);
            while (waiting.getState() != Thread.State.TIMED_WAITING || waiting.isInterrupted()) {
                Thread.onSpinWait();
            }
            closed.end();
        });
        Closing closed = begun.join();

        waiting.interrupt();
        boolean isOver = closed.await();
        boolean isInterrupted = Thread.interrupted();

        closing.join();
        assertThat(isOver).isTrue();
        assertThat(isInterrupted).isTrue();
    }

    @Test
    void await_byTheThreadThatCloses_doesNotWait() {
        Closing own = new Closing();

        assertThat(own.await()).isFalse();

        own.end();
        assertThat(own.await()).isTrue();
    }
}
