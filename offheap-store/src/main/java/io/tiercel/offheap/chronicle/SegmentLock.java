package io.tiercel.offheap.chronicle;

import java.util.concurrent.locks.LockSupport;

/**
 * A read-write lock that can be closed for good. Held for less than some microseconds at a time, so waiting threads spin
 * first; they never throw for an interrupt, nor clear it. Not reentrant, bound to no thread. A waiting writer keeps new
 * readers out.
 *
 * <p>It lies on the heap and not, as Chronicle's own, in the segment: a thread that comes late finds it closed, where
 * that of a segment would be memory that is gone; and a process that was killed leaves none locked in a file. Its state is
 * in {@link LockWords}: readers in the low bits, and the flags above.
 */
abstract class SegmentLock {

    private static final int CLOSED = 1 << 31;
    private static final int WRITER = 1 << 30;
    private static final int WAITING = 1 << 29;
    private static final int UNPREPARED = 1 << 28;

    private static final int SPINS = 200;
    private static final int YIELDS = 50;
    private static final long PARK_NANOS = 20_000;

    private final LockWords words;
    private final int index;

    /** @param index which of the words it has */
    SegmentLock(LockWords words, int index) {
        this.words = words;
        this.index = index;
    }

    /**
     * Makes the words of locks that are open.
     *
     * @param count of them, a power of two
     * @param prepared whether {@link #prepare} is not to be called
     */
    static LockWords words(int count, boolean prepared) {
        return new LockWords(count, prepared ? 0 : UNPREPARED);
    }

    /** Called with the lock held for writing, before it is held for the first time; if it throws, once more before the next. */
    abstract void prepare();

    /** Returns what is closed when this is, for messages. */
    abstract String owner();

    /** @throws IllegalStateException if it is closed */
    final void lockRead() {
        if (!tryLockRead(words, index)) {
            waitToRead();
        }
    }

    /** Takes the lock of a word if nothing speaks against it: else its lock is to be asked. */
    static boolean tryLockRead(LockWords words, int index) {
        int seen = words.get(index);
        return (seen & (CLOSED | WRITER | WAITING | UNPREPARED)) == 0 && words.replace(index, seen, seen + 1);
    }

    static void unlockRead(LockWords words, int index) {
        words.add(index, -1);
    }

    final void unlockRead() {
        unlockRead(words, index);
    }

    /** @throws IllegalStateException if it is closed */
    final void lockWrite() {
        if (!words.replace(index, 0, WRITER)) {
            waitToWrite();
        }
    }

    final void unlockWrite() {
        words.add(index, -WRITER);
    }

    /** Waits for those who hold it, and lets nobody in any more. Returns false if it was closed already. */
    final boolean close() {
        while (!words.replace(index, UNPREPARED, CLOSED)) {
            if ((words.get(index) & UNPREPARED) == 0) {
                try {
                    lockWrite();
                } catch (IllegalStateException e) {
                    return false;
                }
                words.set(index, CLOSED);
                return true;
            }
        }
        return true;
    }

    /** Prepares it if that was not done. Returns false if it is closed. */
    final boolean ensurePrepared() {
        if ((words.get(index) & UNPREPARED) != 0) {
            prepareFirst();
        }
        return (words.get(index) & CLOSED) == 0;
    }

    private void waitToRead() {
        for (int turn = 0; ; turn++) {
            int seen = words.get(index);
            checkOpen(seen);
            if ((seen & UNPREPARED) != 0) {
                prepareFirst();
            } else if ((seen & (WRITER | WAITING)) == 0) {
                if (words.replace(index, seen, seen + 1)) {
                    return;
                }
            } else {
                pause(turn);
            }
        }
    }

    private void waitToWrite() {
        for (int turn = 0; ; turn++) {
            int seen = words.get(index);
            checkOpen(seen);
            if ((seen & UNPREPARED) != 0) {
                prepareFirst();
            } else if ((seen & ~WAITING) == 0) {
                // Others who wait say so again.
                if (words.replace(index, seen, WRITER)) {
                    return;
                }
            } else {
                if ((seen & WAITING) == 0) {
                    words.replace(index, seen, seen | WAITING);
                }
                pause(turn);
            }
        }
    }

    private void prepareFirst() {
        if (words.replace(index, UNPREPARED, WRITER)) {
            boolean prepared = false;
            try {
                prepare();
                prepared = true;
            } finally {
                if (prepared) {
                    unlockWrite();
                } else {
                    words.set(index, UNPREPARED); // others who wait say so again
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
