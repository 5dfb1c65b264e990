package io.tiercel.load;

import io.tiercel.jvm.EarlierInterrupt;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Loads of a cache that nobody waits for, while they wait for a thread: each key once. Thread-safe.
 *
 * <p>A load claims its keys when it begins, not when it is offered. So whoever misses a key never waits for a thread of the
 * executor, and a load that finds the key loaded by then has nothing to do.
 */
public final class BackgroundLoads implements AutoCloseable {

    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(2);

    private final Executor executor;
    private final Duration longestClose;
    private final Set<HashedKey> keys = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition ended = lock.newCondition();

    // Guarded by the lock.
    private final Set<Thread> running = new HashSet<>();
    private boolean closed;

    /** @param executor a bounded one, which throws {@link RejectedExecutionException} when it is full */
    public BackgroundLoads(Executor executor) {
        this(executor, LONGEST_CLOSE);
    }

    /** @param longestClose how long a close waits for loads that have begun */
    BackgroundLoads(Executor executor, Duration longestClose) {
        this.executor = executor;
        this.longestClose = longestClose;
    }

    /**
     * What becomes of loads that are offered.
     *
     * @param loads those whose keys did not wait already
     * @param isRefused whether there is no room for them, or no thread; else they will run
     */
    public record Offered<T>(List<T> loads, boolean isRefused) {}

    /**
     * Offers loads that one action does.
     *
     * @param keyOf tells the key of a load in stored form
     * @param action is given those whose keys did not wait already
     */
    public <T> Offered<T> offer(List<T> loads, Function<? super T, ?> keyOf, Consumer<? super List<T>> action) {
        List<HashedKey> filed = new ArrayList<>(loads.size());
        boolean taken = false;
        try {
            List<T> fresh = new ArrayList<>(loads.size());
            for (T load : loads) {
                HashedKey key = new HashedKey(keyOf.apply(load));
                if (keys.add(key)) {
                    filed.add(key);
                    fresh.add(load);
                }
            }
            taken = fresh.isEmpty() || execute(() -> run(filed, () -> action.accept(fresh)));
            return new Offered<>(fresh, !taken);
        } finally {
            if (!taken) {
                filed.forEach(keys::remove);
            }
        }
    }

    private boolean execute(Runnable task) {
        try {
            executor.execute(task);
            return true;
        } catch (RejectedExecutionException | OutOfMemoryError noThread) { // the read that asks goes on all the same
            return false;
        }
    }

    private void run(List<HashedKey> filed, Runnable load) {
        filed.forEach(keys::remove);
        if (!begin()) {
            return;
        }
        try {
            load.run();
        } catch (RuntimeException e) { // of a listener: there is no caller to tell
            System.getLogger(BackgroundLoads.class.getName()).log(Level.WARNING, "Failed after a load", e);
        } finally {
            end();
        }
    }

    private boolean begin() {
        lock.lock();
        try {
            return !closed && running.add(Thread.currentThread());
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            running.remove(Thread.currentThread());
            ended.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Returns how many loads wait. */
    public int size() {
        return keys.size();
    }

    /**
     * Drops the loads that have not begun, and waits a moment for those that have. An interrupt that comes meanwhile ends the
     * wait; one that came before does not, for it was not meant for this.
     */
    @Override
    public void close() {
        EarlierInterrupt.aside(this::endLoading);
    }

    private void endLoading() {
        lock.lock();
        try {
            closed = true;
            awaitRunning();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private void awaitRunning() throws InterruptedException {
        long nanos = longestClose.toNanos();
        while (othersRun() && nanos > 0) {
            nanos = ended.awaitNanos(nanos);
        }
    }

    /** One of the loads may be what closes the cache: a listener is told of it. */
    private boolean othersRun() {
        return running.size() > (running.contains(Thread.currentThread()) ? 1 : 0);
    }
}
