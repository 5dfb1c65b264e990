package io.tiercel.offheap.layer;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Locks and stamps of keys, by hash. A lock keeps those apart who change the same key in both maps. A stamp moves when
 * something has changed below, so that a copy that was read before is not kept above. Thread-safe.
 */
final class Stripes {

    private static final int LOCKS = 128;
    private static final int STAMPS = 4096;
    private static final int SPREAD = 0x9E37_79B9;
    private static final int LOCK_SHIFT = Integer.numberOfLeadingZeros(LOCKS) + 1;
    private static final int STAMP_SHIFT = Integer.numberOfLeadingZeros(STAMPS) + 1;

    private final ReentrantLock[] locks = new ReentrantLock[LOCKS];
    private final AtomicIntegerArray stamps = new AtomicIntegerArray(STAMPS);

    Stripes() {
        this(ReentrantLock::new);
    }

    /** @param newLock makes each lock */
    Stripes(Supplier<? extends ReentrantLock> newLock) {
        for (int i = 0; i < LOCKS; i++) {
            locks[i] = newLock.get();
        }
    }

    ReentrantLock lock(int hash) {
        return locks[(hash * SPREAD) >>> LOCK_SHIFT];
    }

    int stamp(int hash) {
        return stamps.get((hash * SPREAD) >>> STAMP_SHIFT);
    }

    void moveStamp(int hash) {
        stamps.incrementAndGet((hash * SPREAD) >>> STAMP_SHIFT);
    }

    /** Runs an action with all locks held, and moves all stamps. */
    void changeAll(Runnable action) {
        int locked = 0;
        try {
            while (locked < LOCKS) {
                locks[locked].lock();
                locked++; // not before, for who waits needs memory, and may find none
            }
            action.run();
        } finally {
            for (int i = 0; i < STAMPS; i++) {
                stamps.incrementAndGet(i);
            }
            while (locked > 0) {
                locks[--locked].unlock();
            }
        }
    }
}
