package io.tiercel.benchmarks.outside;

import io.tiercel.benchmarks.subject.CacheSpec;
import io.tiercel.benchmarks.subject.Subject;
import io.tiercel.benchmarks.subject.Target;
import io.tiercel.benchmarks.workload.Data;
import java.util.List;
import java.util.SplittableRandom;

/** Fills a cache with more than it can hold; prints the resident size at each step, and the share of payload at the end. */
final class FillingProbe {

    /** The payload that was put, in percent of the configured bytes. */
    static final List<Integer> PUT_PERCENTS = List.of(0, 25, 50, 75, 100, 150);

    private static final Data DATA = Data.BYTES;
    private static final int PAYLOAD_BYTES = Long.BYTES + Data.ARRAY_BYTES;
    private static final int SAMPLES = 200_000;

    private FillingProbe() {}

    @SuppressWarnings("SystemOut") // read by the parent process
    public static void main(String[] arguments) {
        Subject subject = Subject.valueOf(arguments[0]);
        long tierBytes = Long.parseLong(arguments[1]) << 20;
        long before = ProcessMemory.residentBytes();
        StringBuilder figures = new StringBuilder();
        try (Target cache = subject.open(CacheSpec.outside(DATA.types(), Math.max(1, tierBytes / 28_000), tierBytes))) {
            int put = 0;
            for (int percent : PUT_PERCENTS) {
                for (long until = tierBytes / 100 * percent / PAYLOAD_BYTES; put < until; put++) {
                    cache.put(DATA.key(put), DATA.value(put));
                }
                figures.append(100.0 * (ProcessMemory.residentBytes() - before) / tierBytes)
                        .append(' ');
            }
            double held = heldShare(cache, put) * put;
            System.out.println(figures.append(100.0 * held * PAYLOAD_BYTES / tierBytes));
        }
    }

    private static double heldShare(Target cache, int put) {
        SplittableRandom random = new SplittableRandom(5);
        int held = 0;
        for (int sample = 0; sample < SAMPLES; sample++) {
            held += cache.get(DATA.key(random.nextInt(put))) == null ? 0 : 1;
        }
        return (double) held / SAMPLES;
    }
}
