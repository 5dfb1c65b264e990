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
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** What JMH measured for the rows of a group, over all rounds. Not thread-safe. */
final class Measurements {

    /** A figure that every benchmark yields: its title, and its label among JMH's secondary results. */
    private enum Figure {
        CPU("CPU ns per operation, calling threads", CpuTimeProfiler.THREADS),
        PROCESS_CPU("CPU ns per operation, whole process", CpuTimeProfiler.PROCESS),
        ALLOCATION("bytes allocated per operation", "gc.alloc.rate.norm");

        private final String title;
        private final String label;

        Figure(String title, String label) {
            this.title = title;
            this.label = label;
        }

        private double of(RunResult result) {
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

    /** One table per figure. */
    String toMarkdown(List<Subject> subjects) {
        StringBuilder markdown = new StringBuilder();
        for (Figure figure : Figure.values()) {
            Comparison table = new Comparison(figure.title, subjects);
            results.forEach((row, bySubject) -> table.add(row.label(), medians(bySubject, figure)));
            markdown.append(table.toMarkdown()).append('\n');
        }
        return markdown.toString();
    }

    private static Map<Subject, Double> medians(Map<Subject, List<RunResult>> bySubject, Figure figure) {
        Map<Subject, Double> medians = new EnumMap<>(Subject.class);
        bySubject.forEach((subject, rounds) ->
                medians.put(subject, Median.of(rounds.stream().map(figure::of).toList())));
        return medians;
    }
}
