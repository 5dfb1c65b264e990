package io.tiercel.benchmarks;

import io.tiercel.benchmarks.jmh.CpuTimeProfiler;
import io.tiercel.benchmarks.subject.Subject;
import io.tiercel.benchmarks.table.Comparison;
import io.tiercel.benchmarks.table.Median;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** What JMH measured for the rows of a group, over all rounds. Not thread-safe. */
final class Measurements {

    /** A figure of a benchmark; lower is better. */
    private enum Figure {
        CPU("CPU ns per operation, calling threads"),
        PROCESS_CPU("CPU ns per operation, whole process"),
        ELAPSED("elapsed ns per operation and thread"),
        P99_9("elapsed ns, 99.9 % of operations"),
        P99_99("elapsed ns, 99.99 % of operations"),
        ALLOCATION("bytes allocated per operation"),
        MISSES("misses per 100 operations");

        private final String title;

        Figure(String title) {
            this.title = title;
        }

        /** Not a number where the benchmark does not yield the figure. */
        private double of(RunResult result) {
            return switch (this) {
                case CPU -> secondary(result, CpuTimeProfiler.THREADS);
                case PROCESS_CPU -> secondary(result, CpuTimeProfiler.PROCESS);
                case ELAPSED -> result.getPrimaryResult().getScore();
                case P99_9 -> percentile(result, 99.9);
                case P99_99 -> percentile(result, 99.99);
                case ALLOCATION -> secondary(result, "gc.alloc.rate.norm");
                case MISSES ->
                    100 * secondary(result, "misses") / (secondary(result, "misses") + secondary(result, "hits"));
            };
        }

        private static double percentile(RunResult result, double percent) {
            return result.getParams().getMode() == Mode.SampleTime
                    ? result.getPrimaryResult().getStatistics().getPercentile(percent)
                    : Double.NaN;
        }

        private static double secondary(RunResult result, String label) {
            Result<?> secondary = result.getSecondaryResults().get(label);
            return secondary == null ? Double.NaN : secondary.getScore();
        }
    }

    private final Map<Row, Map<Subject, List<RunResult>>> results = new LinkedHashMap<>();

    void add(Row row, RunResult result) {
        Subject subject = Subject.valueOf(result.getParams().getParam("subject"));
        results.computeIfAbsent(row, absent -> new EnumMap<>(Subject.class))
                .computeIfAbsent(subject, absent -> new ArrayList<>())
                .add(result);
    }

    /** One table per figure that the benchmarks yield. */
    String toMarkdown(List<Subject> subjects) {
        StringBuilder markdown = new StringBuilder();
        for (Figure figure : Figure.values()) {
            Comparison table = new Comparison(figure.title, subjects);
            boolean yielded = false;
            for (Map.Entry<Row, Map<Subject, List<RunResult>>> row : results.entrySet()) {
                Map<Subject, Double> medians = medians(row.getValue(), figure);
                table.add(row.getKey().label(), medians);
                yielded |= !medians.isEmpty();
            }
            if (yielded) {
                markdown.append(table.toMarkdown()).append('\n');
            }
        }
        return markdown.toString();
    }

    private static Map<Subject, Double> medians(Map<Subject, List<RunResult>> bySubject, Figure figure) {
        Map<Subject, Double> medians = new EnumMap<>(Subject.class);
        bySubject.forEach((subject, rounds) -> {
            double median = Median.of(rounds.stream().map(figure::of).toList());
            if (!Double.isNaN(median)) {
                medians.put(subject, median);
            }
        });
        return medians;
    }
}
