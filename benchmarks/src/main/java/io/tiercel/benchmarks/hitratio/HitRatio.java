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
 * key a line.
 */
public final class HitRatio {

    private static final List<Contender> CONTENDERS = List.of(Contender.values());

    private final PrintStream out;
    private final double[] sumOfMeans = new double[CONTENDERS.size()];
    private final List<String> means = new ArrayList<>();

    private HitRatio(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) throws IOException {
        List<Trace> traces = new ArrayList<>();
        for (int i = 0; i < arguments.length; i += 2) {
            int equals = i + 1 < arguments.length ? arguments[i + 1].indexOf('=') : -1;
            if (!arguments[i].equals("--trace") || equals < 1) {
                throw new IllegalArgumentException("usage: [--trace NAME=PATH]...");
            }
            String named = arguments[i + 1];
            traces.add(Trace.read(named.substring(0, equals), Path.of(named.substring(equals + 1))));
        }
        traces.addAll(SyntheticTraces.all());
        new HitRatio(System.out).compare(traces);
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
                Arrays.stream(sumOfMeans).map(sum -> sum / traces.size()).toArray(),
                out);
    }

    private void compare(Trace trace) {
        Integer[] keys = Arrays.stream(trace.keys()).boxed().toArray(Integer[]::new);
        double[] sums = new double[sumOfMeans.length];
        for (double percent : trace.cachePercents()) {
            double[] ratios = new double[sums.length];
            int capacity = trace.capacity(percent);
            for (int i = 0; i < CONTENDERS.size(); i++) {
                ratios[i] = 100.0 * CONTENDERS.get(i).hits(keys, capacity) / keys.length;
                sums[i] += ratios[i];
            }
            row(trace.name() + " | " + percent + " | " + capacity, ratios, out);
        }
        double[] mean = Arrays.stream(sums)
                .map(sum -> sum / trace.cachePercents().size())
                .toArray();
        for (int i = 0; i < mean.length; i++) {
            sumOfMeans[i] += mean[i];
        }
        means.add(cells(trace.name(), mean));
    }

    private void heading(String first) {
        StringBuilder names = new StringBuilder("| " + first);
        StringBuilder rule = new StringBuilder("|---".repeat(first.split("\\|", -1).length));
        for (Contender contender : CONTENDERS) {
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
