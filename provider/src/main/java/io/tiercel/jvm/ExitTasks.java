package io.tiercel.jvm;

import io.tiercel.jvm.AtExit.Action;
import io.tiercel.jvm.AtExit.Phase;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tasks, and the hook that runs them: one phase after the other, all of a phase at the same time. Each has a deadline of its
 * own, so that a phase takes no longer than the longest of its tasks. Thread-safe.
 */
final class ExitTasks {

    private final Consumer<Thread> addHook;
    private final Consumer<Thread> removeHook;
    private final ReentrantLock changing = new ReentrantLock();
    private final Map<Identity, Task> tasks = new LinkedHashMap<>();
    private @Nullable Thread hook;

    /**
     * What is to be done.
     *
     * @param deadline for how long it is waited for
     */
    record Task(Phase phase, Duration deadline, Action action) {}

    /**
     * @param addHook has a thread started at the exit; throws an {@link IllegalStateException} if that has begun
     * @param removeHook takes that back, likewise
     */
    ExitTasks(Consumer<Thread> addHook, Consumer<Thread> removeHook) {
        this.addHook = addHook;
        this.removeHook = removeHook;
    }

    void add(Object owner, Task task) {
        changing.lock();
        try {
            if (hook == null) {
                Thread thread = DetachedThread.of("tiercel-exit", this::run);
                thread.setContextClassLoader(ExitTasks.class.getClassLoader());
                addHook.accept(thread);
                hook = thread;
            }
            tasks.put(new Identity(owner), task);
        } catch (IllegalStateException exiting) {
            // Too late for a hook: whoever opened something closes it, or the next process makes do with what is there.
        } finally {
            changing.unlock();
        }
    }

    void remove(Object owner) {
        changing.lock();
        try {
            tasks.remove(new Identity(owner));
            if (tasks.isEmpty() && hook != null) {
                removeHook.accept(hook);
                hook = null;
            }
        } catch (IllegalStateException exiting) {
            // It is running.
        } finally {
            changing.unlock();
        }
    }

    /** Runs all that is there when its phase begins. */
    void run() {
        try {
            for (Phase phase : Phase.values()) {
                run(phase);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(Phase phase) throws InterruptedException {
        long beganNanos = System.nanoTime();
        Map<Thread, Task> running = new LinkedHashMap<>();
        for (Map.Entry<Identity, Task> entry : tasks()) {
            if (entry.getValue().phase == phase) {
                Thread thread = new Thread(() -> run(entry.getKey().owner, entry.getValue()), "tiercel-exit-task");
                thread.setDaemon(true);
                thread.start();
                running.put(thread, entry.getValue());
            }
        }
        for (Map.Entry<Thread, Task> entry : running.entrySet()) {
            long goneMillis = (System.nanoTime() - beganNanos) / 1_000_000;
            entry.getKey().join(Math.max(1, entry.getValue().deadline.toMillis() - goneMillis));
        }
    }

    private List<Map.Entry<Identity, Task>> tasks() {
        changing.lock();
        try {
            return tasks.entrySet().stream()
                    .map(entry -> Map.entry(entry.getKey(), entry.getValue()))
                    .toList();
        } finally {
            changing.unlock();
        }
    }

    private static void run(Object owner, Task task) {
        try {
            task.action.run();
        } catch (Exception e) {
            System.getLogger(ExitTasks.class.getName())
                    .log(Level.WARNING, "Failed at the exit of the JVM: " + owner, e);
        }
    }

    private record Identity(Object owner) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Identity that && owner == that.owner;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(owner);
        }
    }
}
