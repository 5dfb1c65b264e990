package io.tiercel.load;

import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Loads of a cache that nobody waits for, while they wait for a thread: each key once. Thread-safe.
 *
 * <p>A load claims its key when it begins, not when it is offered. So whoever misses a key never waits for a thread of the
 * executor, and a load that finds the key loaded by then has nothing to do.
 */
public final class BackgroundLoads implements AutoCloseable {

    /** What becomes of a load that is offered. */
    public enum Offer {
        /** It will run. */
        TAKEN,
        /** One for the key waits already. */
        KNOWN,
        /** There is no room for it. */
        REFUSED
    }

    private final Executor executor;
    private final Set<HashedKey> keys = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** @param executor a bounded one, which throws {@link RejectedExecutionException} when it is full */
    public BackgroundLoads(Executor executor) {
        this.executor = executor;
    }

    /** Offers to load a key in stored form. */
    public Offer offer(Object key, Runnable load) {
        HashedKey filed = new HashedKey(key);
        if (!keys.add(filed)) {
            return Offer.KNOWN;
        }
        boolean taken = false;
        try {
            executor.execute(() -> run(filed, load));
            taken = true;
            return Offer.TAKEN;
        } catch (RejectedExecutionException e) {
            return Offer.REFUSED;
        } finally {
            if (!taken) {
                keys.remove(filed);
            }
        }
    }

    private void run(HashedKey filed, Runnable load) {
        keys.remove(filed);
        if (closed) {
            return;
        }
        try {
            load.run();
        } catch (RuntimeException e) { // of a listener: there is no caller to tell
            System.getLogger(BackgroundLoads.class.getName()).log(Level.WARNING, "Failed after a load", e);
        }
    }

    /** Returns how many loads wait. */
    public int size() {
        return keys.size();
    }

    /** Drops the loads that have not begun. */
    @Override
    public void close() {
        closed = true;
    }
}
