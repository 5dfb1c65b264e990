package io.tiercel.warming;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Loads the keys that are related to missing ones, in the background. Missing keys wait in a bounded queue, each at most
 * once; when it is full a further one is left alone, and counted. What is loaded in the background asks for nothing
 * further, so a chain of related keys ends after its first link. Thread-safe.
 */
public final class RelatedLoads<K> implements AutoCloseable {

    static final int MOST_PER_KEY = 1_000;
    private static final int MOST_THREADS = 2;
    private static final Logger LOGGER = System.getLogger(RelatedLoads.class.getName());

    /** Whether the current thread loads related keys. */
    private final ThreadLocal<Boolean> inBackground = new ThreadLocal<>();

    private final RelatedKeys<K> related;
    private final int capacity;
    private final UnaryOperator<K> keep;
    private final WarmingTarget<K> target;
    private final Executor executor;
    private final ReentrantLock lock = new ReentrantLock();

    // Guarded by the lock.
    private final Deque<K> queue = new ArrayDeque<>();
    private final Set<K> known = new HashSet<>();
    private final Set<K> loading = new HashSet<>();
    private int threads;
    private boolean closed;
    private long loaded;
    private long failed;
    private long dropped;

    /**
     * @param capacity how many missing keys may wait
     * @param keep returns what to keep of a key that the application may change
     */
    public RelatedLoads(
            RelatedKeys<K> related, int capacity, UnaryOperator<K> keep, WarmingTarget<K> target, Executor executor) {
        this.keep = keep;
        this.related = related;
        this.capacity = capacity;
        this.target = target;
        this.executor = executor;
    }

    /** Has the keys loaded that are related to a missing one. Does not wait. */
    void missed(K key) {
        if (inBackground.get() != null) {
            return;
        }
        lock.lock();
        try {
            if (closed || known.contains(key)) {
                return;
            }
            if (queue.size() >= capacity) {
                dropped++;
                return;
            }
            K kept = keep.apply(key);
            queue.add(kept);
            known.add(kept);
            startThread();
        } finally {
            lock.unlock();
        }
    }

    private void startThread() {
        if (threads == MOST_THREADS) {
            return;
        }
        boolean started = false;
        Run run = new Run();
        threads++;
        try {
            executor.execute(run);
            started = true;
        } catch (RejectedExecutionException | OutOfMemoryError noThread) {
            // the read that misses goes on all the same
        } finally {
            if (!started) { // the next missing key tries again
                run.end();
            }
        }
    }

    /** One thread, as long as it counts. An executor that fails may run it all the same: it finds nothing to do then. */
    private final class Run implements Runnable {

        /** Guarded by the lock. */
        private boolean ended;

        @Override
        public void run() {
            try {
                inBackground.set(true);
                K key = next();
                while (key != null) {
                    loadRelated(key);
                    key = next();
                }
            } finally {
                inBackground.remove();
                end();
            }
        }

        /** Returns a key, or null for a thread that may end: a key that comes after that finds it ended. */
        private @Nullable K next() {
            lock.lock();
            try {
                K key = closed || ended ? null : queue.poll();
                if (key == null) {
                    end();
                }
                return key;
            } finally {
                lock.unlock();
            }
        }

        private void end() {
            lock.lock();
            try {
                if (!ended) {
                    ended = true;
                    threads--;
                }
            } finally {
                lock.unlock();
            }
        }
    }

    private void loadRelated(K key) {
        List<K> mine = List.of();
        try {
            mine = claim(key);
            int count = mine.isEmpty() ? 0 : target.load(mine);
            done(key, mine, count, null);
        } catch (RuntimeException | Error e) {
            done(key, mine, 0, e);
            if (e instanceof Error error) {
                throw error;
            }
        }
    }

    /** Returns those of the related keys that are absent, and that nobody else here is loading. */
    private List<K> claim(K key) {
        Set<K> absent = new LinkedHashSet<>();
        for (K each : related.relatedTo(key)) {
            if (each != null && !each.equals(key) && !target.isPresent(each)) {
                absent.add(each);
            }
            if (absent.size() == MOST_PER_KEY) {
                break;
            }
        }
        lock.lock();
        try {
            List<K> mine = new ArrayList<>();
            for (K each : absent) {
                if (loading.add(each)) {
                    mine.add(each);
                }
            }
            return mine;
        } finally {
            lock.unlock();
        }
    }

    private void done(K key, List<K> mine, int count, @Nullable Throwable failure) {
        boolean isFirst = false;
        lock.lock();
        try {
            known.remove(key);
            mine.forEach(loading::remove);
            loaded += count;
            if (failure != null) {
                isFirst = failed == 0;
                failed++;
            }
        } finally {
            lock.unlock();
        }
        if (failure != null) {
            LOGGER.log(isFirst ? Level.WARNING : Level.DEBUG, "Related keys could not be loaded", failure);
        }
    }

    RelatedProgress progress() {
        lock.lock();
        try {
            return new RelatedProgress(queue.size(), loaded, failed, dropped);
        } finally {
            lock.unlock();
        }
    }

    /** Forgets what waits. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            queue.clear();
            known.clear();
        } finally {
            lock.unlock();
        }
    }
}
