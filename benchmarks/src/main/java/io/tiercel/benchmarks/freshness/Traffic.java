package io.tiercel.benchmarks.freshness;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.cache.Cache;

/** One reader: so many reads a millisecond of keys at random, and how long each took. Used by one thread. */
final class Traffic implements Runnable {

    static final int KEYS = 100;
    private static final int READS_PER_MILLI = 20;
    private static final int ABSENT_KEYS = 20;
    private static final int ONE_IN = 1_000;

    private final Cache<Integer, String> cache;
    private final SplittableRandom random;
    private final boolean asksForAbsent;
    private final long[] nanos;
    private int reads;

    Traffic(Cache<Integer, String> cache, long seed, boolean asksForAbsent, int millis) {
        this.cache = cache;
        this.random = new SplittableRandom(seed);
        this.asksForAbsent = asksForAbsent;
        this.nanos = new long[millis * READS_PER_MILLI];
    }

    /** Reads that are late are made up for, so that each strategy sees the same traffic. */
    @Override
    public void run() {
        long began = System.nanoTime();
        while (reads < nanos.length) {
            long due = began + TimeUnit.MILLISECONDS.toNanos(reads / READS_PER_MILLI);
            while (System.nanoTime() - due < 0) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            for (int i = 0; i < READS_PER_MILLI; i++) {
                read();
            }
        }
    }

    private void read() {
        boolean absent = random.nextInt(ONE_IN) == 0 && asksForAbsent;
        Integer key = absent ? -1 - random.nextInt(ABSENT_KEYS) : random.nextInt(KEYS);
        long began = System.nanoTime();
        Object found = cache.get(key);
        nanos[reads++] = System.nanoTime() - began;
        if ((found == null) != absent) {
            throw new IllegalStateException("key=" + key + ", found=" + found);
        }
    }

    /** Returns the times of all readers, the shortest first. */
    static long[] sorted(Iterable<Traffic> readers) {
        long[] all = new long[0];
        for (Traffic reader : readers) {
            int length = all.length;
            all = Arrays.copyOf(all, length + reader.reads);
            System.arraycopy(reader.nanos, 0, all, length, reader.reads);
        }
        Arrays.sort(all);
        return all;
    }
}
