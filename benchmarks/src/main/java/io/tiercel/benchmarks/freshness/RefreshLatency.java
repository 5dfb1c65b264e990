package io.tiercel.benchmarks.freshness;

import io.tiercel.TiercelConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.cache.Cache;
import javax.cache.Caching;
import javax.cache.spi.CachingProvider;

/**
 * Prints how long reads of hot keys take while these are loaded anew in the background, against a cache that has nothing to
 * load, and how often the source is called for the same traffic with each {@link Strategy} and without. A call of the source
 * takes 5 ms, a value lives for two seconds. The arguments, if any, are the seconds of each strategy and the number of
 * readers.
 */
public final class RefreshLatency {

    private static final int SECONDS = 10;
    private static final int READERS = 2;
    private static final int WARM_UP_MILLIS = 3_000;

    private RefreshLatency() {}

    @SuppressWarnings("SystemOut") // a command's output
    public static void main(String[] arguments) throws InterruptedException {
        int seconds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : SECONDS;
        int readers = arguments.length > 1 ? Integer.parseInt(arguments[1]) : READERS;
        System.out.println("| strategy | reads | calls of the source | p50, us | p99, us | p99.9, us | longest, ms |");
        System.out.println("|---|---|---|---|---|---|---|");
        for (Strategy strategy : Strategy.all()) {
            System.out.println(measure(strategy, seconds * 1_000, readers));
        }
    }

    private static String measure(Strategy strategy, int millis, int readers) throws InterruptedException {
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
            return row(strategy, nanos, source.calls() - before);
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

    private static String row(Strategy strategy, long[] nanos, long calls) {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %d | %.2f | %.2f | %.2f | %.2f |",
                strategy.title(),
                nanos.length,
                calls,
                at(nanos, 0.5) / 1e3,
                at(nanos, 0.99) / 1e3,
                at(nanos, 0.999) / 1e3,
                nanos[nanos.length - 1] / 1e6);
    }

    private static double at(long[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1, (long) (sorted.length * share))];
    }
}
