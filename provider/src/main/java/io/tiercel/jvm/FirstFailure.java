package io.tiercel.jvm;

import java.util.function.Consumer;
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

    /** Does something with each item, whatever becomes of the others, and throws the first failure after the last. */
    public static <T> void forEach(Iterable<? extends T> items, Consumer<? super T> step) {
        Throwable failure = null;
        for (T item : items) {
            try {
                step.accept(item);
            } catch (RuntimeException | Error e) {
                failure = of(failure, e);
            }
        }
        rethrow(failure);
    }

    /** Throws what was caught as an unchecked exception or an error, if anything was. */
    public static void rethrow(@Nullable Throwable failure) {
        if (failure instanceof Error e) {
            throw e;
        }
        if (failure instanceof RuntimeException e) {
            throw e;
        }
    }
}
