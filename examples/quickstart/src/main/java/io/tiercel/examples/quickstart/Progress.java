package io.tiercel.examples.quickstart;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** Shows how far a walk is: one line that is written over on a terminal, else a line each second. */
final class Progress {
    /** Clears the line that the cursor is in, and goes back to its start. */
    private static final String CLEAR_LINE = "\r\u001b[2K";

    private static final int BAR_LENGTH = 20;
    private static final int MAX_LENGTH = 79;

    private final PrintWriter out;
    private final Terminal terminal;
    private final Duration whole;

    Progress(PrintWriter out, Terminal terminal, Duration whole) {
        this.out = out;
        this.terminal = terminal;
        this.whole = whole;
    }

    /** How often to call {@link #show}. */
    Duration interval() {
        return terminal.interactive() ? Duration.ofMillis(100) : Duration.ofSeconds(1);
    }

    void show(Duration elapsed, CacheCounts counts) {
        if (terminal.interactive()) {
            String line = bar(elapsed) + " " + line(elapsed, counts);
            out.print(CLEAR_LINE + line.substring(0, Math.min(line.length(), MAX_LENGTH)));
        } else {
            out.println("  " + line(elapsed, counts));
        }
        out.flush();
    }

    /** Removes the line that is written over. */
    void end() {
        if (terminal.interactive()) {
            out.print(CLEAR_LINE);
            out.flush();
        }
    }

    private String bar(Duration elapsed) {
        long done = Math.min(BAR_LENGTH, BAR_LENGTH * elapsed.toMillis() / Math.max(1, whole.toMillis()));
        return "[" + "#".repeat((int) done) + ".".repeat((int) (BAR_LENGTH - done)) + "]";
    }

    private String line(Duration elapsed, CacheCounts counts) {
        return String.format(
                Locale.ROOT,
                "%2d s %,12d gets %7s hits %,10d loads",
                Math.round(elapsed.toMillis() / 1000.0),
                counts.gets(),
                Figures.percent(counts.hitRatio()),
                counts.misses());
    }
}
