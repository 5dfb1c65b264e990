package io.tiercel.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.TierState;
import io.tiercel.tier.TierOpening;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final String LONG_NAME = "com.sun.org.apache.xalan.internal.xsltc.compiler.AbsoluteLocationPath";
    private static final Instant STARTED_AT = Instant.ofEpochSecond(1_000);
    private static final Start WARM = new Start(TierOpening.WARM, 26_000, Duration.ofMillis(345));
    private static final Start COLD = new Start(TierOpening.EMPTY, 0, Duration.ofMillis(345));
    private static final RunFigures OTHER = new RunFigures(Instant.EPOCH, Duration.ofSeconds(10), 200, 100);

    @Test
    void print_plain_holdsTheFiguresIn80Columns() {
        String report = print(Terminal.PLAIN, WARM, OTHER);

        assertThat(report)
                .contains("hit ratio  75.0 %")
                .contains("gets       4              hits   3              misses   1")
                .contains("evictions  0              of the 2 classes met; the JDK has 27,000")
                .contains("java.lang.String                              3  75.0 %       90    26.4 KiB")
                .contains("sltc.compiler.AbsoluteLocationPath  ")
                .doesNotContain("\u001b");
        assertThat(report.lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void print_threeTiers_showsWhatEachHoldsAndAnswered() {
        String report = print(Terminal.PLAIN, WARM, OTHER);

        assertThat(report.lines())
                .contains(
                        "  heap                2    3.0 MiB    8.0 MiB      1,000,000          2,000",
                        "  off-heap            3    5.0 MiB   16.0 MiB          3,000              7",
                        "  disk                4    6.0 MiB   64.0 MiB              9              0");
    }

    @Test
    void print_latencies_hasALineForEachTier() {
        assertThat(print(Terminal.PLAIN, WARM, OTHER).lines())
                .anyMatch(line -> line.matches("  hit of heap, one thread +1 +\\S+ us +\\S+ us"))
                .anyMatch(line -> line.matches("  hit of disk, one thread +0 +- +-"));
    }

    @Test
    void print_warm_comparesWithTheColdRun() {
        assertThat(print(Terminal.PLAIN, WARM, OTHER).lines())
                .contains(
                        "  warm: 26,000 entries from the last run, open in 345 ms",
                        "  cold run of 1970-01-01T00:00:00Z   10 s            200        100     50.0 %",
                        "  this run                            1 s              4          1     75.0 %");
    }

    @Test
    void print_cold_saysThatTheNextRunIsWarm() {
        assertThat(print(Terminal.PLAIN, COLD, null))
                .contains("cold: nothing on disk, open in 345 ms")
                .contains("the next run starts warm")
                .doesNotContain("cold run of");
    }

    @Test
    void print_invalidations_saysHowManyAndHowLong() {
        assertThat(print(Terminal.PLAIN, WARM, OTHER).lines())
                .contains(
                        "  tag module:java.desktop                             5,812     210 us",
                        "  event module_upgraded, java.xml                     1,734     305 us",
                        "  java.awt.Color: read anew by the next get",
                        "  ..sltc.compiler.AbsoluteLocationPath: still there");
    }

    @Test
    void print_coloured_usesBoldTitles() {
        assertThat(print(new Terminal(true, true), WARM, OTHER)).contains("\u001b[1mLatency\u001b[0m");
    }

    private static String print(Terminal terminal, Start start, @Nullable RunFigures cold) {
        WalkTally cached = new WalkTally();
        cached.record(summary("java.lang.String", STARTED_AT), STARTED_AT, 100);
        cached.record(summary("java.lang.String", Instant.EPOCH), STARTED_AT, 1);
        cached.record(summary("java.lang.String", Instant.EPOCH), STARTED_AT, 1);
        cached.record(summary(LONG_NAME, Instant.EPOCH), STARTED_AT, 1);
        WalkTally uncached = new WalkTally();
        uncached.record(summary("java.lang.String", STARTED_AT), STARTED_AT, 100);
        LatencySample heap = new LatencySample();
        heap.record(2_000);
        Results results = new Results(
                27_000,
                new Results.Runs(start, new RunFigures(STARTED_AT, Duration.ofSeconds(1), 4, 1), cold),
                new CacheCounts(4, 3, 0),
                List.of(
                        tier("heap", 2, 3 << 20, 8 << 20, 1_000_000, 2_000),
                        tier("off-heap", 3, 5 << 20, 16 << 20, 3_000, 7),
                        tier("disk", 4, 6 << 20, 64 << 20, 9, 0)),
                Map.of("heap", heap, "disk", new LatencySample()),
                new Results.Walks(
                        new TimedWalk(cached, Duration.ofSeconds(1)), new TimedWalk(uncached, Duration.ofSeconds(1))),
                List.of(
                        new Invalidation("tag module:java.desktop", 5_812, 210_000, "java.awt.Color", true),
                        new Invalidation("event module_upgraded, java.xml", 1_734, 305_000, LONG_NAME, false)));
        StringWriter text = new StringWriter();

        new Report(new PrintWriter(text), terminal).print(results, name -> summary(name, STARTED_AT));

        return text.toString();
    }

    private static TierState tier(
            String name, long entries, long bytes, long capacityBytes, long hits, long promotions) {
        return new TierState(
                name,
                TierOpening.EMPTY,
                entries,
                bytes,
                capacityBytes,
                /* inBytes= */ true,
                hits,
                promotions,
                /* demotions= */ 0,
                /* evictions= */ 0);
    }

    private static ClassSummary summary(String name, Instant readAt) {
        return new ClassSummary(name, ClassKind.CLASS, "java.lang.Object", List.of(), List.of(), 90, 27_000, readAt);
    }
}
