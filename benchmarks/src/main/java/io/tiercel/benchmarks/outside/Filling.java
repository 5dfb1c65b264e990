package io.tiercel.benchmarks.outside;

import io.tiercel.benchmarks.subject.Place;
import io.tiercel.benchmarks.subject.Subject;
import io.tiercel.benchmarks.table.Comparison;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Prints what a tier outside the heap makes of the bytes that it is configured with: how the resident size of the process
 * grows while it is filled with arrays of 200 bytes, and which share of the bytes is payload (keys and values that a get
 * still finds) when it is full. All in percent of the configured bytes. The argument, if any, is their number in MiB.
 */
public final class Filling {

    private static final int TIER_MEBIBYTES = 1024;

    private Filling() {}

    @SuppressWarnings("SystemOut") // a command's output
    public static void main(String[] arguments) {
        int mebibytes = arguments.length > 0 ? Integer.parseInt(arguments[0]) : TIER_MEBIBYTES;
        System.out.println(measure(Subject.available(Place.OUTSIDE), mebibytes));
    }

    /** Takes about half a minute per subject at a gibibyte. */
    public static String measure(List<Subject> subjects, int tierMebibytes) {
        Map<Subject, List<Double>> figures = new EnumMap<>(Subject.class);
        for (Subject subject : subjects) {
            if (subject.evictsOutside()) {
                figures.put(
                        subject,
                        Probe.run(
                                FillingProbe.class,
                                subject,
                                // touched at the start, so that the heap is not taken for growth
                                List.of("-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch"),
                                List.of(Integer.toString(tierMebibytes))));
            }
        }
        Comparison table = new Comparison("percent of the configured bytes", subjects);
        for (int step = 0; step < FillingProbe.PUT_PERCENTS.size(); step++) {
            table.addUnrated(
                    "resident, after puts of " + FillingProbe.PUT_PERCENTS.get(step) + " %", column(figures, step));
        }
        table.addUnrated("payload, then", column(figures, FillingProbe.PUT_PERCENTS.size()));
        return table.toMarkdown();
    }

    private static Map<Subject, Double> column(Map<Subject, List<Double>> figures, int index) {
        Map<Subject, Double> column = new EnumMap<>(Subject.class);
        figures.forEach((subject, printed) -> column.put(subject, printed.get(index)));
        return column;
    }
}
