package io.tiercel.write.behind;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** The one thread that takes changes to the writer, until no more are given out. */
final class WriterThread {

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

    private void run() {
        List<KeySlot> batch = pending.await();
        while (!batch.isEmpty()) {
            write(batch);
            batch = pending.await();
        }
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
