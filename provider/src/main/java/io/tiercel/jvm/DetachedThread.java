package io.tiercel.jvm;

import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Threads that keep nothing of whoever makes them. A thread inherits the context class loader and thread-locals of its maker;
 * up to Java 23 it keeps the class loaders of all callers on its maker's stack too, for what they may do; and an exception,
 * wherever it is kept, keeps the classes on the stack that it was made on. An application that happened to come first would
 * stay in memory for as long as another has use for what it started.
 */
public final class DetachedThread {

    private DetachedThread() {}

    /** Makes a daemon thread, without context class loader and not yet started. */
    @SuppressWarnings("removal") // has no successor, since there is nothing left to be cut off
    public static Thread of(String name, Runnable task) {
        PrivilegedAction<Thread> make = () -> new Detached(task, name);
        Thread thread = AccessController.doPrivileged(make); // which cuts the stack off
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        return thread;
    }

    /** Returns whether the calling thread is one of these: what it calls may be what another thread waits for. */
    public static boolean isCurrent() {
        return Thread.currentThread() instanceof Detached;
    }

    private static final class Detached extends Thread {
        Detached(Runnable task, String name) {
            super(null, task, name, /* stackSize= */ 0, /* inheritThreadLocals= */ false);
        }
    }

    /**
     * Runs a short task in such a thread and waits for it, also if interrupted.
     *
     * @throws java.util.concurrent.CompletionException with what the task threw as its cause
     */
    public static <T extends @Nullable Object> T call(String name, Supplier<T> task) {
        return CompletableFuture.supplyAsync(task, run -> of(name, run).start()).join();
    }
}
