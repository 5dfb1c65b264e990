package io.tiercel.warming;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** An executor that runs its tasks when the test says so, in the calling thread. */
final class ManualExecutor implements Executor {

    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private boolean isShutDown;
    private boolean isOutOfThreads;
    private boolean keepsWhatItRefuses;

    @Override
    public void execute(Runnable task) {
        if (isShutDown) {
            throw new RejectedExecutionException();
        }
        if (isOutOfThreads) {
            if (keepsWhatItRefuses) {
                tasks.add(task);
            }
            throw new OutOfMemoryError("unable to create native thread");
        }
        tasks.add(task);
    }

    boolean runOne() {
        Runnable task = tasks.poll();
        if (task != null) {
            task.run();
        }
        return task != null;
    }

    void runAll() {
        while (runOne()) {
            // one after the other
        }
    }

    void outOfThreads(boolean is) {
        isOutOfThreads = is;
    }

    /** Queues each task before it fails for want of a thread, as a pool does whose last thread has just ended. */
    void keepWhatItRefuses() {
        keepsWhatItRefuses = true;
    }

    void shutDown() {
        isShutDown = true;
    }
}
