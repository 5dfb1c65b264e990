package io.tiercel.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Fails the build when a run of the TCK executed fewer tests than the TCK has, which is what a pattern or a class path
 * that finds nothing looks like otherwise: a success. The pom runs it after all topologies.
 */
final class TckCountTest {

    /** A run of the TCK: the name of its folder of reports, and how many tests belong to it. */
    record Run(String name, int expected) {

        static Run parse(String nameAndCount) {
            String[] parts = nameAndCount.trim().split("=", 2);
            return new Run(parts[0], Integer.parseInt(parts[1]));
        }
    }

    static Stream<Run> runs() {
        return Arrays.stream(property("tck.expected").split(",", -1)).map(Run::parse);
    }

    @ParameterizedTest
    @MethodSource("runs")
    void run_ofTheTck_executedEveryTest(Run run) throws IOException {
        SuiteCounts counts = SuiteCounts.of(Path.of(property("tck.reports"), run.name()));

        assertThat(counts.passed()).as("passed tests of %s, %s", run, counts).isEqualTo(run.expected());
    }

    private static String property(String name) {
        return Objects.requireNonNull(System.getProperty(name), name);
    }
}
