package io.tiercel.benchmarks;

import io.tiercel.benchmarks.jmh.CpuTimeProfiler;
import io.tiercel.benchmarks.subject.Subject;
import java.nio.file.Path;
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

    private static final int WARM_UP_SECONDS = 3;
    private static final int QUICK_ENTRIES = 1000;

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
                for (RunResult result : runOnce(row, subjects, round)) {
                    measurements.add(row, result);
                }
            }
        }
        return measurements;
    }

    private Iterable<RunResult> runOnce(Row row, List<Subject> subjects, int round) throws RunnerException {
        String[] suitable =
                subjects.stream().filter(row.suits()).map(Enum::name).toArray(String[]::new);
        if (suitable.length == 0) {
            return List.of();
        }
        String file = name + "-" + (rows.indexOf(row) + 1) + "-round-" + round + ".json";
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include("^" + Pattern.quote(row.benchmark()) + "$")
                .param("subject", suitable)
                .threads(row.threads())
                .addProfiler(GCProfiler.class)
                .addProfiler(CpuTimeProfiler.class)
                .resultFormat(ResultFormatType.JSON)
                .result(folder.resolve(file).toString());
        row.parameters().forEach((parameter, value) -> options.param(parameter, value));
        if (effort.quick()) {
            quick(options);
        } else {
            full(options);
        }
        return new Runner(options.build()).run();
    }

    private void full(ChainedOptionsBuilder options) {
        options.forks(1)
                .jvmArgs("-Xms2g", "-Xmx2g")
                .warmupIterations(WARM_UP_SECONDS)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(effort.seconds())
                .measurementTime(TimeValue.seconds(1))
                .verbosity(VerboseMode.NORMAL);
    }

    /** In this process, hardly any time; a benchmark that throws fails the run. */
    private static void quick(ChainedOptionsBuilder options) {
        options.forks(0)
                .param("entries", Integer.toString(QUICK_ENTRIES))
                .warmupIterations(0)
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(20))
                .shouldFailOnError(true)
                .verbosity(VerboseMode.SILENT);
    }
}
