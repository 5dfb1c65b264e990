package io.tiercel.benchmarks.outside;

import io.tiercel.benchmarks.subject.Subject;
import io.tiercel.benchmarks.table.Comparison;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Prints what 200 of our caches with nothing but defaults take, each of 100 entries and touched by 200 threads: the growth
 * of the resident size of the process, and of the used heap in it. The argument, if any, is the number of caches and of
 * threads.
 */
public final class ManyCaches {

    private static final int CACHES = 200;
    private static final double MEBIBYTE = 1 << 20;

    private ManyCaches() {}

    @SuppressWarnings("SystemOut") // a command's output
    public static void main(String[] arguments) {
        System.out.println(measure(arguments.length > 0 ? Integer.parseInt(arguments[0]) : CACHES));
    }

    /** Takes some ten seconds. */
    public static String measure(int caches) {
        List<Double> printed = Probe.run(
                ManyCachesProbe.class,
                Subject.TIERCEL,
                List.of("-Xms512m", "-Xmx512m", "-XX:+AlwaysPreTouch"),
                List.of(Integer.toString(caches)));
        List<Subject> ours = List.of(Subject.TIERCEL);
        Comparison table = new Comparison("MiB of " + caches + " default caches", ours);
        table.add("resident", mebibytes(printed.get(0)));
        table.add("heap", mebibytes(printed.get(1)));
        table.add("resident, beyond the first cache", mebibytes(printed.get(2)));
        table.add("resident, of as many threads that do nothing", mebibytes(printed.get(3)));
        return table.toMarkdown();
    }

    private static Map<Subject, Double> mebibytes(double bytes) {
        Map<Subject, Double> cell = new EnumMap<>(Subject.class);
        cell.put(Subject.TIERCEL, bytes / MEBIBYTE);
        return cell;
    }
}
