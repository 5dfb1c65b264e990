package io.tiercel.examples.strategies;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for what happens in the background. */
final class Await {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final long LOOK_EVERY_MILLIS = 2;

    private Await() {}

    /**
     * Waits until a condition holds.
     *
     * @throws IllegalStateException if it does not within 30 seconds
     */
    static void until(String what, BooleanSupplier condition) throws InterruptedException {
        long startNanos = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - startNanos > LONGEST.toNanos()) {
                throw new IllegalStateException("waited for " + LONGEST.toSeconds() + " s until " + what);
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        }
    }
}
