package io.tiercel.benchmarks.outside;

import io.tiercel.benchmarks.subject.Place;
import io.tiercel.benchmarks.subject.Subject;
import io.tiercel.benchmarks.table.Comparison;
import io.tiercel.benchmarks.table.Median;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Prints the milliseconds that the first cache of a fresh JVM takes to open when it has a tier outside the heap: the
 * provider, the manager and the cache; and the same with the first put and get. Medians of rounds in which the subjects
 * take turns. The argument, if any, is the number of rounds.
 */
public final class FirstOpen {

    private static final int ROUNDS = 15;
    private static final List<String> LINES =
            List.of("open, heap alone", "open, heap over off-heap", "the same, and the first put and get");

    private FirstOpen() {}

    @SuppressWarnings("SystemOut") // a command's output
    public static void main(String[] arguments) {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : ROUNDS;
        System.out.println(measure(Subject.available(Place.OUTSIDE), rounds));
    }

    /** Takes about two seconds per subject and round. */
    public static String measure(List<Subject> subjects, int rounds) {
        Map<Subject, List<List<Double>>> figures = new EnumMap<>(Subject.class);
        for (int round = 0; round < rounds; round++) {
            for (Subject subject : subjects) {
                List<Double> printed = new ArrayList<>();
                boolean alsoOnHeap = Subject.available(Place.HEAP).contains(subject);
                printed.add(alsoOnHeap ? open(subject, /* outside= */ false).get(0) : Double.NaN);
                printed.addAll(open(subject, /* outside= */ true));
                figures.computeIfAbsent(subject, absent -> new ArrayList<>()).add(printed);
            }
        }
        Comparison table = new Comparison("milliseconds", subjects);
        for (int line = 0; line < LINES.size(); line++) {
            Map<Subject, Double> medians = new EnumMap<>(Subject.class);
            for (Map.Entry<Subject, List<List<Double>>> figure : figures.entrySet()) {
                int of = line;
                double median = Median.of(
                        figure.getValue().stream().map(round -> round.get(of)).toList());
                if (!Double.isNaN(median)) {
                    medians.put(figure.getKey(), median);
                }
            }
            table.add(LINES.get(line), medians);
        }
        return table.toMarkdown();
    }

    private static List<Double> open(Subject subject, boolean outside) {
        return Probe.run(FirstOpenProbe.class, subject, List.of(), List.of(Boolean.toString(outside)));
    }
}
