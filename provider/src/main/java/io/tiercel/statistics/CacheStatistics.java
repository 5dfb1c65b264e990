package io.tiercel.statistics;

/**
 * The statistics of one cache. Counts are exact. Times of gets, puts and removals are sampled, about one in 64 per
 * thread and always the first; every load is timed.
 *
 * <p>An operation brackets its work with {@code beginGet} (or {@code beginPut}, {@code beginRemove}) and {@code end},
 * and counts in between:
 *
 * <pre>{@code
 * long began = statistics.beginGet();
 * ...
 * statistics.count(Counter.HITS);
 * statistics.end(TimedOperation.GET_HIT, began);
 * }</pre>
 *
 * <p>Safe for use by many threads. Each call costs one or two nanoseconds, reads the clock only when sampled, and
 * allocates nothing once the thread has counted in this cache. While disabled each call costs a branch, and nothing is
 * counted; what was counted before stays.
 */
public final class CacheStatistics {

    private static final int NEXT_GET = 0;
    private static final int NEXT_PUT = 1;
    private static final int NEXT_REMOVE = 2;
    private static final int MARKS = 3;

    private static final int HITS = Counter.HITS.index();
    private static final int MISSES = Counter.MISSES.index();
    private static final int PUTS = Counter.PUTS.index();
    private static final int REMOVALS = Counter.REMOVALS.index();

    private volatile boolean enabled;

    private final PerThreadCounters counters = new PerThreadCounters(Counter.COUNT, MARKS);
    private final LatencyRecorder[] recorders = new LatencyRecorder[TimedOperation.COUNT];

    /** Makes the statistics of a cache, all zero. */
    public CacheStatistics(boolean enabled) {
        for (int operation = 0; operation < recorders.length; operation++) {
            recorders[operation] = new LatencyRecorder();
        }
        this.enabled = enabled;
    }

    /** Returns whether operations are counted and timed. */
    public boolean isEnabled() {
        return enabled;
    }

    /** Switches counting and timing on or off, and keeps what was counted. */
    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    /** Counts one. */
    public void count(Counter counter) {
        if (enabled) {
            counters.add(counter.index(), 1);
        }
    }

    /** Counts several at once. */
    public void count(Counter counter, long amount) {
        if (enabled && amount != 0) {
            counters.add(counter.index(), amount);
        }
    }

    /** Begins a get: returns a time for {@link #end}, or 0 when this get is not timed. */
    public long beginGet() {
        if (!enabled) {
            return 0;
        }
        CounterCell cell = counters.cell();
        return begin(cell, NEXT_GET, cell.get(HITS) + cell.get(MISSES));
    }

    /** Begins a put: returns a time for {@link #end}, or 0 when this put is not timed. */
    public long beginPut() {
        if (!enabled) {
            return 0;
        }
        CounterCell cell = counters.cell();
        return begin(cell, NEXT_PUT, cell.get(PUTS));
    }

    /** Begins a removal: returns a time for {@link #end}, or 0 when this removal is not timed. */
    public long beginRemove() {
        if (!enabled) {
            return 0;
        }
        CounterCell cell = counters.cell();
        return begin(cell, NEXT_REMOVE, cell.get(REMOVALS));
    }

    /** Begins a load: returns a time for {@link #end}, or 0 while disabled. */
    public long beginLoad() {
        return enabled ? nowNanos() : 0;
    }

    /**
     * Takes a sample when the thread's own count has reached its mark, and moves the mark on by 32 to 95: an uneven
     * step, so that a workload with a period cannot hide behind it. The first operation finds the mark at 0. Whoever
     * races for the mark of a shared cell takes a sample more, which does no harm.
     */
    private long begin(CounterCell cell, int mark, long count) {
        int slot = counters.markSlot(mark);
        if (count < cell.get(slot)) {
            return 0;
        }
        return sample(cell, slot, count);
    }

    private static long sample(CounterCell cell, int slot, long count) {
        long scattered = (count + 1) * 0x9E3779B97F4A7C15L;
        cell.set(slot, count + 32 + (scattered >>> 58));
        return nowNanos();
    }

    private static long nowNanos() {
        long now = System.nanoTime();
        return now == 0 ? 1 : now;
    }

    /** Ends an operation that began at the time that a {@code begin} method returned; does nothing when that is 0. */
    public void end(TimedOperation operation, long beganNanos) {
        if (beganNanos != 0) {
            record(operation, Math.max(0, System.nanoTime() - beganNanos));
        }
    }

    private void record(TimedOperation operation, long elapsedNanos) {
        recorders[operation.index()].record(elapsedNanos);
    }

    /** Returns a count since the last reset: every one that happened before this call, and each once. */
    public long get(Counter counter) {
        return counters.sum(counter.index());
    }

    /** Returns the times of one kind of operation since the last reset. */
    public LatencyHistogram latency(TimedOperation operation) {
        return recorders[operation.index()].histogram();
    }

    /** Sets all counts and times to zero. What is counted meanwhile is counted either before or after, never lost. */
    public void reset() {
        counters.reset();
        for (LatencyRecorder recorder : recorders) {
            recorder.reset();
        }
    }
}
