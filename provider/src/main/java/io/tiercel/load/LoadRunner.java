package io.tiercel.load;

import io.tiercel.jvm.FirstFailure;
import io.tiercel.jvm.ShownText;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import javax.cache.integration.CacheLoaderException;
import org.jspecify.annotations.Nullable;

/**
 * Where the code that loads runs: in the thread that asks, with its transaction and thread-locals, or, where loads have
 * a timeout, on an executor, so that the one who asks can give up. A load that was given up goes on; what it brings in
 * the end is kept if its lease still holds. A loader on the executor that asks for more runs in its own thread, so that a
 * full executor never waits for itself.
 *
 * <p>Thread-safe.
 */
public final class LoadRunner {

    private static final String CLOSED = "The cache is closed";
    private static final ThreadLocal<@Nullable Boolean> ON_EXECUTOR = new ThreadLocal<>();

    private final Loads loads;
    private final @Nullable ThreadPoolExecutor executor;
    private final long timeoutNanos;
    private final Runnable onTimeout;
    private volatile boolean closed;

    private LoadRunner(Loads loads, @Nullable ThreadPoolExecutor executor, long timeoutNanos, Runnable onTimeout) {
        this.loads = loads;
        this.executor = executor;
        this.timeoutNanos = timeoutNanos;
        this.onTimeout = onTimeout;
    }

    /** Returns one that runs everything in the thread that asks, for as long as it takes. */
    public static LoadRunner direct(Loads loads) {
        return new LoadRunner(loads, null, Long.MAX_VALUE, () -> {});
    }

    /**
     * Returns one that gives up after a time. It shuts the executor down when it is closed.
     *
     * @param onTimeout is told of each load that was given up for it
     */
    public static LoadRunner withTimeout(
            Loads loads, ThreadPoolExecutor executor, Duration timeout, Runnable onTimeout) {
        return new LoadRunner(loads, executor, timeout.toNanos(), onTimeout);
    }

    /** Returns one that never gives up, but lets its callers leave. It shuts the executor down when it is closed. */
    public static LoadRunner onExecutor(Loads loads, ThreadPoolExecutor executor) {
        return new LoadRunner(loads, executor, Long.MAX_VALUE, () -> {});
    }

    /** Returns how long a load may be waited for. */
    public long timeoutNanos() {
        return timeoutNanos;
    }

    /**
     * Runs what loads the keys that the caller has claimed, and ends their loads. When this returns all of them have an
     * outcome: that of the work, or that their time is over.
     */
    public void run(List<Load> claimed, Runnable work) {
        run(claimed, work, timeoutNanos);
    }

    /**
     * Does the same for a caller that leaves when its patience is over. Loads that have no outcome then go on; whoever comes
     * across one that takes longer than the timeout does not wait for it.
     */
    public void run(List<Load> claimed, Runnable work, long patienceNanos) {
        if (executor == null || ON_EXECUTOR.get() != null) {
            claimed.forEach(Load::begin);
            work.run();
            return;
        }
        long waitNanos = Math.min(patienceNanos, timeoutNanos);
        long deadlineNanos = System.nanoTime() + waitNanos;
        claimed.forEach(load -> load.within(timeoutNanos));
        try {
            executor.execute(() -> runOnExecutor(claimed, work));
        } catch (RejectedExecutionException e) {
            String busy = executor.isShutdown()
                    ? CLOSED
                    : "All " + executor.getMaximumPoolSize() + " loader threads of the cache are busy";
            neverRuns(claimed, new CacheLoaderException(busy, e));
            return;
        } catch (Error e) { // no thread could be started
            neverRuns(claimed, new CacheLoaderException("No loader thread could be started", e));
            throw e;
        }
        for (Load load : claimed) {
            if (!load.awaitLoaded(Math.max(0, deadlineNanos - System.nanoTime()))) {
                if (waitNanos == timeoutNanos) {
                    claimed.forEach(late -> timeOut(late, load.key()));
                    FirstFailure.forEach(claimed, loads::settle);
                }
                return;
            }
        }
    }

    private void runOnExecutor(List<Load> claimed, Runnable work) {
        ON_EXECUTOR.set(true);
        try {
            claimed.forEach(this::begin);
            work.run();
        } catch (RuntimeException e) {
            // the loads have their outcome: this is a listener that failed, and there is no caller to tell
            System.getLogger(LoadRunner.class.getName()).log(Level.WARNING, "Failed after a load", e);
        } finally {
            ON_EXECUTOR.remove();
        }
    }

    /** A load whose time, or that of its cache, is over before a thread is free for it has failed; the work passes over it. */
    private void begin(Load load) {
        load.begin();
        if (load.isOverdue()) {
            timeOut(load, load.key());
        } else if (closed) {
            load.failed(new CacheLoaderException(CLOSED));
        }
    }

    private void timeOut(Load load, Object key) {
        if (load.fail(timedOut(key))) {
            onTimeout.run();
        }
    }

    /** Returns the failure of a load that takes too long. */
    public CacheLoaderException timedOut(Object key) {
        return new CacheLoaderException("The loader has not returned a value for the key " + ShownText.of(key)
                + " within " + Duration.ofNanos(timeoutNanos).toMillis() + " ms");
    }

    /** Does what the work would have done in the end. */
    private void neverRuns(List<Load> claimed, CacheLoaderException reason) {
        claimed.forEach(load -> load.failed(reason));
        // equals of a key may throw, and who waits for another must not
        FirstFailure.forEach(claimed, load -> {
            try {
                loads.settle(load);
            } finally {
                load.lease().close();
            }
        });
    }

    /** Lets loads on the executor end that have begun, and begins none. */
    public void close() {
        closed = true;
        if (executor != null) {
            executor.shutdown();
        }
    }
}
