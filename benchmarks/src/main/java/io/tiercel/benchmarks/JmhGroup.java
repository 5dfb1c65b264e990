package io.tiercel.benchmarks;

import io.tiercel.benchmarks.jmh.CpuTimeProfiler;
import io.tiercel.benchmarks.subject.Subject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs the rows of a group. A round runs every row for every subject once, so what disturbs the machine for a while
 * disturbs all subjects alike. JMH's own results are kept as JSON files in a folder.
 */
final class JmhGroup {

    private static final int QUICK_ENTRIES = 1000;
    private static final int QUICK_RESIDENTS = 5_000;
    private static final long QUICK_TIER_BYTES = 8L << 20;

    private final String name;
    private final List<Row> rows;
    private final Effort effort;
    private final Path folder;

    JmhGroup(String name, List<Row> rows, Effort effort, Path folder) {
        this.name = name;
        this.rows = rows.stream()
                .filter(row -> row.label().startsWith(effort.rows()))
                .toList();
        this.effort = effort;
        this.folder = folder;
    }

    Measurements run(List<Subject> subjects) throws RunnerException {
        Measurements measurements = new Measurements();
        for (int round = 1; round <= effort.rounds(); round++) {
            for (Row row : rows) {
                for (Subject subject : suitable(row, subjects)) {
                    for (RunResult result : runOnce(row, subject, round)) {
                        measurements.add(row, result);
                    }
                }
            }
        }
        return measurements;
    }

    /** What must run in a JVM of its own takes seconds, so the short form runs the first row only. */
    private List<Subject> suitable(Row row, List<Subject> subjects) {
        boolean first = row.equals(rows.get(0));
        return subjects.stream()
                .filter(row.suits())
                .filter(subject ->
                        !effort.quick() || first || subject.jvmArguments().isEmpty())
                .toList();
    }

    private Iterable<RunResult> runOnce(Row row, Subject subject, int round) throws RunnerException {
        String file = name + "-" + (rows.indexOf(row) + 1) + "-" + subject + "-round-" + round + ".json";
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + Pattern.quote(row.benchmark()) + "$")
                .param("subject", subject.name())
                .threads(row.threads())
                .addProfiler(GCProfiler.class)
                .addProfiler(CpuTimeProfiler.class)
                .resultFormat(ResultFormatType.JSON)
                .result(folder.resolve(file).toString());
        if (effort.entries() > 0) {
            options.param("residents", Integer.toString(effort.entries()));
        }
        row.parameters().forEach((parameter, value) -> options.param(parameter, value));
        List<String> jvmArguments = new ArrayList<>(subject.jvmArguments());
        if (effort.quick()) {
            quick(options, /* forks= */ jvmArguments.isEmpty() ? 0 : 1);
        } else {
            jvmArguments.addAll(List.of("-Xms2g", "-Xmx2g", "-XX:MaxDirectMemorySize=24g"));
            full(options);
        }
        options.jvmArgs(jvmArguments.toArray(String[]::new));
        return new Runner(options.build()).run();
    }

    /**
     * Measures without a stop: when an iteration ends JMH reports it and compiles what it reports with, and on few
     * cores the next one begins with waits of milliseconds, which are not the subject's. The warm-up has stops, for
     * JMH to be warm as well.
     */
    private void full(ChainedOptionsBuilder options) {
        options.forks(1)
                .warmupIterations(effort.warmUpSeconds())
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(1)
                .measurementTime(TimeValue.seconds(effort.seconds()))
                .verbosity(VerboseMode.NORMAL);
    }

    /** In this process where that is possible, hardly any time; a benchmark that throws fails the run. */
    private static void quick(ChainedOptionsBuilder options, int forks) {
        options.forks(forks)
                .param("entries", Integer.toString(QUICK_ENTRIES))
                .param("residents", Integer.toString(QUICK_RESIDENTS))
                .param("tierBytes", Long.toString(QUICK_TIER_BYTES))
                .warmupIterations(0)
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(20))
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
    }
}
