package io.tiercel.concurrent;

import io.tiercel.jvm.DetachedThread;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A close by the thread that has made this, from when nobody finds what is closed any more until all that it had is released:
 * folders above all. Those wait for it who are to make another of its kind in its place. Thread-safe.
 */
public final class Closing implements Waitable {

    private static final long MOST_WAIT_NANOS = TimeUnit.MINUTES.toNanos(1);

    private volatile @Nullable Thread closer = Thread.currentThread();
    private final ReentrantLock state = new ReentrantLock();
    private final Condition ended = state.newCondition();
    private volatile boolean over;

    /** Says that all is released. */
    public void end() {
        state.lock();
        try {
            over = true;
            closer = null; // others may keep this for longer than the thread is to be kept
            ended.signalAll();
        } finally {
            state.unlock();
        }
    }

    /**
     * Waits until all is released, also if interrupted. Not so a thread for which the closing one waits, or may do so as it
     * does for those that write behind or call asynchronous listeners: code of the user on it goes on as things are. Nor does
     * any longer than a minute: what closes may wait for a thread in a way that is not known here.
     *
     * @return false if the close goes on
     */
    public boolean await() {
        if (!over && (DetachedThread.isCurrent() || !WaitGraph.enter(this))) {
            return false;
        }
        boolean interrupted = false;
        state.lock();
        try {
            long nanos = MOST_WAIT_NANOS;
            while (!over && nanos > 0) {
                try {
                    nanos = ended.awaitNanos(nanos);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            return over;
        } finally {
            state.unlock();
            WaitGraph.leave(this);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public @Nullable Thread holder() {
        return closer;
    }

    @Override
    public boolean isDone() {
        return over;
    }
}
