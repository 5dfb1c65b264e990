package io.tiercel.event;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Waits of tests: generous, and failing with a reason when they end. */
public final class Eventually {

    private static final long DEADLINE_SECONDS = 30;

    private Eventually() {}

    public static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("never came true: " + what);
            }
            LockSupport.parkNanos(200_000);
        }
    }

    public static void await(CountDownLatch latch) {
        await("the latch opens", () -> latch.getCount() == 0);
    }

    /**
     * Returns whether a thread waits for what another one is to do. One that waits for its turn at a lock is on its way to
     * that, as one is that polls.
     */
    public static boolean isParked(Thread thread) {
        Object blocker = LockSupport.getBlocker(thread);
        return blocker != null
                && blocker.getClass().getEnclosingClass() != ReentrantLock.class
                && (thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING);
    }

    /** A thread started for a test, whose failure is the test's. */
    public static final class Running {
        private final FutureTask<?> task;
        public final Thread thread;

        private Running(Runnable work) {
            task = new FutureTask<>(work, null);
            thread = new Thread(task, "test-writer");
            thread.setDaemon(true);
        }

        public static Running start(Runnable work) {
            Running running = new Running(work);
            running.thread.start();
            return running;
        }

        public void join() {
            try {
                task.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException failure) {
                throw new AssertionError(failure.getCause());
            } catch (TimeoutException | InterruptedException hang) {
                AssertionError error = new AssertionError("hangs: " + thread.getName(), hang);
                error.setStackTrace(thread.getStackTrace());
                throw error;
            }
        }
    }
}
