package io.tiercel.benchmarks.turns;

import io.tiercel.benchmarks.table.Median;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Prints what operations cost, measured in turns: each cache for 40 ms, then the next, many times, in one JVM. The processor
 * time of an operation is the median of all turns; the ratio is the median of the ratios to cache2k's JCache in the same round.
 *
 * <p>Arguments: {@code --threads=2}, {@code --rounds=60}, and the names of rows; all of {@link TurnRow} if there are none.
 */
public final class InTurns {

    private static final List<String> SUBJECTS =
            List.of("TIERCEL", "CACHE2K_JCACHE", "CAFFEINE_JCACHE", "EHCACHE", "HASH_MAP");
    private static final List<String> PROVIDERS = SUBJECTS.subList(0, 4);
    private static final int REFERENCE = 1;
    private static final long TURN_NANOS = 40_000_000;
    private static final long WARM_UP_NANOS = 250_000_000;
    private static final int WARM_UPS = 24;

    private InTurns() {}

    /** A cache, and what is done with it. */
    private record Entrant(String subject, TurnRow row) {}

    @SuppressWarnings("SystemOut") // a command's output
    public static void main(String[] arguments) throws Exception {
        int threads = number(arguments, "--threads=", 1);
        int rounds = number(arguments, "--rounds=", 60);
        List<TurnRow> rows = Arrays.stream(arguments)
                .filter(argument -> !argument.startsWith("--"))
                .map(TurnRow::valueOf)
                .toList();
        for (TurnRow row : rows.isEmpty() ? List.of(TurnRow.values()) : rows) {
            System.out.println(measure(row.label(), entrants(row), threads, rounds));
        }
        System.exit(0); // some providers leave threads behind
    }

    private static int number(String[] arguments, String option, int otherwise) {
        return Arrays.stream(arguments)
                .filter(argument -> argument.startsWith(option))
                .map(argument -> Integer.parseInt(argument.substring(option.length())))
                .findFirst()
                .orElse(otherwise);
    }

    private static List<Entrant> entrants(TurnRow row) {
        return (row.byValue() ? PROVIDERS : SUBJECTS)
                .stream().map(subject -> new Entrant(subject, row)).toList();
    }

    private static String measure(String label, List<Entrant> entrants, int threads, int rounds) throws Exception {
        List<Contender> contenders = new ArrayList<>();
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            for (Entrant entrant : entrants) {
                contenders.add(new Contender(entrant.subject(), entrant.row()));
            }
            run(contenders, executor, threads, rounds);
            return String.format("%s, %d thread(s):", label, threads) + figures(entrants, contenders);
        } finally {
            executor.shutdownNow();
            for (Contender contender : contenders) {
                contender.close();
            }
        }
    }

    private static void run(List<Contender> contenders, ExecutorService executor, int threads, int rounds)
            throws InterruptedException, ExecutionException {
        for (int i = 0; i < WARM_UPS; i++) {
            for (Contender contender : contenders) {
                contender.take(executor, threads, WARM_UP_NANOS, /* notes= */ false);
            }
        }
        for (int round = 0; round < rounds; round++) {
            for (Contender contender : contenders) {
                contender.take(executor, threads, TURN_NANOS / 8, /* notes= */ false); // fills the processor's caches
                contender.take(executor, threads, TURN_NANOS, /* notes= */ true);
            }
        }
    }

    private static String figures(List<Entrant> entrants, List<Contender> contenders) {
        StringBuilder line = new StringBuilder();
        List<Double> reference = contenders.get(REFERENCE).nanosPerOperation();
        for (int i = 0; i < entrants.size(); i++) {
            List<Double> figures = contenders.get(i).nanosPerOperation();
            List<Double> ratios = new ArrayList<>();
            for (int round = 0; round < figures.size(); round++) {
                ratios.add(figures.get(round) / reference.get(round));
            }
            line.append(String.format(
                    Locale.ROOT,
                    "  %s %.1f ns (%.2f)",
                    entrants.get(i).subject(),
                    Median.of(figures),
                    Median.of(ratios)));
        }
        return line.toString();
    }
}
