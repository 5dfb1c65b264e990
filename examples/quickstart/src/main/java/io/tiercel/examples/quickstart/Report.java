package io.tiercel.examples.quickstart;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The report at the end, in no more than 80 columns. */
final class Report {
    private static final int MOST_REFERENCED = 8;
    private static final int CLASS_NAME_LENGTH = 36;

    private final PrintWriter out;
    private final Terminal terminal;

    Report(PrintWriter out, Terminal terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Prints the results; {@code source} tells what the most referenced classes are like. */
    void print(Results results, ClassSource source) {
        statistics(results);
        latencies(results.cached().tally(), results.uncached().tally());
        throughput(results.cached(), results.uncached());
        mostReferenced(results.cached().tally(), source);
        out.flush();
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
                Figures.count(results.cached().tally().distinctClasses()),
                Figures.count(results.classes()));
        for (TierCounts tier : results.tiers()) {
            line(
                    "tier       %-14s %s entries in %s of %s",
                    tier.tier(),
                    Figures.count(tier.entries()),
                    Figures.size(tier.bytes()),
                    Figures.size(tier.maxBytes()));
        }
    }

    private void latencies(WalkTally cached, WalkTally uncached) {
        title("Latency");
        line("%s", terminal.dim(String.format(Locale.ROOT, "%-24s %12s %10s %10s", "", "gets", "p50", "p99")));
        latency("hit", cached.hits());
        latency("miss, with its load", cached.loads());
        latency("without the cache", uncached.loads());
    }

    private void latency(String what, LatencySample sample) {
        boolean none = sample.count() == 0;
        line(
                "%-24s %12s %10s %10s",
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

    private void title(String title) {
        out.println();
        out.println(terminal.bold(title));
    }

    private void line(String format, Object... arguments) {
        out.println("  " + String.format(Locale.ROOT, format, arguments));
    }
}
