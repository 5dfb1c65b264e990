package io.tiercel.benchmarks.start;

import io.tiercel.benchmarks.process.ChildJvm;
import io.tiercel.benchmarks.subject.Place;
import io.tiercel.benchmarks.subject.Subject;
import io.tiercel.benchmarks.table.Comparison;
import io.tiercel.benchmarks.table.Median;
import io.tiercel.benchmarks.workload.Data;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Prints the milliseconds from the start of a fresh JVM to the end of the first get, with the opening of the provider and
 * the first put in between. Medians of rounds in which the subjects take turns. The argument, if any, is the number of
 * rounds. Works where {@link System#nanoTime} has one origin for all processes, as on Linux.
 */
public final class FirstGet {

    private static final int ROUNDS = 15;
    private static final double NANOS_PER_MILLI = 1e6;

    private FirstGet() {}

    @SuppressWarnings("SystemOut") // a command's output
    public static void main(String[] arguments) {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : ROUNDS;
        System.out.println(measure(Subject.available(Place.HEAP), rounds));
    }

    /** Takes about half a second per subject and round. */
    public static String measure(List<Subject> subjects, int rounds) {
        List<Double> bare = new ArrayList<>();
        Map<Subject, List<Double>> immutable = new EnumMap<>(Subject.class);
        Map<Subject, List<Double>> mutable = new EnumMap<>(Subject.class);
        for (int round = 0; round < rounds; round++) {
            bare.add(millis(FirstGetProbe.BARE, Data.STRINGS));
            for (Subject subject : subjects) {
                add(immutable, subject, Data.STRINGS);
                if (subject.storesByValue()) {
                    add(mutable, subject, Data.CUSTOMERS);
                }
            }
        }
        Comparison table = new Comparison("milliseconds to the first get", subjects);
        table.add("immutable value", medians(immutable));
        table.add("mutable value of eight fields, by value", medians(mutable));
        return table.toMarkdown()
                + String.format(Locale.ROOT, "%nA JVM that opens no cache: %.1f ms.%n", Median.of(bare));
    }

    private static void add(Map<Subject, List<Double>> figures, Subject subject, Data data) {
        figures.computeIfAbsent(subject, absent -> new ArrayList<>()).add(millis(subject.name(), data));
    }

    private static double millis(String subject, Data data) {
        long startNanos = System.nanoTime();
        String endNanos = ChildJvm.run(FirstGetProbe.class, List.of(), List.of(subject, data.name()));
        return (Long.parseLong(endNanos) - startNanos) / NANOS_PER_MILLI;
    }

    private static Map<Subject, Double> medians(Map<Subject, List<Double>> figures) {
        Map<Subject, Double> medians = new EnumMap<>(Subject.class);
        figures.forEach((subject, millis) -> medians.put(subject, Median.of(millis)));
        return medians;
    }
}
