package io.tiercel.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyParserTest {

    enum Color {
        RED,
        GREEN {
            @Override
            public String toString() {
                return "green";
            }
        }
    }

    record Point(int x, long y) {}

    record Nothing() {}

    private record Text(String a, String b) {}

    record Line(Point from, @Nullable Point to, Color color) {}

    record Positive(int value) {
        Positive {
            if (value <= 0) {
                throw new IllegalArgumentException("value=" + value);
            }
        }
    }

    record Recursive(@Nullable Recursive inner) {}

    record OfList(List<String> items) {}

    static Stream<Object> keys() {
        return Stream.of(
                "",
                "a key, with [brackets] and = signs",
                42,
                Long.MIN_VALUE,
                (short) 7,
                (byte) -1,
                1.5,
                Float.NaN,
                true,
                'x',
                new BigInteger("123456789012345678901234567890"),
                new BigDecimal("1.50"),
                UUID.fromString("123e4567-e89b-12d3-a456-426614174000"),
                Instant.parse("2026-01-31T10:15:30Z"),
                LocalDate.of(2026, 1, 31),
                Color.RED,
                new Point(-1, 2),
                new Nothing(),
                new Text("", "x=y, [z]"),
                new Text("null", "a]"),
                new Line(new Point(1, 2), null, Color.RED),
                new Positive(1));
    }

    @ParameterizedTest
    @MethodSource("keys")
    void parse_whatToStringSays_isTheKey(Object key) {
        assertThat((Object) KeyParser.of(key.getClass()).parse(key.toString())).isEqualTo(key);
    }

    @Test
    void parse_enumWithATextOfItsOwn_goesByName() {
        assertThat(KeyParser.of(Color.class).parse("GREEN")).isEqualTo(Color.GREEN);
    }

    @ParameterizedTest
    @ValueSource(classes = {Object.class, CharSequence.class, Serializable.class, Comparable.class})
    void parse_untypedKeys_areStrings(Class<?> type) {
        assertThat((Object) KeyParser.of(type).parse("42")).isEqualTo("42");
    }

    @Test
    void parse_zone_isRead() {
        assertThat(KeyParser.of(ZoneId.class).parse("Europe/Paris")).isEqualTo(ZoneId.of("Europe/Paris"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "java.lang.Long | abc | 'abc' is no key of type java.lang.Long: it must be a whole number",
                "java.lang.Integer | 99999999999 | it must be a whole number",
                "java.lang.Integer | 1.0 | it must be a whole number",
                "java.lang.Double | \"1.0 \" | it must be a number",
                "java.lang.Boolean | TRUE | it must be true or false",
                "java.lang.Character | ab | it must be one character",
                "java.util.UUID | 1-1-1-1-1 | it must be a UUID such as",
                "java.time.LocalDate | 31.1.2026 | it must be a date such as 2026-01-31",
                "io.tiercel.key.KeyParserTest$Color | BLUE | it must be one of RED, GREEN",
                "io.tiercel.key.KeyParserTest$Point | 1 | it must be a record in the form Point[x=..., y=...]",
                "io.tiercel.key.KeyParserTest$Point | Point[x=1] | it must be a record in the form Point[x=..., y=...]",
                "io.tiercel.key.KeyParserTest$Point | Point[x=1, y=a] | 'a' is not a whole number",
                "io.tiercel.key.KeyParserTest$Point | Point[x=null, y=1] | 'null' is not a whole number",
                "io.tiercel.key.KeyParserTest$Point | Point[x=1, y=2 | it does not begin and end so",
                "io.tiercel.key.KeyParserTest$Positive | Positive[value=0] | its constructor refuses it",
                "io.tiercel.key.KeyParserTest$Text | Text[a=x, b=y, b=z] | it can be read in more than one way",
            })
    void parse_somethingElse_saysWhatIsExpected(Class<?> type, String text, String expected) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyParser.of(type).parse(text))
                .withMessageContaining(expected);
    }

    @ParameterizedTest
    @ValueSource(classes = {Thread.class, int[].class, Number.class, Recursive.class, OfList.class, List.class})
    void parse_typeThatCannotBeRead_saysSo(Class<?> type) {
        KeyParser<?> parser = KeyParser.of(type);

        assertThat(parser.refusal()).contains("cannot be read from a string");
        assertThatIllegalArgumentException().isThrownBy(() -> parser.parse("1")).withMessage(parser.refusal());
    }

    @Test
    void parse_endlessWaysToReadIt_givesUp() {
        String text = "Ways[a=" + ", b=, c=, d=1".repeat(500) + "x]";

        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyParser.of(Ways.class).parse(text))
                .withMessageContaining("too many ways");
    }

    record Ways(String a, String b, String c, int d) {}

    @Test
    void parse_longText_isShortenedInTheMessage() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyParser.of(Integer.class).parse("x".repeat(1_000_000)))
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
    }
}
