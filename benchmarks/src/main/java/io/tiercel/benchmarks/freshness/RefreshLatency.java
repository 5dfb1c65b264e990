package io.tiercel.benchmarks.freshness;

import io.tiercel.TiercelConfiguration;
import io.tiercel.benchmarks.table.Median;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import javax.cache.Cache;
import javax.cache.Caching;
import javax.cache.spi.CachingProvider;

/**
 * Prints how long reads of hot keys take while these are loaded anew in the background, against a cache that has nothing to
 * load, and how often the source is called for the same traffic with each {@link Strategy} and without. A call of the source
 * takes 5 ms, a value lives for five seconds. The strategies take turns, and figures are medians of the turns, with the range
 * of the 99th percentile. The arguments, if any, are the seconds of each turn, the number of turns, and the number of readers.
 */
public final class RefreshLatency {

    private static final int SECONDS = 10;
    private static final int TURNS = 5;
    private static final int READERS = 2;
    private static final int WARM_UP_MILLIS = 2_000;

    private RefreshLatency() {}

    /** What one turn of a strategy shows; times in nanoseconds. */
    private record Turn(double calls, double p50, double p99, double p999, double longest) {}

    @SuppressWarnings("SystemOut") // a command's output
    public static void main(String[] arguments) throws InterruptedException {
        int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : SECONDS;
        int turns = arguments.length > 1 ? Integer.parseInt(arguments[1]) : TURNS;
        int readers = arguments.length > 2 ? Integer.parseInt(arguments[2]) : READERS;
        Map<String, List<Turn>> taken = new LinkedHashMap<>();
        for (int turn = 0; turn < turns; turn++) {
            for (Strategy strategy : Strategy.all()) {
                taken.computeIfAbsent(strategy.title(), made -> new ArrayList<>())
                        .add(measure(strategy, seconds * 1_000, readers));
            }
        }
        System.out.println("| strategy | calls of the source | p50, us | p99, us | p99.9, us | longest, ms |");
        System.out.println("|---|---|---|---|---|---|");
        taken.forEach((title, all) -> System.out.println(row(title, all)));
    }

    private static Turn measure(Strategy strategy, int millis, int readers) throws InterruptedException {
        try (CachingProvider provider = Caching.getCachingProvider("io.tiercel.TiercelCachingProvider")) {
            SlowSource source = new SlowSource();
            Cache<Integer, String> cache = provider.getCacheManager()
                    .createCache(
                            strategy.title(),
                            strategy.settings()
                                    .apply(TiercelConfiguration.builder(Integer.class, String.class)
                                            .byReference()
                                            .loader(source))
                                    .build());
            for (int key = 0; key < Traffic.KEYS; key++) {
                cache.put(key, "value of " + key);
            }
            run(cache, strategy, WARM_UP_MILLIS, readers);
            long before = source.calls();
            long[] nanos = Traffic.sorted(run(cache, strategy, millis, readers));
            return new Turn(
                    source.calls() - before,
                    at(nanos, 0.5),
                    at(nanos, 0.99),
                    at(nanos, 0.999),
                    nanos[nanos.length - 1]);
        }
    }

    private static List<Traffic> run(Cache<Integer, String> cache, Strategy strategy, int millis, int readers)
            throws InterruptedException {
        List<Traffic> traffic = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int reader = 0; reader < readers; reader++) {
            Traffic made = new Traffic(cache, reader, strategy.asksForAbsent(), millis);
            traffic.add(made);
            threads.add(new Thread(made, "reader-" + reader));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        return traffic;
    }

    private static String row(String title, List<Turn> turns) {
        DoubleSummaryStatistics p99 = turns.stream().mapToDouble(Turn::p99).summaryStatistics();
        return String.format(
                Locale.ROOT,
                "| %s | %.0f | %.2f | %.2f (%.2f to %.2f) | %.2f | %.2f |",
                title,
                median(turns, Turn::calls),
                median(turns, Turn::p50) / 1e3,
                median(turns, Turn::p99) / 1e3,
                p99.getMin() / 1e3,
                p99.getMax() / 1e3,
                median(turns, Turn::p999) / 1e3,
                median(turns, Turn::longest) / 1e6);
    }

    private static double median(List<Turn> turns, Function<Turn, Double> figure) {
        return Median.of(turns.stream().map(figure).toList());
    }

    private static double at(long[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1, (long) (sorted.length * share))];
    }
}
