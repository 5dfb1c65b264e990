package io.tiercel.statistics;

import org.jspecify.annotations.Nullable;

/**
 * The statistics of one cache. Counts are exact. Times of gets, puts and removals are sampled per thread: the first
 * always, then about one in 64, and of all after the first few thousand about one in 256. Every load is timed.
 *
 * <p>An operation fetches its thread's cell once, begins, does its work, counts and ends:
 *
 * <pre>{@code
 * CounterCell cell = statistics.cell();
 * long began = cell.beginGet();
 * ...
 * cell.count(Counter.HITS);
 * statistics.end(TimedOperation.GET_HIT, began);
 * }</pre>
 *
 * <p>Safe for use by many threads. Fetching the cell costs about two nanoseconds and each other call less; the clock
 * is read only when sampled, and nothing is allocated once the thread has counted in this cache. While disabled the
 * cell is one that counts and times nothing; what was counted before stays.
 */
public final class CacheStatistics {

    /** How many gets there are to one that is timed, about, where there are many. */
    public static final int GETS_PER_SAMPLE = CounterCell.PER_SAMPLE;

    private final PerThreadCounters counters;
    /** What is counted while statistics are off, null where nothing is. */
    private final @Nullable HiddenCounts hidden;

    private volatile boolean enabled;
    private final LatencyRecorder[] recorders = new LatencyRecorder[TimedOperation.COUNT];

    /** Makes the statistics of a cache, all zero. */
    public CacheStatistics(boolean enabled) {
        this(enabled, /* samples= */ false);
    }

    /**
     * Makes the statistics of a cache, all zero.
     *
     * @param samples whether somebody needs the samples of gets all the time: then operations are counted and sampled
     *     while statistics are off too, but that does not show
     */
    public CacheStatistics(boolean enabled, boolean samples) {
        this.enabled = enabled;
        counters = new PerThreadCounters(enabled || samples);
        hidden = samples ? new HiddenCounts(counters, enabled) : null;
        for (int operation = 0; operation < recorders.length; operation++) {
            recorders[operation] = new LatencyRecorder();
        }
    }

    /** Returns whether operations are counted and timed. */
    public boolean isEnabled() {
        return enabled;
    }

    /** Switches counting and timing on or off, and keeps what was counted. */
    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
        if (hidden == null) {
            counters.setEnabled(enabled);
        } else {
            hidden.setOn(enabled);
        }
    }

    /** Returns the cell in which the current thread counts: for this operation of this thread, not to be kept. */
    public CounterCell cell() {
        return counters.cell();
    }

    /** Returns the cell in which the current thread counts, or null while nothing is counted. */
    public @Nullable CounterCell cellIfEnabled() {
        return counters.cellIfEnabled();
    }

    /** Counts one in the current thread's cell. */
    public void count(Counter counter) {
        cell().count(counter);
    }

    /** Counts several in the current thread's cell. */
    public void count(Counter counter, long amount) {
        cell().count(counter, amount);
    }

    /** Ends an operation that began at the time that a {@code begin} method returned; does nothing when that is 0. */
    public void end(TimedOperation operation, long beganNanos) {
        if (beganNanos != 0) {
            record(operation, System.nanoTime() - beganNanos);
        }
    }

    private void record(TimedOperation operation, long elapsedNanos) {
        if (enabled || hidden == null) {
            recorders[operation.index()].record(Math.max(0, elapsedNanos));
        }
    }

    /** Returns a count since the last reset: every one that happened before this call, and each once. */
    public long get(Counter counter) {
        return hidden == null ? counters.sum(counter.index()) : hidden.shown(counter.index());
    }

    /** Returns the times of one kind of operation since the last reset. */
    public LatencyHistogram latency(TimedOperation operation) {
        return recorders[operation.index()].histogram();
    }

    /** Sets all counts and times to zero. What is counted meanwhile is counted either before or after, never lost. */
    public void reset() {
        if (hidden == null) {
            counters.reset();
        } else {
            hidden.reset();
        }
        for (LatencyRecorder recorder : recorders) {
            recorder.reset();
        }
    }
}
