package io.tiercel.benchmarks.outside;

import io.tiercel.benchmarks.subject.Place;
import io.tiercel.benchmarks.subject.Subject;
import io.tiercel.benchmarks.table.Comparison;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Prints the pauses of the garbage collector under a heap of 1 GiB while a tier outside the heap is filled and then read
 * and written. The arguments, if any, are the size of the tier in MiB, and the seconds of reading and writing.
 */
public final class LongestPause {

    private static final int TIER_MEBIBYTES = 4096;
    private static final int SECONDS = 30;
    private static final Pattern PAUSE = Pattern.compile("Pause .* (\\d+\\.\\d+)ms$");

    private LongestPause() {}

    @SuppressWarnings("SystemOut") // a command's output
    public static void main(String[] arguments) {
        int mebibytes = arguments.length > 0 ? Integer.parseInt(arguments[0]) : TIER_MEBIBYTES;
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : SECONDS;
        System.out.println(measure(Subject.available(Place.OUTSIDE), mebibytes, seconds));
    }

    /** Takes about two minutes per subject at four gibibytes. */
    public static String measure(List<Subject> subjects, int tierMebibytes, int seconds) {
        Map<Subject, Double> longest = new EnumMap<>(Subject.class);
        Map<Subject, Double> sums = new EnumMap<>(Subject.class);
        Map<Subject, Double> thousands = new EnumMap<>(Subject.class);
        for (Subject subject : subjects) {
            if (subject.evictsOutside()) {
                List<Double> pauses = new ArrayList<>();
                thousands.put(subject, run(subject, tierMebibytes, seconds, pauses) / 1000);
                longest.put(subject, pauses.isEmpty() ? 0.0 : Collections.max(pauses));
                sums.put(
                        subject,
                        pauses.stream().mapToDouble(Double::doubleValue).sum());
            }
        }
        Comparison table = new Comparison("pauses, " + tierMebibytes + " MiB outside a heap of 1 GiB", subjects);
        table.add("the longest, ms", longest);
        table.add("all of them, ms", sums);
        table.addUnrated("thousands of reads and writes meanwhile", thousands);
        return table.toMarkdown();
    }

    /** Returns the number of operations, and adds the pauses in milliseconds. */
    private static double run(Subject subject, int tierMebibytes, int seconds, List<Double> pauses) {
        try {
            Path log = Files.createTempFile("pauses", ".log");
            List<Double> printed = Probe.run(
                    LongestPauseProbe.class,
                    subject,
                    List.of("-Xms1g", "-Xmx1g", "-Xlog:gc:file=" + log + "::filecount=0"),
                    List.of(Integer.toString(tierMebibytes), Integer.toString(seconds)));
            for (String line : Files.readAllLines(log)) {
                Matcher pause = PAUSE.matcher(line);
                if (pause.find()) {
                    pauses.add(Double.valueOf(pause.group(1)));
                }
            }
            Files.delete(log);
            return printed.get(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
