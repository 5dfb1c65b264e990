package io.tiercel.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {

    private static final CacheEvent EVENT = CacheEvent.of("e", Map.of("id", 42, "a.b-c_d", "x"));

    @ParameterizedTest
    @CsvSource({
        "plain, plain",
        "{id}, 42",
        "user:{id}:, user:42:",
        "{id}{id}, 4242",
        "{a.b-c_d}, x",
        "{{id}}, {id}",
        "{{{id}}}, {42}",
    })
    void render_template_isFilledIn(String template, String expected) {
        assertThat(Template.parse(template).render(EVENT, value -> value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "}", "{}", "{id", "id}", "{i d}", "{ id }", "a{{b}", "{a{b}}"})
    void parse_malformed_isRefused(String template) {
        assertThatIllegalArgumentException().isThrownBy(() -> Template.parse(template));
    }

    @Test
    void render_fieldThatIsNotThere_namesItAndThoseThatAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Template.parse("user:{userId}").render(CacheEvent.of("e", "id", 1), value -> value))
                .withMessage("the event has no field 'userId' for 'user:{userId}', it has id");
    }

    @Test
    void render_quoted_keepsWildcardsOfTheTemplateAlone() {
        CacheEvent event = CacheEvent.of("e", "id", "a*?\\");

        assertThat(Template.parse("user:{id}:*").render(event, Glob::quoted)).isEqualTo("user:a\\*\\?\\\\:*");
    }

    @Test
    void widened_anyField_isAWildcard() {
        assertThat(Template.parse("a*:{id}").widened()).isEqualTo("a\\*:*");
        assertThat(Template.parse("a*:{id}").widenedPattern()).isEqualTo("a*:*");
    }
}
