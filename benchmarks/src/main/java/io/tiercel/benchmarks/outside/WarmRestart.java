package io.tiercel.benchmarks.outside;

import io.tiercel.benchmarks.subject.DiskSubject;
import io.tiercel.benchmarks.subject.Subject;
import io.tiercel.benchmarks.table.Comparison;
import io.tiercel.benchmarks.table.Median;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Prints what it takes to open a cache with a disk tier again after a clean stop: the milliseconds until it is open and
 * until it has answered a get, and how many of the entries it still has. The argument, if any, is the number of entries,
 * arrays of 200 bytes.
 */
public final class WarmRestart {

    private static final int ENTRIES = 1_000_000;
    private static final List<String> LINES = List.of("fill and close, s", "open, ms", "open and the first get, ms");
    private static final int RESTARTS = 5;
    private static final String FOUND = "entries found, %";

    private WarmRestart() {}

    @SuppressWarnings("SystemOut") // a command's output
    public static void main(String[] arguments) {
        int entries = arguments.length > 0 ? Integer.parseInt(arguments[0]) : ENTRIES;
        System.out.println(measure(List.of(Subject.TIERCEL, Subject.EHCACHE), entries));
    }

    /** Takes about half a minute per subject at a million entries; those without a disk tier are left out. */
    public static String measure(List<Subject> subjects, int entries) {
        List<Subject> withDisk =
                subjects.stream().filter(DiskSubject::hasDiskTier).toList();
        Map<Subject, List<Double>> figures = new EnumMap<>(Subject.class);
        for (Subject subject : withDisk) {
            figures.put(subject, restart(subject, entries));
        }
        Comparison table = new Comparison("a disk tier of " + entries + " entries", withDisk);
        for (int line = 0; line < LINES.size(); line++) {
            table.add(LINES.get(line), column(figures, line));
        }
        table.addUnrated(FOUND, column(figures, LINES.size()));
        return table.toMarkdown();
    }

    private static Map<Subject, Double> column(Map<Subject, List<Double>> figures, int index) {
        Map<Subject, Double> column = new EnumMap<>(Subject.class);
        figures.forEach((subject, printed) -> column.put(subject, printed.get(index)));
        return column;
    }

    private static List<Double> restart(Subject subject, int entries) {
        try {
            Path folder = Files.createTempDirectory("warm-restart");
            try {
                List<String> arguments = List.of(folder.toString(), Integer.toString(entries));
                double fillMillis = Probe.run(WarmRestartProbe.class, subject, List.of(), arguments)
                        .get(0);
                force(folder);
                List<List<Double>> again = new ArrayList<>();
                for (int i = 0; i < RESTARTS; i++) {
                    again.add(Probe.run(WarmRestartProbe.class, subject, List.of(), arguments));
                }
                return List.of(fillMillis / 1000, median(again, 0), median(again, 1), median(again, 2));
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double median(List<List<Double>> rows, int column) {
        return Median.of(rows.stream().map(row -> row.get(column)).toList());
    }

    /** What the system has still to write of the first process is not to be measured with the next ones. */
    private static void force(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.force(true);
                }
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
