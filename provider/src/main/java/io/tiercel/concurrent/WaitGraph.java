package io.tiercel.concurrent;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The wait-for graph of all threads that wait inside caches of this class loader, over keys, caches and managers.
 *
 * <p>User code (loaders, writers, processors, listeners) may call back into any cache, so two threads can come to wait
 * for each other. Each thread that is about to wait adds its edge here first and then follows the edges from the thread
 * that it would wait for; if they lead back to itself, it must not wait. Edges are added and followed under one lock,
 * so of the threads that would close a cycle exactly one finds it. The lock is taken only by threads that are about to
 * block anyway, and no user code runs under it.
 *
 * <p>Thread-safe. Adding an edge takes time linear in the length of the chain of waiting threads.
 */
public final class WaitGraph {

    private static final ConcurrentMap<Thread, Waitable> WAITING = new ConcurrentHashMap<>();
    private static final ReentrantLock EDGES = new ReentrantLock();

    private WaitGraph() {}

    /**
     * Records that the calling thread is about to wait. Must be paired with {@link #leave(Waitable)} unless it returns
     * false.
     *
     * @return false if waiting would close a cycle; the caller must not wait then
     */
    public static boolean enter(Waitable awaited) {
        Thread self = Thread.currentThread();
        EDGES.lock();
        try {
            if (leadsTo(self, awaited)) {
                return false;
            }
            WAITING.put(self, awaited);
            return true;
        } finally {
            EDGES.unlock();
        }
    }

    /** Takes back the edge that {@link #enter(Waitable)} recorded. */
    public static void leave(Waitable awaited) {
        WAITING.remove(Thread.currentThread(), awaited);
    }

    private static boolean leadsTo(Thread target, Waitable first) {
        Waitable next = first;
        while (next != null && !next.isDone()) {
            Thread holder = next.holder();
            if (holder == target) {
                return true;
            }
            next = waitedForBy(holder);
        }
        return false;
    }

    private static @Nullable Waitable waitedForBy(@Nullable Thread thread) {
        return thread == null ? null : WAITING.get(thread);
    }
}
