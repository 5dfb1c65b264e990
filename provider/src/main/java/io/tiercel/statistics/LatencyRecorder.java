package io.tiercel.statistics;

import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * Records how long operations of one kind took.
 *
 * <p>Safe for use by many threads. Recording takes two atomic additions, which sampled or slow operations can afford.
 * Takes 2.5 kB from the first time on, nothing before.
 */
final class LatencyRecorder {

    private static final int TOTAL_NANOS = LatencyBuckets.COUNT;

    private volatile @Nullable AtomicLongArray recorded;
    private volatile LatencyHistogram baseline = LatencyHistogram.empty();

    void record(long elapsedNanos) {
        AtomicLongArray array = recorded;
        if (array == null) {
            array = allocate();
        }
        array.getAndAdd(TOTAL_NANOS, elapsedNanos);
        array.getAndIncrement(LatencyBuckets.indexOf(elapsedNanos));
    }

    // Holds the monitor for an allocation only, and once in the recorder's life.
    private synchronized AtomicLongArray allocate() {
        AtomicLongArray array = recorded;
        if (array == null) {
            array = new AtomicLongArray(LatencyBuckets.COUNT + 1);
            recorded = array;
        }
        return array;
    }

    /** Returns what was recorded since the last reset. */
    LatencyHistogram histogram() {
        LatencyHistogram before = baseline;
        return sinceStart().minus(before);
    }

    /** Begins anew. Times recorded meanwhile are not lost. */
    void reset() {
        baseline = sinceStart();
    }

    private LatencyHistogram sinceStart() {
        AtomicLongArray array = recorded;
        if (array == null) {
            return LatencyHistogram.empty();
        }
        long[] counts = new long[LatencyBuckets.COUNT];
        for (int index = 0; index < counts.length; index++) {
            counts[index] = array.get(index);
        }
        return new LatencyHistogram(counts, array.get(TOTAL_NANOS));
    }
}
