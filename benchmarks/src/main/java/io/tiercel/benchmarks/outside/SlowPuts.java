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
 * Prints how long the slowest puts of new keys into a full tier outside the heap take, each of them timed, and how long the
 * machine alone holds up a loop that does nothing, as often. The arguments, if any, are the size of the tier in MiB, the
 * seconds of a run and the rounds, over which medians are taken.
 */
public final class SlowPuts {

    private static final int TIER_MEBIBYTES = 1024;
    private static final int SECONDS = 20;
    private static final int ROUNDS = 5;

    private SlowPuts() {}

    @SuppressWarnings("SystemOut") // a command's output
    public static void main(String[] arguments) {
        int mebibytes = arguments.length > 0 ? Integer.parseInt(arguments[0]) : TIER_MEBIBYTES;
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : SECONDS;
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : ROUNDS;
        List<Subject> subjects = OutsideReport.ours(Subject.available(Place.OUTSIDE));
        System.out.println(measure(subjects, mebibytes, seconds, rounds));
    }

    /** Takes about a minute per subject and round at a gibibyte and 20 seconds. */
    static String measure(List<Subject> subjects, int tierMebibytes, int seconds, int rounds) {
        Map<Subject, List<List<Double>>> runs = new EnumMap<>(Subject.class);
        for (int round = 0; round < rounds; round++) {
            for (Subject subject : subjects) {
                List<Double> figures = Probe.run(
                        SlowPutsProbe.class,
                        subject,
                        List.of("-Xms2g", "-Xmx2g"),
                        List.of(Integer.toString(tierMebibytes), Integer.toString(seconds)));
                runs.computeIfAbsent(subject, any -> new ArrayList<>()).add(figures);
            }
        }
        Comparison table = new Comparison("ns, " + tierMebibytes + " MiB outside the heap", subjects);
        table.add("a put, elapsed", medians(runs, 0));
        table.add("99.9 % of the puts", medians(runs, 1));
        table.addUnrated("99.9 %, the machine alone", medians(runs, 2));
        table.add("99.99 % of the puts", medians(runs, 3));
        table.addUnrated("99.99 %, the machine alone", medians(runs, 4));
        return table.toMarkdown();
    }

    private static Map<Subject, Double> medians(Map<Subject, List<List<Double>>> runs, int figure) {
        Map<Subject, Double> medians = new EnumMap<>(Subject.class);
        runs.forEach((subject, figures) -> medians.put(
                subject, Median.of(figures.stream().map(run -> run.get(figure)).toList())));
        return medians;
    }
}
