package io.tiercel.spec;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what must come true in the end. */
final class Eventual {

    private static final long DEADLINE_SECONDS = 30;

    private Eventual() {}

    static void await(Supplier<String> what, BooleanSupplier condition) {
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadlineNanos > 0) {
                throw new AssertionError("never came true: " + what.get());
            }
            LockSupport.parkNanos(1_000_000);
        }
    }
}
