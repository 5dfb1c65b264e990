package io.tiercel.jvm;

import org.jspecify.annotations.Nullable;

/** What is told where several things are done, each whatever becomes of the others: the first failure. */
public final class FirstFailure {

    private FirstFailure() {}

    /** Returns the first failure, with the next one as suppressed. Both may be one object: the JVM has some that it reuses. */
    public static <T extends Throwable> T of(@Nullable T first, T next) {
        if (first == null) {
            return next;
        }
        if (first != next) {
            first.addSuppressed(next);
        }
        return first;
    }
}
