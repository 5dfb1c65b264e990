package io.tiercel.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NamePatternTest {

    @ParameterizedTest
    @CsvSource({
        "com.example.*,com.example.User,true",
        "com.example.*,com.example.,true",
        "com.example.*,comXexample.User,false",
        "*,anything,true",
        "user?,users,true",
        "user?,user,false",
        "*.User,com.example.User,true",
        "*.User,com.example.Users,false",
        "a*b*c,aXbYbZc,true",
        "a*b*c,aXbYbZ,false"
    })
    void matches_byWildcards(String glob, String name, boolean expected) {
        assertThat(new NamePattern(glob).matches(name)).isEqualTo(expected);
    }

    @Test
    void matches_manyStars_takesNoExponentialTime() {
        NamePattern hostile = new NamePattern("a*".repeat(30) + "b");
        assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> assertThat(hostile.matches("a".repeat(10_000))).isFalse());
    }

    @Test
    void mostSpecificFirst_ordersByOrdinaryCharactersThenStars() {
        List<String> ordered = Stream.of("*", "com.*", "com.example.*", "*com.*", "com.example.User*")
                .map(NamePattern::new)
                .sorted(NamePattern.MOST_SPECIFIC_FIRST)
                .map(NamePattern::glob)
                .toList();
        assertThat(ordered).containsExactly("com.example.User*", "com.example.*", "com.*", "*com.*", "*");
    }
}
