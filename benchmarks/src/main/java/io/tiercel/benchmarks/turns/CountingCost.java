package io.tiercel.benchmarks.turns;

import io.tiercel.TiercelCachingProvider;
import io.tiercel.benchmarks.subject.Subject;
import io.tiercel.benchmarks.table.Median;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.cache.CacheManager;
import javax.cache.Caching;

/**
 * Prints what counting adds to a hit: one cache, whose statistics are switched on and off in turns of 40 ms. Two caches
 * would not do, since where a cache lies in memory makes a larger difference than whether it counts. Each round is on, off,
 * off, on, and the next the other way round; the ratio is the median of those of the rounds.
 *
 * <p>The argument, if any, is the number of rounds. Where the cache lies decides about the nanoseconds, so run it several
 * times.
 */
public final class CountingCost {

    private static final String PROVIDER = TiercelCachingProvider.class.getName();
    private static final int ROUNDS = 40;
    private static final int WARM_UPS = 20;
    private static final long WARM_UP_NANOS = 250_000_000;
    private static final long SETTLE_NANOS = 5_000_000;
    private static final long TURN_NANOS = 40_000_000;

    private final Turn hits = new Turn(Subject.TIERCEL.name(), TurnRow.GET.name());
    private final CacheManager manager = Caching.getCachingProvider(PROVIDER).getCacheManager();
    private final String cache = manager.getCacheNames().iterator().next();
    private long position;

    private CountingCost() {}

    @SuppressWarnings("SystemOut") // a command's output
    public static void main(String[] arguments) {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : ROUNDS;
        System.out.println(new CountingCost().measure(rounds));
        Caching.getCachingProvider(PROVIDER).close();
    }

    private String measure(int rounds) {
        for (int i = 0; i < WARM_UPS; i++) {
            turn(i % 2 == 0, WARM_UP_NANOS);
        }
        List<Double> on = new ArrayList<>();
        List<Double> off = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            boolean outer = round % 2 == 0;
            double outside = turn(outer);
            double inside = turn(!outer) + turn(!outer);
            outside += turn(outer);
            on.add((outer ? outside : inside) / 2);
            off.add((outer ? inside : outside) / 2);
            ratios.add(outer ? outside / inside : inside / outside);
        }
        return String.format(
                Locale.ROOT,
                "a hit that is counted %.1f ns, that is not %.1f ns, ratio %.3f",
                Median.of(on),
                Median.of(off),
                Median.of(ratios));
    }

    private double turn(boolean counts) {
        turn(counts, SETTLE_NANOS);
        return turn(counts, TURN_NANOS);
    }

    /** Returns the processor time of a hit, in nanoseconds. */
    private double turn(boolean counts, long nanos) {
        manager.enableStatistics(cache, counts);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long began = threads.getCurrentThreadCpuTime();
        long operations = hits.applyAsLong(nanos, position);
        position = (position + operations) & Integer.MAX_VALUE;
        return (double) (threads.getCurrentThreadCpuTime() - began) / operations;
    }
}
