package io.tiercel.event;

import io.tiercel.jvm.DetachedThread;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Executors that asynchronous listeners are called on: one per cache manager, with daemon threads that are started on
 * demand and end after ten idle seconds. At most one task per asynchronous listener is queued at a time.
 */
public final class EventExecutors {

    private static final long IDLE_SECONDS = 10;

    private EventExecutors() {}

    /**
     * Creates an executor; whoever owns it shuts it down after the caches that use it are closed.
     *
     * @param managerName becomes part of the names of the threads
     * @param classLoader the context class loader of the threads, so that they hold on to no other application's
     */
    public static ExecutorService create(String managerName, ClassLoader classLoader, int maxThreads) {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                maxThreads,
                maxThreads,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                threads(managerName, classLoader));
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    private static ThreadFactory threads(String managerName, ClassLoader classLoader) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            String name = "tiercel-events-" + managerName + "-" + count.incrementAndGet();
            Thread thread = DetachedThread.of(name, task);
            thread.setContextClassLoader(classLoader);
            return thread;
        };
    }
}
