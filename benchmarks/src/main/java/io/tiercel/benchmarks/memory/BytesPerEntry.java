package io.tiercel.benchmarks.memory;

import io.tiercel.benchmarks.process.ChildJvm;
import io.tiercel.benchmarks.subject.Place;
import io.tiercel.benchmarks.subject.Subject;
import io.tiercel.benchmarks.table.Comparison;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Prints the heap bytes per eternal entry from Integer to Integer, both Integers (32 bytes) included, each subject in a
 * JVM of its own. The argument, if any, is the number of entries.
 */
public final class BytesPerEntry {

    private static final int ENTRIES = 1_000_000;

    private BytesPerEntry() {}

    @SuppressWarnings("SystemOut") // a command's output
    public static void main(String[] arguments) {
        int entries = arguments.length > 0 ? Integer.parseInt(arguments[0]) : ENTRIES;
        System.out.println(measure(Subject.available(Place.HEAP), entries));
    }

    /** Takes some seconds per subject. */
    public static String measure(List<Subject> subjects, int entries) {
        Comparison table = new Comparison("heap bytes per entry", subjects);
        for (Form form : Form.values()) {
            Map<Subject, Double> figures = new EnumMap<>(Subject.class);
            for (Subject subject : subjects) {
                if (form.suits(subject)) {
                    figures.put(subject, measure(subject, form, entries));
                }
            }
            table.add(form.label(), figures);
        }
        return table.toMarkdown();
    }

    private static double measure(Subject subject, Form form, int entries) {
        String bytes = ChildJvm.run(
                BytesPerEntryProbe.class,
                List.of("-Xms3g", "-Xmx3g", "-XX:+UseSerialGC"),
                List.of(subject.name(), form.name(), Integer.toString(entries)));
        return Double.parseDouble(bytes);
    }
}
