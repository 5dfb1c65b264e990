package io.tiercel.benchmarks;

import io.tiercel.benchmarks.memory.BytesPerEntry;
import io.tiercel.benchmarks.outside.OutsideReport;
import io.tiercel.benchmarks.start.FirstGet;
import io.tiercel.benchmarks.subject.Place;
import io.tiercel.benchmarks.subject.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.RunnerException;

/**
 * Measures all subjects in one run, writes the tables to {@code target/jmh/report.md} as they come, and prints them at the end.
 *
 * <pre>{@code
 * java -cp benchmarks/target/benchmarks.jar io.tiercel.benchmarks.Report
 *     --short                    everything once, in two minutes, only to see that it runs
 *     --rounds=3 --seconds=5     fresh JVMs per benchmark, and seconds measured in each
 *     --warm-up=5                seconds before
 *     --only=get,write,evict,memory,start,outside-get,outside-put,outside-scale,outside-process
 *     --entries=2000000          outside the heap
 *     --rows="get, by reference"
 *     --subjects=TIERCEL,CAFFEINE_JCACHE
 * }</pre>
 */
public final class Report {

    private static final int QUICK_MEMORY_ENTRIES = 100_000;
    private static final int MEMORY_ENTRIES = 1_000_000;
    private static final int START_ROUNDS_PER_ROUND = 5;

    private Report() {}

    @SuppressWarnings("SystemOut") // a command's output
    public static void main(String[] arguments) throws IOException, RunnerException {
        // JMH's lock file would make runs of different users of a machine exclude each other.
        System.setProperty("jmh.ignoreLock", "true");
        Effort effort = Effort.parse(Arrays.asList(arguments));
        Path folder = Files.createDirectories(Path.of("target", "jmh"));
        System.out.println(report(effort, folder));
    }

    private static ReportFile report(Effort effort, Path folder) throws RunnerException {
        List<Subject> subjects = chosen(effort, Place.HEAP);
        List<Subject> outside = chosen(effort, Place.OUTSIDE);
        ReportFile report = new ReportFile(
                folder.resolve("report.md"),
                "JDK " + Runtime.version() + ", " + Runtime.getRuntime().availableProcessors() + " processors, rounds: "
                        + effort.rounds() + "\n");
        measure(Plan.groups(), subjects, effort, folder, report);
        if (effort.includes("memory")) {
            int entries = effort.quick() ? QUICK_MEMORY_ENTRIES : MEMORY_ENTRIES;
            report.section("memory", BytesPerEntry.measure(subjects, entries));
        }
        if (effort.includes("start")) {
            int rounds = effort.quick() ? 1 : effort.rounds() * START_ROUNDS_PER_ROUND;
            report.section("start", FirstGet.measure(subjects, rounds));
        }
        measure(Plan.outsideGroups(/* large= */ !effort.quick()), outside, effort, folder, report);
        if (effort.includes("outside-process")) {
            report.section(
                    "outside-process",
                    effort.quick() ? OutsideReport.quick(outside) : OutsideReport.full(outside, effort.rounds()));
        }
        return report;
    }

    private static List<Subject> chosen(Effort effort, Place place) {
        return Subject.available(place).stream()
                .filter(subject ->
                        effort.subjects().isEmpty() || effort.subjects().contains(subject.name()))
                .toList();
    }

    private static void measure(
            Map<String, List<Row>> groups, List<Subject> subjects, Effort effort, Path folder, ReportFile report)
            throws RunnerException {
        for (Map.Entry<String, List<Row>> group : groups.entrySet()) {
            if (effort.includes(group.getKey())) {
                JmhGroup jmh = new JmhGroup(group.getKey(), group.getValue(), effort, folder);
                report.section(group.getKey(), jmh.run(subjects).toMarkdown(subjects));
            }
        }
    }
}
