package io.tiercel.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyGlobTest {

    @ParameterizedTest
    @CsvSource({
        "user:*, user:1, true",
        "user:*, user:, true",
        "user:*, users:1, false",
        "*, '', true",
        "*:1, user:1, true",
        "*:1, user:11, false",
        "a*b*c, abbc, true",
        "a*b*c, abcb, false",
        "u?er, user, true",
        "u?er, uer, false",
        "a\\*b, a*b, true",
        "a\\*b, axb, false",
        "a\\\\b, a\\b, true",
        "42, 42, true"
    })
    void matches(String glob, String key, boolean expected) {
        assertThat(new KeyGlob(glob).matches(key)).isEqualTo(expected);
    }

    @Test
    void matches_random_asARegularExpressionDoes() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            String glob = random(random, "ab*?", 1 + random.nextInt(6));
            String key = random(random, "ab", random.nextInt(7));
            Pattern same = Pattern.compile(glob.replace("*", ".*").replace("?", "."));
            assertThat(new KeyGlob(glob).matches(key))
                    .as("%s on %s", glob, key)
                    .isEqualTo(same.matcher(key).matches());
        }
    }

    private static String random(Random random, String letters, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        return text.toString();
    }

    @Test
    void pattern_thatSaysNothing_isRefused() {
        assertThatThrownBy(() -> new KeyGlob("")).hasMessageContaining("empty");
        assertThatThrownBy(() -> new KeyGlob("a\\")).hasMessageContaining("backslash");
    }
}
