package io.tiercel.benchmarks.workload;

import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A precomputed order of access over a number of items, in which the item of rank r is asked for with a probability in
 * proportion to r^-0.99 (the skew of YCSB: Cooper et al., "Benchmarking Cloud Serving Systems with YCSB", 2010). Ranks
 * are scattered over the items. The same arguments give the same sequence. Takes O(items + length · log items) to make.
 */
public final class ZipfSequence {

    private static final double EXPONENT = 0.99;

    private ZipfSequence() {}

    /** A power of two, some ten times as large as the number of items. */
    public static int usualLength(int items) {
        return Integer.highestOneBit(items) * 16;
    }

    /** Item numbers from 0 to items - 1. */
    public static int[] of(int items, int length, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] cumulative = cumulativeWeights(items);
        int[] itemOfRank = shuffled(items, random);
        int[] sequence = new int[length];
        for (int i = 0; i < length; i++) {
            int found = Arrays.binarySearch(cumulative, random.nextDouble(cumulative[items - 1]));
            sequence[i] = itemOfRank[found >= 0 ? found : -found - 1];
        }
        return sequence;
    }

    /** The numbers from 0 to items - 1 in random order. */
    public static int[] shuffled(int items, SplittableRandom random) {
        int[] order = new int[items];
        for (int i = 0; i < items; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    private static double[] cumulativeWeights(int items) {
        double[] cumulative = new double[items];
        double sum = 0;
        for (int rank = 1; rank <= items; rank++) {
            sum += Math.pow(rank, -EXPONENT);
            cumulative[rank - 1] = sum;
        }
        return cumulative;
    }
}
