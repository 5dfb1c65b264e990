package io.tiercel.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ClassPatternTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "User",
                "com.example.User",
                "com.example.Outer$Inner",
                "com.example.Outer$1",
                "com.example.*",
                "com.*.model.*",
                "*.User",
                "*",
                "com.example.**",
                "com.example.*1",
                "com.example.Us*r",
                "_a.\u00dcbung",
            })
    void checked_whatCanMatchAClass_isAccepted(String pattern) {
        assertThat(ClassPattern.checked(pattern)).isEqualTo(pattern);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                "com.[",
                "com..*",
                ".com.example",
                "com.example.",
                "com.example.User ",
                "com.example User",
                "com/example/*",
                "com.example.?ser",
                "com.example.1User",
                "java.util.List<com.example.User>",
                "com.example.User[]",
                "[Lcom.example.User;",
                "com.example.{A,B}",
                "com.example.A,com.example.B",
                "com.example.\u200bUser",
            })
    void checked_whatMatchesNoClass_saysWhatIsAllowed(String pattern) {
        assertThatThrownBy(() -> ClassPattern.checked(pattern))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'" + pattern + "' matches no class: it must be " + ClassPattern.ALLOWED);
    }

    @Test
    void checked_likelyMistakes_haveAHint() {
        assertThatThrownBy(() -> ClassPattern.checked("com.example."))
                .hasMessageEndingWith("; did you mean com.example.*?");
        assertThatThrownBy(() -> ClassPattern.checked("com.example.User[]"))
                .hasMessageEndingWith("; name the class of the elements, not the array");
    }
}
