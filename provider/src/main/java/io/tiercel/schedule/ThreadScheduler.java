package io.tiercel.schedule;

import java.lang.System.Logger.Level;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A scheduler on an executor, of which it uses a thread for moments only. Thread-safe. */
public final class ThreadScheduler implements Scheduler {

    private final ScheduledExecutorService executor;

    /** @param executor is shut down by whoever made it */
    public ThreadScheduler(ScheduledExecutorService executor) {
        this.executor = executor;
    }

    @Override
    public Task after(long delayMillis, Runnable action) {
        try {
            Future<?> scheduled = executor.schedule(() -> run(action), Math.max(0, delayMillis), TimeUnit.MILLISECONDS);
            return () -> scheduled.cancel(/* mayInterruptIfRunning= */ false);
        } catch (RejectedExecutionException closed) {
            return () -> {};
        }
    }

    private static void run(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error e) { // the executor would keep it to itself
            System.getLogger(ThreadScheduler.class.getName()).log(Level.WARNING, "A scheduled action failed", e);
            throw e;
        }
    }
}
