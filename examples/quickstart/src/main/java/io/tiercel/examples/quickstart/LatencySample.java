package io.tiercel.examples.quickstart;

/**
 * A histogram of latencies, from nanoseconds to hours, in buckets about 3 % wide: each power of two is cut into 32 of
 * them. Not thread-safe: each thread records in its own, and they are added up at the end.
 */
final class LatencySample {
    private static final int SUB_BUCKET_BITS = 5;
    private static final int SUB_BUCKETS = 1 << SUB_BUCKET_BITS;

    private final long[] buckets = new long[(Long.SIZE - SUB_BUCKET_BITS) * SUB_BUCKETS];
    private long count;

    void record(long nanos) {
        buckets[bucket(Math.max(nanos, 0))]++;
        count++;
    }

    void add(LatencySample other) {
        for (int i = 0; i < buckets.length; i++) {
            buckets[i] += other.buckets[i];
        }
        count += other.count;
    }

    long count() {
        return count;
    }

    /** The latency that the given share of all recorded ones does not exceed, to within 3 %; 0 if there are none. */
    long quantileNanos(double share) {
        long rank = Math.max(1, (long) Math.ceil(share * count));
        long seen = 0;
        for (int i = 0; i < buckets.length; i++) {
            seen += buckets[i];
            if (seen >= rank) {
                return lowestNanos(i);
            }
        }
        return 0;
    }

    private static int bucket(long nanos) {
        int shift = Math.max(0, Long.SIZE - SUB_BUCKET_BITS - 1 - Long.numberOfLeadingZeros(nanos));
        return shift * SUB_BUCKETS + (int) (nanos >>> shift);
    }

    private static long lowestNanos(int bucket) {
        int shift = Math.max(0, bucket / SUB_BUCKETS - 1);
        return (bucket - (long) shift * SUB_BUCKETS) << shift;
    }
}
