package io.tiercel.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final CacheCounts COUNTS = new CacheCounts(1_000, 900, 7);

    private final StringWriter text = new StringWriter();

    @Test
    void show_noTerminal_printsALineWithoutEscapes() {
        Progress progress = new Progress(new PrintWriter(text), Terminal.PLAIN, Duration.ofSeconds(10));

        progress.show(Duration.ofSeconds(3), COUNTS);
        progress.end();

        assertThat(text.toString().lines()).containsExactly("   3 s        1,000 gets  90.0 % hits        100 loads");
    }

    @Test
    void show_terminal_writesOverOneLineOfFewerThan80Columns() {
        Progress progress = new Progress(new PrintWriter(text), new Terminal(true, false), Duration.ofSeconds(10));

        progress.show(Duration.ofSeconds(5), new CacheCounts(Long.MAX_VALUE, 0, Long.MAX_VALUE));

        assertThat(text.toString())
                .startsWith("\r\u001b[2K[##########..........]")
                .doesNotContain("\n");
        assertThat(text.toString().replace("\r\u001b[2K", "")).hasSize(79);
    }
}
