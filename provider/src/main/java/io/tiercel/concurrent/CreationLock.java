package io.tiercel.concurrent;

import io.tiercel.jvm.EarlierInterrupt;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * A lock under which caches and managers are made one at a time. Factories and constructors of the user run under it and
 * may make others, so that two threads could come to wait for each other: the {@link WaitGraph} finds that.
 *
 * <p>Reentrant and thread-safe. No {@code synchronized}, so a virtual thread that waits gives up its carrier.
 */
public final class CreationLock implements Waitable {

    private final String what;
    private final ReentrantLock state = new ReentrantLock();
    private final Condition freed = state.newCondition();
    private volatile @Nullable Thread owner;
    private int depth;

    /** @param what says what is made under it, for the message of who is refused */
    public CreationLock(String what) {
        this.what = what;
    }

    /**
     * Waits until no other thread has the lock, and takes it.
     *
     * @throws CacheException if the thread that has it waits for the calling one
     */
    public void lock() {
        lock(/* interruptibly= */ false);
    }

    /**
     * Does the same, but an interrupt that comes meanwhile ends the wait; one that came before does not, for it was not meant
     * for this.
     *
     * @throws CacheException if the thread that has it waits for the calling one, or if that is interrupted
     */
    public void lockUnlessInterrupted() {
        EarlierInterrupt.aside(() -> lock(/* interruptibly= */ true));
    }

    private void lock(boolean interruptibly) {
        Thread self = Thread.currentThread();
        state.lock();
        try {
            while (owner != null && owner != self) {
                await(interruptibly);
            }
            owner = self;
            depth++;
        } finally {
            state.unlock();
        }
    }

    @SuppressWarnings("WaitNotInLoop") // the caller loops
    private void await(boolean interruptibly) {
        if (!WaitGraph.enter(this)) {
            throw new CacheException("Deadlock: this thread would wait for its turn at " + what
                    + ", which a thread has that waits for this one. What a cache is made of, such as the factory of a"
                    + " loader, should not make, open or close others that do the same.");
        }
        try {
            if (interruptibly) {
                freed.await();
            } else {
                freed.awaitUninterruptibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CacheException("Interrupted while this thread waited for its turn at " + what, e);
        } finally {
            WaitGraph.leave(this);
        }
    }

    /** Gives the lock back, as often as it was taken. */
    public void unlock() {
        state.lock();
        try {
            if (owner != Thread.currentThread()) {
                throw new IllegalMonitorStateException("not the owner of the turn at " + what);
            }
            if (--depth == 0) {
                owner = null;
                freed.signalAll();
            }
        } finally {
            state.unlock();
        }
    }

    @Override
    public @Nullable Thread holder() {
        return owner;
    }

    @Override
    public boolean isDone() {
        return owner == null;
    }
}
