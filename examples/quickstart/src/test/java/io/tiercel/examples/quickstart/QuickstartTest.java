package io.tiercel.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class QuickstartTest {
    private static final Pattern HITS = Pattern.compile("hits +([0-9,]+) +misses");

    @TempDir
    Path disk;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void execute_oneSecond_hitsTheCacheAndExitsWithZero() {
        int exitCode = execute("", "--seconds", "1", "--threads", "2", "--disk", disk.toString());

        assertThat(err.toString()).isEmpty();
        assertThat(exitCode).isZero();
        Matcher hits = HITS.matcher(out.toString());
        assertThat(hits.find()).as(out.toString()).isTrue();
        assertThat(Long.parseLong(hits.group(1).replace(",", ""))).isPositive();
    }

    @Test
    void execute_keep_endsWithALine() {
        int exitCode = execute("\n", "--seconds", "1", "--threads", "2", "--disk", disk.toString(), "--keep");

        assertThat(exitCode).isZero();
        assertThat(out.toString())
                .contains("to process " + ProcessHandle.current().pid());
    }

    @Test
    void execute_help_showsTheOptionsAndExitsWithZero() {
        int exitCode = execute("", "--help");

        assertThat(exitCode).isZero();
        assertThat(out.toString())
                .contains("--seconds", "--threads", "--disk", "--fresh", "--keep")
                .doesNotContain("\u001b");
        assertThat(out.toString().lines()).allMatch(line -> line.length() <= 80);
    }

    @ParameterizedTest
    @CsvSource({
        "--seconds=0, '--seconds must be between 1 and 3600, not 0'",
        "--threads=-1, '--threads must be between 1 and 1024, not -1'",
        "--seconds=abc, 'Invalid value for option ''--seconds'': ''abc'' is not an int'",
        "--sekonds=1, 'Unknown option: ''--sekonds=1'''",
    })
    void execute_badOption_saysWhatIsWrongAndExitsWithTwo(String option, String message) {
        int exitCode = execute("", option);

        assertThat(exitCode).isEqualTo(2);
        assertThat(err.toString().lines()).containsExactly("quickstart: " + message, "Try --help.");
        assertThat(out.toString()).isEmpty();
    }

    private int execute(String input, String... arguments) {
        InputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
        CommandLine command = Quickstart.command(Terminal.PLAIN, in);
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }
}
