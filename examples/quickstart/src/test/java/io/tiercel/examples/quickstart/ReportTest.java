package io.tiercel.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final String LONG_NAME = "com.sun.org.apache.xalan.internal.xsltc.compiler.AbsoluteLocationPath";

    @Test
    void print_plain_holdsTheFiguresIn80Columns() {
        String report = print(Terminal.PLAIN);

        assertThat(report)
                .contains("hit ratio  75.0 %")
                .contains("gets       4              hits   3              misses   1")
                .contains("tier       heap           2 entries in 3.0 MiB of 8.0 MiB")
                .contains("evictions  0              of the 2 classes met; the JDK has 27,000")
                .contains("java.lang.String                              3  75.0 %       90    26.4 KiB")
                .contains("sltc.compiler.AbsoluteLocationPath  ")
                .doesNotContain("\u001b");
        assertThat(report.lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void print_coloured_usesBoldTitles() {
        assertThat(print(new Terminal(true, true))).contains("\u001b[1mLatency\u001b[0m");
    }

    private static String print(Terminal terminal) {
        WalkTally cached = new WalkTally();
        cached.record(summary("java.lang.String", 110), 100, 200);
        cached.record(summary("java.lang.String", 110), 300, 301);
        cached.record(summary("java.lang.String", 110), 300, 301);
        cached.record(summary(LONG_NAME, 110), 300, 301);
        WalkTally uncached = new WalkTally();
        uncached.record(summary("java.lang.String", 110), 100, 200);
        Results results = new Results(
                27_000,
                new CacheCounts(4, 3, 0),
                List.of(new TierCounts("heap", 2, 3 << 20, 8 << 20)),
                new TimedWalk(cached, Duration.ofSeconds(1)),
                new TimedWalk(uncached, Duration.ofSeconds(1)));
        StringWriter text = new StringWriter();

        new Report(new PrintWriter(text), terminal).print(results, name -> summary(name, 0));

        return text.toString();
    }

    private static ClassSummary summary(String name, long readAtNanos) {
        return new ClassSummary(
                name, ClassKind.CLASS, "java.lang.Object", List.of(), List.of(), 90, 27_000, readAtNanos);
    }
}
