package io.tiercel.benchmarks.table;

import java.util.Collection;

/** The middle of some figures. */
public final class Median {

    private Median() {}

    /** The middle figure, or the mean of the two in the middle. */
    public static double of(Collection<Double> figures) {
        double[] sorted =
                figures.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("no figures");
        }
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }
}
