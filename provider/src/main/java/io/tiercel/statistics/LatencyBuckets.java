package io.tiercel.statistics;

/**
 * The scale of every latency histogram: buckets that are linear inside an octave and double from one octave to the
 * next, eight to an octave. A bucket is at most an eighth as wide as its lower bound, so a percentile read from it is
 * at most 12.5 % too high. Times from 2<sup>40</sup> ns (18 minutes) on share the last bucket.
 */
final class LatencyBuckets {

    private static final int BUCKET_BITS = 3;
    private static final int PER_OCTAVE = 1 << BUCKET_BITS;
    private static final int MAX_BITS = 40;

    static final int COUNT = (MAX_BITS - BUCKET_BITS + 1) * PER_OCTAVE;

    private LatencyBuckets() {}

    /** Returns the bucket of a time; times below zero, which a clock should not yield, count as zero. */
    static int indexOf(long nanos) {
        if (nanos < PER_OCTAVE) {
            return (int) Math.max(0, nanos);
        }
        int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos) - BUCKET_BITS;
        int index = shift * PER_OCTAVE + (int) (nanos >>> shift);
        return Math.min(index, COUNT - 1);
    }

    /** Returns the longest time that belongs to a bucket; for the last one, the longest it could tell apart. */
    static long upperBoundNanos(int index) {
        if (index < PER_OCTAVE) {
            return index;
        }
        int shift = index / PER_OCTAVE - 1;
        int mantissa = PER_OCTAVE + index % PER_OCTAVE;
        return ((mantissa + 1L) << shift) - 1;
    }
}
