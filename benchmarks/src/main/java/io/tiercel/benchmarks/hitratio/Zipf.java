package io.tiercel.benchmarks.hitratio;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Draws ranks of which the one at {@code i} is drawn in proportion to {@code 1 / (i + 1)^exponent}. */
final class Zipf {

    private final double[] cumulated;

    Zipf(int ranks, double exponent) {
        cumulated = new double[ranks];
        double sum = 0;
        for (int i = 0; i < ranks; i++) {
            sum += 1 / Math.pow(i + 1, exponent);
            cumulated[i] = sum;
        }
    }

    int draw(SplittableRandom random) {
        double at = random.nextDouble() * cumulated[cumulated.length - 1];
        int found = Arrays.binarySearch(cumulated, at);
        return Math.min(found < 0 ? -found - 1 : found, cumulated.length - 1);
    }
}
