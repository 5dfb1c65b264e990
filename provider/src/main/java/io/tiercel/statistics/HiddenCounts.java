package io.tiercel.statistics;

import java.util.concurrent.locks.ReentrantLock;

/**
 * What the counters of a cache count while its statistics are off, because its gets are sampled for other reasons: it is
 * not shown. Thread-safe; an operation that is under way while statistics are switched counts on either side.
 */
final class HiddenCounts {

    private final PerThreadCounters counters;
    private final ReentrantLock lock = new ReentrantLock();

    // Guarded by the lock.
    private final long[] hidden = new long[Counter.COUNT];
    private final long[] shownWhenOff = new long[Counter.COUNT];
    private boolean isOn;

    HiddenCounts(PerThreadCounters counters, boolean isOn) {
        this.counters = counters;
        this.isOn = isOn;
    }

    void setOn(boolean on) {
        lock.lock();
        try {
            if (on != isOn) {
                for (int counter = 0; counter < Counter.COUNT; counter++) {
                    switchTo(on, counter);
                }
                isOn = on;
            }
        } finally {
            lock.unlock();
        }
    }

    private void switchTo(boolean on, int counter) {
        long sum = counters.sum(counter);
        if (on) {
            hidden[counter] = sum - shownWhenOff[counter];
        } else {
            shownWhenOff[counter] = sum - hidden[counter];
        }
    }

    /** Returns what is shown of a counter. */
    long shown(int counter) {
        lock.lock();
        try {
            return isOn ? counters.sum(counter) - hidden[counter] : shownWhenOff[counter];
        } finally {
            lock.unlock();
        }
    }

    void reset() {
        lock.lock();
        try {
            counters.reset();
            for (int counter = 0; counter < Counter.COUNT; counter++) {
                hidden[counter] = 0;
                shownWhenOff[counter] = 0;
            }
        } finally {
            lock.unlock();
        }
    }
}
