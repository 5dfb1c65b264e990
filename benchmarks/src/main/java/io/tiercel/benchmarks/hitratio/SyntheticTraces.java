package io.tiercel.benchmarks.hitratio;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToLongFunction;

/** Traces that are made by rule from fixed seeds: each shows one thing that caches are good or bad at. */
final class SyntheticTraces {

    private static final int READS = 400_000;
    private static final int RANKS = 20_000;

    /** Keys from here on are of another kind than those drawn by rank. */
    private static final long OTHER = 1L << 40;

    private static final List<Double> LOOP_PERCENTS = List.of(10.0, 50.0, 80.0, 95.0, 99.0);
    private static final List<Double> MIXED_PERCENTS = List.of(2.0, 5.0, 10.0, 20.0, 40.0);

    private SyntheticTraces() {}

    static List<Trace> all() {
        List<Trace> traces = new ArrayList<>();
        for (double exponent : new double[] {0.7, 0.9, 1.0, 1.1}) {
            traces.add(zipf(exponent));
        }
        traces.add(zipfAndScans());
        traces.add(trace("loop", LOOP_PERCENTS, read -> read % 10_000));
        traces.add(loopAndZipf());
        traces.add(zipfAndRepeatedScan());
        traces.add(shift("shift, abrupt", RANKS));
        traces.add(shift("shift, partial", 200));
        for (int readsPerRank : new int[] {8, 20, 60}) {
            traces.add(drift(readsPerRank));
        }
        traces.add(recency());
        traces.add(zipfThenRecency());
        traces.add(loopThenRecency());
        return traces;
    }

    private static Trace zipf(double exponent) {
        SplittableRandom random = new SplittableRandom(1);
        Zipf zipf = new Zipf(50_000, exponent);
        return trace("Zipf " + exponent, Trace.USUAL_PERCENTS, read -> zipf.draw(random));
    }

    /** After each 20,000 reads, 5,000 keys that are read once. */
    private static Trace zipfAndScans() {
        SplittableRandom random = new SplittableRandom(2);
        Zipf zipf = new Zipf(50_000, 0.9);
        return trace(
                "Zipf 0.9 and scans",
                Trace.USUAL_PERCENTS,
                read -> read >= 20_000 && read % 20_000 < 5_000 ? OTHER + read : zipf.draw(random));
    }

    private static Trace loopAndZipf() {
        SplittableRandom random = new SplittableRandom(3);
        Zipf zipf = new Zipf(RANKS, 0.9);
        long[] position = {0};
        return trace(
                "loop and Zipf 0.9",
                MIXED_PERCENTS,
                read -> random.nextBoolean() ? OTHER + position[0]++ % 10_000 : zipf.draw(random));
    }

    private static Trace zipfAndRepeatedScan() {
        SplittableRandom random = new SplittableRandom(31);
        Zipf zipf = new Zipf(RANKS, 0.9);
        return trace(
                "Zipf 0.9 and a repeated scan",
                MIXED_PERCENTS,
                read -> read % 10_000 < 5_000 ? OTHER + read % 10_000 : zipf.draw(random));
    }

    /** After each 50,000 reads, popularity moves by a number of ranks. */
    private static Trace shift(String name, int ranks) {
        SplittableRandom random = new SplittableRandom(4);
        Zipf zipf = new Zipf(RANKS, 1.0);
        return trace(name, Trace.USUAL_PERCENTS, read -> zipf.draw(random) + (long) (read / 50_000) * ranks);
    }

    /** Each key gains a rank after a number of reads, until it was the most popular one and is gone. */
    private static Trace drift(int readsPerRank) {
        SplittableRandom random = new SplittableRandom(5);
        Zipf zipf = new Zipf(RANKS, 1.0);
        return trace(
                "drift, 1 rank / " + readsPerRank,
                Trace.USUAL_PERCENTS,
                read -> zipf.draw(random) + (long) (read / readsPerRank));
    }

    /** A new key every five reads, and the older a key, the less it is read. */
    private static Trace recency() {
        SplittableRandom random = new SplittableRandom(6);
        return trace(
                "recency", List.of(0.2, 0.5, 2.0, 5.0, 10.0), read -> OTHER + read / 5 - exponential(random, 2_000));
    }

    private static Trace zipfThenRecency() {
        SplittableRandom random = new SplittableRandom(7);
        Zipf zipf = new Zipf(RANKS, 0.9);
        return trace(
                "Zipf 0.9, recency in turn",
                Trace.USUAL_PERCENTS,
                read -> read / 40_000 % 2 == 0 ? zipf.draw(random) : OTHER + read / 3 - exponential(random, 1_000));
    }

    private static Trace loopThenRecency() {
        SplittableRandom random = new SplittableRandom(8);
        return trace(
                "loop, recency in turn",
                List.of(1.0, 2.0, 5.0, 10.0, 20.0),
                read -> read / 50_000 % 2 == 0 ? read % 5_000 : OTHER + read / 3 - exponential(random, 500));
    }

    private static long exponential(SplittableRandom random, double mean) {
        return (long) (-Math.log(1 - random.nextDouble()) * mean);
    }

    private static Trace trace(String name, List<Double> percents, IntToLongFunction keyOfRead) {
        long[] keys = new long[READS];
        for (int read = 0; read < READS; read++) {
            keys[read] = keyOfRead.applyAsLong(read);
        }
        return Trace.of(name, keys, percents);
    }
}
