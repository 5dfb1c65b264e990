package io.tiercel.benchmarks.outside;

import io.tiercel.benchmarks.subject.CacheSpec;
import io.tiercel.benchmarks.subject.Expiry;
import io.tiercel.benchmarks.subject.Subject;
import io.tiercel.benchmarks.subject.Target;
import io.tiercel.benchmarks.workload.Data;

/** Opens a cache and prints two times in milliseconds: until it was open, and until it had answered a get. */
final class FirstOpenProbe {

    private static final Data DATA = Data.BYTES;
    private static final long HEAP_ENTRIES = 10_000;
    private static final long TIER_BYTES = 64L << 20;
    private static final double NANOS_PER_MILLI = 1e6;

    private FirstOpenProbe() {}

    @SuppressWarnings({"SystemOut", "MustBeClosedChecker"}) // read by the parent process; the process ends at once
    public static void main(String[] arguments) {
        Subject subject = Subject.valueOf(arguments[0]);
        boolean outside = Boolean.parseBoolean(arguments[1]);
        CacheSpec spec = outside
                ? CacheSpec.outside(DATA.types(), HEAP_ENTRIES, TIER_BYTES)
                : new CacheSpec(
                        DATA.types(), /* byValue= */ true, HEAP_ENTRIES, /* statistics= */ false, Expiry.ETERNAL);
        long startNanos = System.nanoTime();
        Target cache = subject.open(spec);
        long openNanos = System.nanoTime();
        cache.put(DATA.key(1), DATA.value(1));
        if (cache.get(DATA.key(1)) == null) {
            throw new IllegalStateException("subject=" + subject + " lost its entry");
        }
        long answeredNanos = System.nanoTime();
        System.out.println(
                (openNanos - startNanos) / NANOS_PER_MILLI + " " + (answeredNanos - startNanos) / NANOS_PER_MILLI);
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }
}
