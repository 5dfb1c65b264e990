package io.tiercel;

import io.tiercel.configuration.ManagerSettings;
import io.tiercel.event.EventExecutors;
import io.tiercel.jvm.DetachedThread;
import io.tiercel.tier.TierModule.ManagerSetup;
import io.tiercel.time.Clock;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the caches of a manager share: the clock, the codecs and the threads. Threads are daemons, started on demand, and end when
 * they have been idle for ten seconds. Thread-safe.
 */
final class ManagerResources implements AutoCloseable {

    private static final int MOST_THREADS = Math.max(4, Runtime.getRuntime().availableProcessors());
    private static final int MOST_LOADERS = 32;
    private static final int MOST_WAITING_LOADS = 1_000;
    private static final int MOST_REFRESHERS = 16;
    private static final long IDLE_SECONDS = 10;

    private final String managerName;
    private final ClassLoader classLoader;
    private final ManagerCodecs codecs;
    private final Clock clock;
    private final LowerTiers lowerTiers;
    private final ExecutorService executor;
    private final ExecutorService loadExecutor;
    private final ExecutorService refreshExecutor;
    private final ExecutorService sweepExecutor;
    private final ScheduledThreadPoolExecutor scheduler;

    ManagerResources(
            ManagerSettings settings,
            String managerName,
            ClassLoader classLoader,
            Clock clock,
            LowerTiers.Source tiers) {
        this.managerName = managerName;
        this.classLoader = classLoader;
        this.codecs = new ManagerCodecs(classLoader);
        this.clock = clock;
        this.lowerTiers = new LowerTiers(
                () -> new ManagerSetup(managerName, classLoader, settings.offHeapPoolBytes(), clock), tiers);
        this.executor = EventExecutors.create(managerName, classLoader, MOST_THREADS);
        this.loadExecutor = newExecutor("tiercel-load-all", MOST_LOADERS, Integer.MAX_VALUE);
        this.refreshExecutor = newExecutor("tiercel-refresh", MOST_REFRESHERS, MOST_WAITING_LOADS);
        this.sweepExecutor = newExecutor("tiercel-sweep", MOST_THREADS, Integer.MAX_VALUE);
        this.scheduler = new ScheduledThreadPoolExecutor(1, threadFactory("tiercel-background"));
        scheduler.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        scheduler.allowCoreThreadTimeOut(true);
        scheduler.setRemoveOnCancelPolicy(true);
    }

    ClassLoader classLoader() {
        return classLoader;
    }

    ManagerCodecs codecs() {
        return codecs;
    }

    LowerTiers lowerTiers() {
        return lowerTiers;
    }

    Clock clock() {
        return clock;
    }

    /** Returns the executor of asynchronous listeners. */
    ExecutorService executor() {
        return executor;
    }

    /** Returns the executor of {@code loadAll}. */
    ExecutorService loadExecutor() {
        return loadExecutor;
    }

    /** Returns the one thread of what happens at times: its tasks are short, and hand on what takes long. */
    ScheduledExecutorService scheduler() {
        return scheduler;
    }

    /** Returns the bounded executor of loads that nobody waits for. */
    ExecutorService refreshExecutor() {
        return refreshExecutor;
    }

    /** Returns the executor that tells listeners of what sweeps have found. Each cache has one task there at most. */
    ExecutorService sweepExecutor() {
        return sweepExecutor;
    }

    /** Returns a bounded executor for the loads of one cache that has a loader timeout. */
    ThreadPoolExecutor newLoaderExecutor() {
        return newExecutor("tiercel-loader", MOST_LOADERS, MOST_WAITING_LOADS);
    }

    /** Returns what makes the threads that write behind. */
    ThreadFactory writerThreads() {
        return threadFactory("tiercel-write");
    }

    private ThreadPoolExecutor newExecutor(String purpose, int threads, int mostWaiting) {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                threads,
                threads,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(mostWaiting),
                threadFactory(purpose));
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    private ThreadFactory threadFactory(String purpose) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            String name = purpose + "-" + managerName + "-" + count.incrementAndGet();
            Thread thread = DetachedThread.of(name, task);
            thread.setContextClassLoader(classLoader);
            return thread;
        };
    }

    /**
     * Closes all, each whatever becomes of the others.
     *
     * @param whole what they are parts of, for the log
     */
    void closeAll(String whole, Collection<? extends AutoCloseable> closeables) {
        for (AutoCloseable closeable : closeables) {
            try {
                closeable.close();
            } catch (Exception | Error e) { // a class may be missing by now; the rest must be closed all the same
                System.getLogger(ManagerResources.class.getName())
                        .log(Level.WARNING, "Failed to close a part of " + whole + ": " + closeable, e);
            }
        }
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
        executor.shutdown();
        loadExecutor.shutdown();
        refreshExecutor.shutdown();
        sweepExecutor.shutdown();
        closeAll("the manager '" + managerName + "'", List.of(lowerTiers, codecs));
    }
}
