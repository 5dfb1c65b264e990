package io.tiercel.offheap.chronicle;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/**
 * A read-write lock that can be closed for good. Held for less than some microseconds at a time, so waiting threads spin
 * first; they never throw for an interrupt, nor clear it. Not reentrant, bound to no thread. A waiting writer keeps new
 * readers out.
 *
 * <p>It lies on the heap and not, as Chronicle's own, in the segment: a thread that comes late finds it closed, where
 * that of a segment would be memory that is gone; and a process that was killed leaves none locked in a file.
 */
@SuppressWarnings("unused") // the state is reached through its handle
abstract class SegmentLock {

    private static final int CLOSED = 1 << 31;
    private static final int WRITER = 1 << 30;
    private static final int WAITING = 1 << 29;
    private static final int UNPREPARED = 1 << 28;

    private static final int SPINS = 200;
    private static final int YIELDS = 50;
    private static final long PARK_NANOS = 20_000;

    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(SegmentLock.class, "state", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Readers in the low bits, and the flags above. */
    private volatile int state;

    /** @param prepared whether {@link #prepare} is not to be called */
    SegmentLock(boolean prepared) {
        this.state = prepared ? 0 : UNPREPARED;
    }

    /** Called with the lock held for writing, before it is held for the first time; if it throws, once more before the next. */
    abstract void prepare();

    /** Returns what is closed when this is, for messages. */
    abstract String owner();

    /** @throws IllegalStateException if it is closed */
    final void lockRead() {
        int seen = state;
        if ((seen & (CLOSED | WRITER | WAITING | UNPREPARED)) != 0 || !STATE.compareAndSet(this, seen, seen + 1)) {
            waitToRead();
        }
    }

    final void unlockRead() {
        STATE.getAndAdd(this, -1);
    }

    /** @throws IllegalStateException if it is closed */
    final void lockWrite() {
        if (!STATE.compareAndSet(this, 0, WRITER)) {
            waitToWrite();
        }
    }

    final void unlockWrite() {
        STATE.getAndAdd(this, -WRITER);
    }

    /** Waits for those who hold it, and lets nobody in any more. Returns false if it was closed already. */
    final boolean close() {
        while (!STATE.compareAndSet(this, UNPREPARED, CLOSED)) {
            if ((state & UNPREPARED) == 0) {
                try {
                    lockWrite();
                } catch (IllegalStateException e) {
                    return false;
                }
                state = CLOSED;
                return true;
            }
        }
        return true;
    }

    /** Prepares it if that was not done. Returns false if it is closed. */
    final boolean ensurePrepared() {
        if ((state & UNPREPARED) != 0) {
            prepareFirst();
        }
        return (state & CLOSED) == 0;
    }

    private void waitToRead() {
        for (int turn = 0; ; turn++) {
            int seen = state;
            checkOpen(seen);
            if ((seen & UNPREPARED) != 0) {
                prepareFirst();
            } else if ((seen & (WRITER | WAITING)) == 0) {
                if (STATE.compareAndSet(this, seen, seen + 1)) {
                    return;
                }
            } else {
                pause(turn);
            }
        }
    }

    private void waitToWrite() {
        for (int turn = 0; ; turn++) {
            int seen = state;
            checkOpen(seen);
            if ((seen & UNPREPARED) != 0) {
                prepareFirst();
            } else if ((seen & ~WAITING) == 0) {
                // Others who wait say so again.
                if (STATE.compareAndSet(this, seen, WRITER)) {
                    return;
                }
            } else {
                if ((seen & WAITING) == 0) {
                    STATE.compareAndSet(this, seen, seen | WAITING);
                }
                pause(turn);
            }
        }
    }

    private void prepareFirst() {
        if (STATE.compareAndSet(this, UNPREPARED, WRITER)) {
            boolean prepared = false;
            try {
                prepare();
                prepared = true;
            } finally {
                if (prepared) {
                    unlockWrite();
                } else {
                    state = UNPREPARED; // others who wait say so again
                }
            }
        }
    }

    private void checkOpen(int seen) {
        if ((seen & CLOSED) != 0) {
            throw new IllegalStateException(owner() + " is closed");
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // a holder that has lost its processor may get it back sooner
    private static void pause(int turn) {
        if (turn < SPINS) {
            Thread.onSpinWait();
        } else if (turn < SPINS + YIELDS) {
            Thread.yield();
        } else {
            LockSupport.parkNanos(PARK_NANOS);
        }
    }
}
