package io.tiercel.benchmarks.outside;

import io.tiercel.benchmarks.subject.CacheSpec;
import io.tiercel.benchmarks.subject.Subject;
import io.tiercel.benchmarks.subject.Target;
import io.tiercel.benchmarks.workload.Data;
import java.util.concurrent.TimeUnit;

/**
 * Puts new keys into a full tier and then does nothing for as long, and prints nanoseconds: a put in the mean, and for 99.9 %
 * and 99.99 % of the puts what so many of them take at most, and what the machine alone would make of as many that took no time.
 */
final class SlowPutsProbe {

    private static final Data DATA = Data.BYTES;
    private static final int BYTES_PER_ENTRY = 280;

    private final Target cache;
    private int next;

    private SlowPutsProbe(Target cache) {
        this.cache = cache;
    }

    @SuppressWarnings("SystemOut") // read by the parent process
    public static void main(String[] arguments) {
        Subject subject = Subject.valueOf(arguments[0]);
        long tierBytes = Long.parseLong(arguments[1]) << 20;
        int seconds = Integer.parseInt(arguments[2]);
        long heapEntries = Math.max(1, tierBytes / BYTES_PER_ENTRY / 100);
        try (Target cache = subject.open(CacheSpec.outside(DATA.types(), heapEntries, tierBytes))) {
            SlowPutsProbe probe = new SlowPutsProbe(cache);
            for (long more = tierBytes / Data.ARRAY_BYTES * 5 / 4; more > 0; more--) {
                probe.put();
            }
            time(seconds / 4, probe::put); // warms up
            Delays puts = time(seconds, probe::put);
            Delays nothing = time(seconds, () -> {});
            System.out.println(TimeUnit.SECONDS.toNanos(seconds) / (double) puts.count()
                    + " " + puts.exceededBy(puts.count() / 1000)
                    + " " + nothing.exceededBy(puts.count() / 1000)
                    + " " + puts.exceededBy(puts.count() / 10_000)
                    + " " + nothing.exceededBy(puts.count() / 10_000));
        }
    }

    private void put() {
        cache.put(DATA.key(next), DATA.value(next));
        next++;
    }

    private static Delays time(int seconds, Runnable operation) {
        Delays delays = new Delays();
        long start = System.nanoTime();
        long end = start + TimeUnit.SECONDS.toNanos(seconds);
        while (start - end < 0) {
            operation.run();
            long now = System.nanoTime();
            delays.add(now - start);
            start = now;
        }
        return delays;
    }

    /** How often something took how long, in steps of 100 ns up to 100 ms. */
    private static final class Delays {

        private static final int STEP_NANOS = 100;
        private static final int STEPS = 1_000_000;

        private final int[] counts = new int[STEPS];
        private long count;

        void add(long nanos) {
            counts[(int) Math.min(nanos / STEP_NANOS, STEPS - 1)]++;
            count++;
        }

        long count() {
            return count;
        }

        /** Returns the nanoseconds that so many took longer than. */
        long exceededBy(long times) {
            int step = STEPS;
            for (long seen = 0; step > 0 && seen <= times; seen += counts[step]) {
                step--;
            }
            return (long) step * STEP_NANOS;
        }
    }
}
