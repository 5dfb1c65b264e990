package io.tiercel.examples.quickstart;

import io.tiercel.TierState;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The report at the end, in no more than 80 columns. */
final class Report {
    private static final int MOST_REFERENCED = 8;
    private static final int CLASS_NAME_LENGTH = 36;
    private static final String RUN = "%-32s %6s %14s %10s %10s";
    private static final String TIER = "%-10s %10s %10s %10s %14s %14s";

    private final PrintWriter out;
    private final Terminal terminal;

    Report(PrintWriter out, Terminal terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Prints the results; {@code source} tells what the most referenced classes are like. */
    void print(Results results, ClassSource source) {
        Results.Walks walks = results.walks();
        start(results.runs());
        statistics(results);
        tiers(results.tiers());
        latencies(walks.cached().tally(), results.latencies(), walks.uncached().tally());
        throughput(walks.cached(), walks.uncached());
        mostReferenced(walks.cached().tally(), source);
        invalidations(results.invalidations());
        out.flush();
    }

    private void start(Results.Runs runs) {
        title("Start");
        line("%s", terminal.green(runs.start().inWords()));
        line("%s", terminal.dim(String.format(Locale.ROOT, RUN, "", "walked", "gets", "loads", "hit ratio")));
        RunFigures cold = runs.cold();
        if (cold != null) {
            run("cold run of " + cold.startedAt().truncatedTo(ChronoUnit.SECONDS), cold);
        }
        run("this run", runs.current());
        if (!runs.start().isWarm()) {
            line("Run it again: the next run starts warm, from disk.");
        }
    }

    private void run(String which, RunFigures run) {
        line(
                RUN,
                which,
                Math.round(run.walked().toMillis() / 1e3) + " s",
                Figures.count(run.gets()),
                Figures.count(run.loads()),
                Figures.percent(run.hitRatio()));
    }

    private void statistics(Results results) {
        CacheCounts counts = results.counts();
        title("Cache \"classes\"");
        line("hit ratio  %s", terminal.green(Figures.percent(counts.hitRatio())));
        line(
                "gets       %-14s hits   %-14s misses   %s",
                Figures.count(counts.gets()), Figures.count(counts.hits()), Figures.count(counts.misses()));
        line(
                "evictions  %-14s of the %s classes met; the JDK has %s",
                Figures.count(counts.evictions()),
                Figures.count(results.walks().cached().tally().distinctClasses()),
                Figures.count(results.classes()));
    }

    private void tiers(List<TierState> tiers) {
        title("Tiers");
        line("%s", terminal.dim(String.format(Locale.ROOT, TIER, "", "entries", "bytes", "of", "hits", "promoted to")));
        for (TierState tier : tiers) {
            line(
                    TIER,
                    tier.name(),
                    Figures.count(tier.entries()),
                    Figures.size(tier.weight()),
                    Figures.size(tier.capacity()),
                    Figures.count(tier.hits()),
                    Figures.count(tier.promotions()));
        }
    }

    private void latencies(WalkTally cached, Map<String, LatencySample> byTier, WalkTally uncached) {
        title("Latency");
        line("%s", terminal.dim(String.format(Locale.ROOT, "%-28s %12s %10s %10s", "", "gets", "p50", "p99")));
        latency("hit, all threads", cached.hits());
        byTier.forEach((tier, sample) -> latency("hit of " + tier + ", one thread", sample));
        latency("miss, with its load", cached.loads());
        latency("without the cache", uncached.loads());
    }

    private void latency(String what, LatencySample sample) {
        boolean none = sample.count() == 0;
        line(
                "%-28s %12s %10s %10s",
                what,
                Figures.count(sample.count()),
                none ? "-" : Figures.latency(sample.quantileNanos(0.50)),
                none ? "-" : Figures.latency(sample.quantileNanos(0.99)));
    }

    private void throughput(TimedWalk cached, TimedWalk uncached) {
        double with = cached.stepsPerSecond();
        double without = uncached.stepsPerSecond();
        title("Throughput");
        line("%-24s %12s classes/s", "through the cache", Figures.count(Math.round(with)));
        line("%-24s %12s classes/s", "without the cache", Figures.count(Math.round(without)));
        if (without > 0) {
            line("%-24s %12s times", "ratio", String.format(Locale.ROOT, "%.1f", with / without));
        }
    }

    private void mostReferenced(WalkTally tally, ClassSource source) {
        title("Most referenced classes");
        String format = "%-" + CLASS_NAME_LENGTH + "s %10s %7s %8s %11s";
        line("%s", terminal.dim(String.format(Locale.ROOT, format, "", "gets", "share", "methods", "class file")));
        List<Map.Entry<String, Long>> most = tally.mostVisited(MOST_REFERENCED);
        for (Map.Entry<String, Long> visited : most) {
            ClassSummary summary = source.get(visited.getKey());
            if (summary != null) {
                line(
                        format,
                        Figures.shorten(summary.name(), CLASS_NAME_LENGTH),
                        Figures.count(visited.getValue()),
                        Figures.percent((double) visited.getValue() / tally.steps()),
                        Figures.count(summary.methods()),
                        Figures.size(summary.sizeBytes()));
            }
        }
    }

    private void invalidations(List<Invalidation> invalidations) {
        if (invalidations.isEmpty()) {
            return;
        }
        title("Invalidation, as if two modules had been upgraded");
        String format = "%-46s %10s %10s";
        line("%s", terminal.dim(String.format(Locale.ROOT, format, "", "entries", "took")));
        for (Invalidation invalidation : invalidations) {
            line(
                    format,
                    invalidation.how(),
                    Figures.count(invalidation.entries()),
                    Figures.latency(invalidation.nanos()));
        }
        for (Invalidation invalidation : invalidations) {
            line(
                    "%s: %s",
                    Figures.shorten(invalidation.example(), CLASS_NAME_LENGTH),
                    invalidation.readAnew() ? "read anew by the next get" : "still there");
        }
    }

    private void title(String title) {
        out.println();
        out.println(terminal.bold(title));
    }

    private void line(String format, Object... arguments) {
        out.println("  " + String.format(Locale.ROOT, format, arguments));
    }
}
