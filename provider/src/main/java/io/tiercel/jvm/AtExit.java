package io.tiercel.jvm;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What is done when the JVM exits while caches are open. The hook is there only while something is to be done, so that
 * it holds no class loader for longer. All is done at the same time, each with a deadline of its own: a JVM is not kept
 * from its end for longer than the longest. Thread-safe.
 */
public final class AtExit {

    private static final ReentrantLock CHANGING = new ReentrantLock();
    private static final Map<Object, Task> TASKS = new LinkedHashMap<>();
    private static @Nullable Thread hook;

    private record Task(Runnable action, long deadlineMillis) {}

    private AtExit() {}

    /**
     * Has something done when the JVM exits.
     *
     * @param owner whom it is for, by identity
     */
    public static void add(Object owner, long deadlineMillis, Runnable action) {
        CHANGING.lock();
        try {
            TASKS.put(new Identity(owner), new Task(action, deadlineMillis));
            if (hook == null) {
                Thread thread = new Thread(AtExit::run, "tiercel-exit");
                thread.setContextClassLoader(AtExit.class.getClassLoader()); // not that of whoever came first
                Runtime.getRuntime().addShutdownHook(thread);
                hook = thread;
            }
        } catch (IllegalStateException exiting) {
            // Too late for a hook.
        } finally {
            CHANGING.unlock();
        }
    }

    /** Forgets what was to be done for an owner. */
    public static void remove(Object owner) {
        CHANGING.lock();
        try {
            TASKS.remove(new Identity(owner));
            if (TASKS.isEmpty() && hook != null) {
                Runtime.getRuntime().removeShutdownHook(hook);
                hook = null;
            }
        } catch (IllegalStateException exiting) {
            // It is running.
        } finally {
            CHANGING.unlock();
        }
    }

    private static void run() {
        long beganNanos = System.nanoTime();
        Map<Thread, Long> threads = new LinkedHashMap<>();
        for (Task task : tasks()) {
            Thread thread = new Thread(() -> run(task), "tiercel-exit-task");
            thread.setDaemon(true);
            thread.start();
            threads.put(thread, task.deadlineMillis);
        }
        try {
            for (Map.Entry<Thread, Long> entry : threads.entrySet()) {
                long goneMillis = (System.nanoTime() - beganNanos) / 1_000_000;
                entry.getKey().join(Math.max(1, entry.getValue() - goneMillis));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<Task> tasks() {
        CHANGING.lock();
        try {
            return new ArrayList<>(TASKS.values());
        } finally {
            CHANGING.unlock();
        }
    }

    private static void run(Task task) {
        try {
            task.action.run();
        } catch (RuntimeException e) {
            System.getLogger(AtExit.class.getName()).log(Level.WARNING, "A cache could not be closed at exit", e);
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
