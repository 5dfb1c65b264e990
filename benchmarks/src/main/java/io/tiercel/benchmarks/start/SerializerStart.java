package io.tiercel.benchmarks.start;

import io.tiercel.benchmarks.process.ChildJvm;
import io.tiercel.benchmarks.start.SerializerStartProbe.Way;
import io.tiercel.benchmarks.table.Median;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Prints the milliseconds from the start of a fresh JVM until a mutable value was written and read, by the cache and by its
 * serializer alone: what of the first get is whose. Medians of rounds in turns; the argument, if any, is their number.
 */
public final class SerializerStart {

    private static final int ROUNDS = 15;
    private static final double NANOS_PER_MILLI = 1e6;

    private SerializerStart() {}

    @SuppressWarnings("SystemOut") // a command's output
    public static void main(String[] arguments) {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : ROUNDS;
        Map<Way, List<Double>> millis = new EnumMap<>(Way.class);
        for (int round = 0; round < rounds; round++) {
            for (Way way : Way.values()) {
                millis.computeIfAbsent(way, absent -> new ArrayList<>()).add(millis(way));
            }
        }
        millis.forEach((way, all) ->
                System.out.println(String.format(Locale.ROOT, "%s: %.0f ms", way.label(), Median.of(all))));
    }

    private static double millis(Way way) {
        long startNanos = System.nanoTime();
        String endNanos = ChildJvm.run(SerializerStartProbe.class, List.of(), List.of(way.name()));
        return (Long.parseLong(endNanos) - startNanos) / NANOS_PER_MILLI;
    }
}
