package io.tiercel.statistics;

import java.util.Arrays;

/**
 * How long operations took: a count per bucket of {@link LatencyBuckets}, and the sum of the times. Immutable. Two
 * histograms merge by adding them, which percentiles would not.
 */
public final class LatencyHistogram {

    private static final LatencyHistogram EMPTY = new LatencyHistogram(new long[LatencyBuckets.COUNT], 0);

    private final long[] counts;
    private final long count;
    private final long totalNanos;

    LatencyHistogram(long[] counts, long totalNanos) {
        this.counts = counts;
        this.count = Arrays.stream(counts).sum();
        this.totalNanos = totalNanos;
    }

    /** Returns the histogram of nothing. */
    public static LatencyHistogram empty() {
        return EMPTY;
    }

    /** Returns how many operations were timed, which for sampled operations is fewer than there were. */
    public long count() {
        return count;
    }

    /** Returns the sum of the times. */
    public long totalNanos() {
        return totalNanos;
    }

    /** Returns the mean time, 0 when nothing was timed. */
    public double meanNanos() {
        return count == 0 ? 0 : (double) totalNanos / count;
    }

    /**
     * Returns a time that the given share of the operations did not exceed, at most 12.5 % too high, 0 when nothing
     * was timed.
     *
     * @throws IllegalArgumentException when {@code percentile} is not in 0 to 100
     */
    public long percentileNanos(double percentile) {
        if (!(percentile >= 0 && percentile <= 100)) {
            throw new IllegalArgumentException("percentile=" + percentile);
        }
        long rank = Math.max(1, (long) Math.ceil(count * percentile / 100));
        long seen = 0;
        for (int index = 0; index < counts.length; index++) {
            seen += counts[index];
            if (seen >= rank) {
                return LatencyBuckets.upperBoundNanos(index);
            }
        }
        return 0;
    }

    /** Returns the longest time, at most 12.5 % too high, 0 when nothing was timed. */
    public long maxNanos() {
        return percentileNanos(100);
    }

    /** Returns how many operations took at most the given time, as finely as the buckets tell. */
    public long countUpTo(long nanos) {
        long seen = 0;
        int last = LatencyBuckets.indexOf(nanos);
        for (int index = 0; index <= last; index++) {
            seen += counts[index];
        }
        return seen;
    }

    /** Returns the histogram of what is in this one and in the other. */
    public LatencyHistogram plus(LatencyHistogram other) {
        long[] sum = counts.clone();
        for (int index = 0; index < sum.length; index++) {
            sum[index] += other.counts[index];
        }
        return new LatencyHistogram(sum, totalNanos + other.totalNanos);
    }

    /** Returns the histogram of what is in this one and is not in an earlier one of the same recorder. */
    LatencyHistogram minus(LatencyHistogram earlier) {
        long[] difference = counts.clone();
        for (int index = 0; index < difference.length; index++) {
            difference[index] -= earlier.counts[index];
        }
        return new LatencyHistogram(difference, totalNanos - earlier.totalNanos);
    }
}
