package io.tiercel.benchmarks.outside;

import io.tiercel.benchmarks.subject.CacheSpec;
import io.tiercel.benchmarks.subject.Subject;
import io.tiercel.benchmarks.subject.Target;
import io.tiercel.benchmarks.workload.Data;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/** Fills a tier, then reads and now and then writes for some seconds, and prints how often. */
final class LongestPauseProbe {

    private static final Data DATA = Data.BYTES;
    private static final int BYTES_PER_ENTRY = 280;
    private static final int READS_PER_WRITE = 10;
    private static final int BATCH = 1000;

    private LongestPauseProbe() {}

    @SuppressWarnings("SystemOut") // read by the parent process
    public static void main(String[] arguments) {
        Subject subject = Subject.valueOf(arguments[0]);
        long tierBytes = Long.parseLong(arguments[1]) << 20;
        int seconds = Integer.parseInt(arguments[2]);
        int entries = (int) (tierBytes / BYTES_PER_ENTRY);
        try (Target cache = subject.open(CacheSpec.outside(DATA.types(), Math.max(1, entries / 100), tierBytes))) {
            for (int put = 0; put < entries; put++) {
                cache.put(DATA.key(put), DATA.value(put));
            }
            System.out.println(readAndWrite(cache, entries, seconds));
        }
    }

    private static long readAndWrite(Target cache, int entries, int seconds) {
        SplittableRandom random = new SplittableRandom(3);
        long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        long operations = 0;
        for (int next = entries; System.nanoTime() - endNanos < 0; operations += BATCH) {
            for (int operation = 0; operation < BATCH; operation++) {
                if (operation % READS_PER_WRITE == 0) {
                    cache.put(DATA.key(next), DATA.value(next));
                    next++;
                } else {
                    cache.get(DATA.key(random.nextInt(next)));
                }
            }
        }
        return operations;
    }
}
