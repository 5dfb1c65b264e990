package io.tiercel.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The quickstart as users have it: in processes of their own, one after the other. */
class QuickstartProcessTest {
    private static final long DEADLINE_SECONDS = 120;
    private static final int INTERRUPTED = 143; // by SIGTERM
    /** A hit: then an entry is in. A miss is counted before its load is through. */
    private static final Pattern HIT = Pattern.compile(" [1-9][0-9.]* % hits");

    @TempDir
    Path folder;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endAll() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void secondRun_startsWarm_andAFreshOneCold() throws Exception {
        Ended cold = end(start("--seconds", "1"));
        Ended warm = end(start("--seconds", "1"));
        Ended fresh = end(start("--seconds", "1", "--fresh"));

        assertThat(cold.exitCode()).as(cold.text()).isZero();
        assertThat(cold.text()).contains("start     cold: nothing on disk");
        assertThat(warm.exitCode()).as(warm.text()).isZero();
        assertThat(warm.text())
                .containsPattern("start     warm: [0-9,]+ entries from the last run, open in [0-9]+ ms")
                .contains("cold run of ")
                .containsPattern(
                        "hot keys  [0-9,]+ of the last run: [0-9,]+ were there, [1-9][0-9,]* loaded in [0-9]+ ms");
        assertThat(cold.text())
                .containsPattern("tag module:\\S+ +[1-9][0-9,]* +[0-9.]+ [num]?s")
                .containsPattern("event module_upgraded, \\S+ +[1-9][0-9,]* +[0-9.]+ [num]?s")
                .contains(": read anew by the next get")
                .doesNotContain("still there");
        assertThat(fresh.exitCode()).as(fresh.text()).isZero();
        assertThat(fresh.text()).contains("start     cold: nothing on disk");
        assertThat(cold.errors() + warm.errors() + fresh.errors()).isEmpty();
    }

    @Test
    void runAfterAKilledOne_recovers() throws Exception {
        Running killed = start("--seconds", "600");
        awaitProgress(killed);
        killed.process().destroyForcibly();
        end(killed);
        Ended next = end(start("--seconds", "1"));

        assertThat(next.exitCode()).as(next.text()).isZero();
        assertThat(next.text()).containsPattern("start     warm: recovered [0-9,]+ entries from the last run");
        assertThat(next.errors()).isEmpty();
    }

    @Test
    void interruptedRun_endsInOrderAndTheNextStartsWarm() throws Exception {
        Running interrupted = start("--seconds", "600");
        awaitProgress(interrupted);
        interrupted.process().destroy();
        Ended ended = end(interrupted);
        Ended next = end(start("--seconds", "1"));

        assertThat(ended.exitCode()).isEqualTo(INTERRUPTED);
        assertThat(ended.text()).contains("Interrupted. The disk tier is closed");
        assertThat(ended.errors()).isEmpty();
        assertThat(next.text()).containsPattern("start     warm: [0-9,]+ entries from the last run, open");
    }

    private Running start(String... arguments) throws IOException {
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Quickstart.class.getName(),
                "--threads",
                "2",
                "--disk",
                folder.resolve("disk").toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        started.add(process);
        return new Running(process, out, err);
    }

    private static Ended end(Running running) throws Exception {
        assertThat(running.process().waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS))
                .as("ends: %s", Files.readString(running.out()))
                .isTrue();
        return new Ended(
                running.process().exitValue(), Files.readString(running.out()), Files.readString(running.err()));
    }

    private static void awaitProgress(Running running) throws Exception {
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        while (!HIT.matcher(Files.readString(running.out())).find()) {
            assertThat(running.process().isAlive()).as("alive").isTrue();
            assertThat(System.nanoTime() - deadlineNanos).as("progress in time").isNegative();
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private record Running(Process process, Path out, Path err) {}

    private record Ended(int exitCode, String text, String errors) {}
}
