package io.tiercel.benchmarks.start;

import io.tiercel.benchmarks.subject.CacheSpec;
import io.tiercel.benchmarks.subject.Expiry;
import io.tiercel.benchmarks.subject.Subject;
import io.tiercel.benchmarks.subject.Target;
import io.tiercel.benchmarks.workload.Data;

/** Opens a cache, puts, gets, and prints when the get returned; the process then ends without closing anything. */
final class FirstGetProbe {

    /** In place of a subject: opens no cache. */
    static final String BARE = "BARE";

    private static final int CAPACITY = 10_000;

    private FirstGetProbe() {}

    @SuppressWarnings("SystemOut") // read by the parent process
    public static void main(String[] arguments) {
        if (!arguments[0].equals(BARE)) {
            putAndGet(Subject.valueOf(arguments[0]), Data.valueOf(arguments[1]));
        }
        System.out.println(System.nanoTime());
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    @SuppressWarnings("MustBeClosedChecker") // the process ends at once
    private static void putAndGet(Subject subject, Data data) {
        Target cache = subject.open(new CacheSpec(
                data.types(), subject.storesByValue(), CAPACITY, /* statistics= */ false, Expiry.ETERNAL));
        cache.put(data.key(1), data.value(1));
        if (cache.get(data.key(1)) == null) {
            throw new IllegalStateException("subject=" + subject + " lost its entry");
        }
    }
}
