package io.tiercel.write.behind;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The one thread that takes changes to the writer, until no more are given out. */
final class WriterThread {

    /** How long it waits for others to give memory back. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final String cacheName;
    private final PendingChanges pending;
    private final BatchWriter batches;
    private final Thread thread;

    WriterThread(String cacheName, PendingChanges pending, BatchWriter batches, ThreadFactory threads) {
        this.cacheName = cacheName;
        this.pending = pending;
        this.batches = batches;
        this.thread = threads.newThread(this::run);
    }

    void start() {
        thread.start();
    }

    /** Returns whether it runs or has run; not so if the system refused a thread. */
    boolean isStarted() {
        return thread.getState() != Thread.State.NEW;
    }

    /** Returns whether the calling thread is this one, so that the application's writer has called. */
    boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    /** Not even for want of memory does it end before it is told to. */
    private void run() {
        List<KeySlot> batch = List.of();
        boolean isOver = false;
        while (!isOver) {
            try {
                pending.unsettled(batch); // those of which this has failed
                batch = pending.await();
                isOver = batch.isEmpty();
                write(batch);
            } catch (RuntimeException | Error e) {
                failed(e);
            }
        }
    }

    private void failed(Throwable failure) {
        try {
            System.getLogger(WriteBehind.class.getName())
                    .log(
                            Level.ERROR,
                            "The thread that writes behind for the cache '" + cacheName + "' goes on",
                            failure);
        } catch (RuntimeException | Error unlogged) {
            // what waits matters more than what is told of it
        }
        LockSupport.parkNanos(PAUSE_NANOS);
    }

    /** Writes what is due in the calling thread, in place of this one; returns whether anything was. */
    boolean writeDue() {
        List<KeySlot> batch = pending.take();
        write(batch);
        return !batch.isEmpty();
    }

    /** What the writer throws is settled already. Anything else must not end the thread, on which all changes depend. */
    private void write(List<KeySlot> batch) {
        try {
            batches.write(batch);
        } catch (RuntimeException | Error e) {
            System.getLogger(WriteBehind.class.getName())
                    .log(Level.ERROR, "Failed to write behind for the cache '" + cacheName + "'", e);
            pending.unsettled(batch);
        }
    }

    /** Waits for the end of the thread, which is given no more; at the deadline it is interrupted. */
    void join(long deadlineNanos) {
        try {
            thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            thread.interrupt(); // a writer that hangs
        }
    }
}
