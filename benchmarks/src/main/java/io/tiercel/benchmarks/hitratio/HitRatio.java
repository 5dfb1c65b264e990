package io.tiercel.benchmarks.hitratio;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Prints a table of hit ratios in Markdown: each trace in each size of cache, and the means over the sizes and over the
 * traces. Beside the synthetic traces it takes recorded ones: {@code --trace NAME=PATH}, a gzipped file of one decimal
 * key a line. With {@code --outside} the caches are those outside the heap, in the sizes that make sense there.
 */
public final class HitRatio {

    private static final String OUTSIDE = "--outside";

    private final PrintStream out;
    private final List<Contender> contenders;
    private final int smallestCapacity;
    private final double[] sumOfMeans;
    private final List<String> means = new ArrayList<>();
    private int comparedTraces;

    private HitRatio(PrintStream out, List<Contender> contenders, int smallestCapacity) {
        this.out = out;
        this.contenders = contenders;
        this.smallestCapacity = smallestCapacity;
        this.sumOfMeans = new double[contenders.size()];
    }

    public static void main(String[] arguments) throws IOException {
        List<String> options = new ArrayList<>(Arrays.asList(arguments));
        boolean outside = options.remove(OUTSIDE);
        List<Trace> traces = new ArrayList<>();
        for (int i = 0; i < options.size(); i += 2) {
            int equals = i + 1 < options.size() ? options.get(i + 1).indexOf('=') : -1;
            if (!options.get(i).equals("--trace") || equals < 1) {
                throw new IllegalArgumentException("usage: [--outside] [--trace NAME=PATH]...");
            }
            String named = options.get(i + 1);
            traces.add(Trace.read(named.substring(0, equals), Path.of(named.substring(equals + 1))));
        }
        traces.addAll(SyntheticTraces.all());
        HitRatio comparison = outside
                ? new HitRatio(System.out, List.of(OutsideContender.values()), OutsideContender.SMALLEST_CAPACITY)
                : new HitRatio(System.out, List.of(HeapContender.values()), /* smallestCapacity= */ 1);
        comparison.compare(traces);
    }

    private void compare(List<Trace> traces) {
        heading("trace | size % | entries");
        for (Trace trace : traces) {
            compare(trace);
        }
        out.println();
        heading("mean over sizes");
        means.forEach(out::println);
        row(
                "**all traces**",
                Arrays.stream(sumOfMeans).map(sum -> sum / comparedTraces).toArray(),
                out);
    }

    private void compare(Trace trace) {
        Integer[] keys = Arrays.stream(trace.keys()).boxed().toArray(Integer[]::new);
        double[] sums = new double[sumOfMeans.length];
        List<Double> percents = trace.cachePercents().stream()
                .filter(percent -> trace.capacity(percent) >= smallestCapacity)
                .toList();
        if (percents.isEmpty()) {
            return;
        }
        comparedTraces++;
        for (double percent : percents) {
            double[] ratios = new double[sums.length];
            int capacity = trace.capacity(percent);
            for (int i = 0; i < contenders.size(); i++) {
                ratios[i] = 100.0 * contenders.get(i).hits(keys, capacity) / keys.length;
                sums[i] += ratios[i];
            }
            row(trace.name() + " | " + percent + " | " + capacity, ratios, out);
        }
        double[] mean = Arrays.stream(sums).map(sum -> sum / percents.size()).toArray();
        for (int i = 0; i < mean.length; i++) {
            sumOfMeans[i] += mean[i];
        }
        means.add(cells(trace.name(), mean));
    }

    private void heading(String first) {
        StringBuilder names = new StringBuilder("| " + first);
        StringBuilder rule = new StringBuilder("|---".repeat(first.split("\\|", -1).length));
        for (Contender contender : contenders) {
            names.append(" | ").append(contender.title());
            rule.append("|---:");
        }
        out.println(names + " |");
        out.println(rule + "|");
    }

    private static void row(String first, double[] ratios, PrintStream out) {
        out.println(cells(first, ratios));
    }

    private static String cells(String first, double[] ratios) {
        StringBuilder cells = new StringBuilder("| " + first);
        for (double ratio : ratios) {
            cells.append(String.format(Locale.ROOT, " | %.2f", ratio));
        }
        return cells + " |";
    }
}
