package io.tiercel.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlatJsonTest {

    @Test
    void parse_flatObject_hasTextsOfItsMembers() {
        assertThat(FlatJson.parse(" { \"a\" : \"x\\n\\u00e9\\\"\", \"b\":-1.5e3,\"c\":true , \"d\": null, \"\":\"\"} "))
                .containsEntry("a", "x\n\u00e9\"")
                .containsEntry("b", "-1.5e3")
                .containsEntry("c", "true")
                .containsEntry("d", null)
                .containsEntry("", "")
                .hasSize(5);
        assertThat(FlatJson.parse("{}")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{\"a\":{}}",
                "{\"a\":[1]}",
                "{\"a\":01}",
                "{\"a\":1} x",
                "{\"a\":1,\"a\":2}",
                "{\"a\":\"x}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12g4\"}",
                "{\"a\":\"\t\"}",
                "{\"a\":yes}",
                "{a:1}",
                "{\"a\":+1}",
                "null"
            })
    void parse_anythingElse_isRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> FlatJson.parse(text));
    }
}
