package io.tiercel.spec;

import io.tiercel.event.Eventually;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Threads and waits of tests: generous, and failing with a reason when they end. */
final class Waits {

    private static final long DEADLINE_SECONDS = 20;

    private Waits() {}

    static void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("never came true: " + what);
            }
            LockSupport.parkNanos(200_000);
        }
    }

    /** Waits until a time is over, or one of some threads that go on until then has failed. */
    static void untilOverOrFailed(long nanos, List<? extends Run<?>> runs) {
        long began = System.nanoTime();
        until("the time is over or a thread has failed", () -> System.nanoTime() - began > nanos || hasEnded(runs));
    }

    /** Returns whether one of some threads has ended. */
    static boolean hasEnded(List<? extends Run<?>> runs) {
        return runs.stream().anyMatch(run -> run.task.isDone());
    }

    /** Waits for a latch, interrupted or not. */
    static void until(CountDownLatch latch) {
        until("the latch opens", () -> latch.getCount() == 0);
    }

    /** Waits until a thread waits for another one, and neither polls nor is to have its turn at a lock. */
    static void untilBlocked(Run<?> run) {
        until(run.thread.getName() + " blocks", () -> Eventually.isParked(run.thread));
    }

    /** Blocks like a slow source until a latch opens. */
    static void block(CountDownLatch latch) {
        try {
            if (!latch.await(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("the latch never opened");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** A thread at work, whose outcome the test asks for. */
    static final class Run<T> {
        final FutureTask<T> task;
        final Thread thread;

        private Run(Callable<T> work) {
            task = new FutureTask<>(work);
            thread = new Thread(task, "test-run");
            thread.setDaemon(true);
        }

        static <T> Run<T> start(Callable<T> work) {
            Run<T> run = new Run<>(work);
            run.thread.start();
            return run;
        }

        T result() {
            try {
                return task.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException failure) {
                throw new AssertionError("failed: " + failure.getCause(), failure.getCause());
            } catch (TimeoutException | InterruptedException hang) {
                AssertionError error = new AssertionError("hangs: " + thread.getName(), hang);
                error.setStackTrace(thread.getStackTrace());
                throw error;
            }
        }

        /** Returns what the work threw. */
        Throwable failure() {
            try {
                T result = task.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
                throw new AssertionError("did not fail but returned " + result);
            } catch (ExecutionException failure) {
                return failure.getCause();
            } catch (TimeoutException | InterruptedException hang) {
                throw new AssertionError("hangs: " + thread.getName(), hang);
            }
        }

        /** Returns the result, or what was thrown if that is acceptable, and fails if it hangs. */
        Object resultOr(Class<? extends Throwable> acceptable) {
            try {
                return task.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException failure) {
                if (acceptable.isInstance(failure.getCause())) {
                    return failure.getCause();
                }
                throw new AssertionError("failed: " + failure.getCause(), failure.getCause());
            } catch (TimeoutException | InterruptedException hang) {
                AssertionError error = new AssertionError("hangs: " + thread.getName(), hang);
                error.setStackTrace(thread.getStackTrace());
                throw error;
            }
        }
    }
}
