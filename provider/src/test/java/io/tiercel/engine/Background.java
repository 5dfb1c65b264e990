package io.tiercel.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Threads of tests that stop each other at a latch. */
final class Background {

    private Background() {}

    /** Waits for a latch, which is an error if it takes long. */
    static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Does some work in a thread of its own. */
    static Thread run(CompletableFuture<@Nullable Object> outcome, Supplier<@Nullable Object> work) {
        Thread thread = new Thread(() -> {
            try {
                outcome.complete(work.get());
            } catch (RuntimeException | Error e) {
                outcome.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
