package io.tiercel.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Fails the build when a run of the TCK did not use the tiers that it is meant to prove, which a configuration that is
 * not read would leave unnoticed: the heap answers as well. The pom runs it after all topologies.
 */
final class TckTiersTest {

    /**
     * A run of the TCK, and the tiers outside the heap that its caches had, in the order of their names.
     *
     * @param tiers those that answered reads by their names, those that did not in brackets
     */
    record Run(String name, String tiers) {

        static Run parse(String nameAndTiers) {
            String[] parts = nameAndTiers.trim().split("=", 2);
            return new Run(parts[0], parts[1]);
        }
    }

    static Stream<Run> runs() {
        return Arrays.stream(property("tck.tiers").split(",", -1)).map(Run::parse);
    }

    @ParameterizedTest
    @MethodSource("runs")
    void run_ofTheTck_usedItsTiers(Run run) throws IOException {
        TierAnswers answers = TierAnswers.read(Path.of(property("tck.reports"), run.name(), "answers"));

        String used = answers.hits().entrySet().stream()
                .map(tier -> tier.getValue() > 0 ? tier.getKey() : "(" + tier.getKey() + ")")
                .collect(Collectors.joining(" "));
        assertThat(used).as("tiers of %s, %s", run, answers).isEqualTo(run.tiers());
    }

    private static String property(String name) {
        return Objects.requireNonNull(System.getProperty(name), name);
    }
}
