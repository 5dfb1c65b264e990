package io.tiercel.store;

import io.tiercel.event.Eventually;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Threads that start together, and whose failures and hangs are the test's. */
public final class Threads {

    private static final long DEADLINE_SECONDS = 60;

    private final List<Thread> threads = new ArrayList<>();
    private final List<FutureTask<?>> tasks = new ArrayList<>();

    /** A task of a test. */
    @FunctionalInterface
    public interface Task {
        void run() throws Exception;
    }

    /** Runs all tasks at once, each in a thread of its own, and returns when they have ended. */
    public static void run(Task... tasks) throws Exception {
        CyclicBarrier start = new CyclicBarrier(tasks.length);
        Threads threads = new Threads();
        for (Task task : tasks) {
            threads.start(() -> {
                start.await(DEADLINE_SECONDS, TimeUnit.SECONDS);
                task.run();
            });
        }
        threads.join();
    }

    /** Starts a thread. */
    public void start(Task task) {
        FutureTask<?> future = new FutureTask<>(() -> {
            task.run();
            return null;
        });
        Thread thread = new Thread(future, "test-" + threads.size());
        thread.setDaemon(true);
        threads.add(thread);
        tasks.add(future);
        thread.start();
    }

    /** Waits until all threads wait for what others are to do. */
    public void awaitParked() {
        long beganNanos = System.nanoTime();
        while (!threads.stream().allMatch(Eventually::isParked)) {
            if (System.nanoTime() - beganNanos > TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS)) {
                throw new AssertionError("A thread never came to wait");
            }
            Thread.onSpinWait();
        }
    }

    /** Waits for all threads to end. */
    public void join() throws Exception {
        for (int i = 0; i < tasks.size(); i++) {
            try {
                tasks.get(i).get(DEADLINE_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException failure) {
                throw new AssertionError(failure.getCause());
            } catch (TimeoutException hang) {
                AssertionError error = new AssertionError(threads.get(i).getName() + " hangs", hang);
                error.setStackTrace(threads.get(i).getStackTrace());
                throw error;
            }
        }
    }
}
