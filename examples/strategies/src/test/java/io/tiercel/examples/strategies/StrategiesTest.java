package io.tiercel.examples.strategies;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StrategiesTest {
    /** Stands for a number that is another each time. */
    private static final String ANY_NUMBER = "<n>";

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

    @ParameterizedTest
    @EnumSource
    void example_printsWhatItIsToShow(Strategies strategy) throws Exception {
        String name = strategy.className();

        int exitCode = Strategies.run(List.of(name), out);

        assertThat(exitCode).isZero();
        List<String> expected = expected(name);
        assertThat(lines()).as("number of lines of:%n%s", text()).hasSameSizeAs(expected);
        for (int i = 0; i < expected.size(); i++) {
            assertThat(lines().get(i)).as("line %d", i + 1).matches(pattern(expected.get(i)));
        }
    }

    @Test
    void noArgument_listsAllExamples() throws Exception {
        int exitCode = Strategies.run(List.of(), out);

        assertThat(exitCode).isZero();
        for (Strategies strategy : Strategies.values()) {
            assertThat(text()).containsPattern("(?m)^" + strategy.className() + " ");
        }
        assertThat(lines()).allMatch(line -> line.length() <= 80);
    }

    @Test
    void unknownName_isAnErrorThatListsThem() throws Exception {
        int exitCode = Strategies.run(List.of("Tag"), out);

        assertThat(exitCode).isEqualTo(2);
        assertThat(lines()).startsWith("There is no example Tag.").anyMatch(line -> line.startsWith("Tags "));
    }

    /** What an example is to print. */
    private static List<String> expected(String name) throws IOException {
        try (InputStream file = StrategiesTest.class.getResourceAsStream(name + ".txt")) {
            assertThat(file).as("%s.txt", name).isNotNull();
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    private static Pattern pattern(String expected) {
        return Pattern.compile(Pattern.quote(expected).replace(ANY_NUMBER, "\\E\\d+\\Q"));
    }

    private List<String> lines() {
        return text().lines().toList();
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
