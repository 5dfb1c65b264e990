package io.tiercel.spec;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.TiercelConfiguration;
import io.tiercel.configuration.SerializerChoice;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.cache.Cache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keys and values compare by equals: neither by their bytes nor by identity. */
class EqualityTest {

    private final ScratchManager scratch = new ScratchManager();

    @AfterEach
    void close() {
        scratch.close();
    }

    enum Form {
        FORY,
        JAVA,
        REFERENCE
    }

    private Cache<Object, Object> cache(Form form) {
        var configuration = TiercelConfiguration.builder(Object.class, Object.class);
        if (form == Form.REFERENCE) {
            configuration.byReference();
        } else {
            configuration.serializer(form == Form.JAVA ? new SerializerChoice.Java() : new SerializerChoice.Fory());
        }
        return scratch.create("equality", configuration.build());
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void get_keyWithOtherBytesThatEquals_isFound(Form form) {
        Cache<Object, Object> cache = cache(form);
        cache.put(new Name("Ann", 1), "value");

        assertThat(cache.get(new Name("ANN", 2))).isEqualTo("value");
        assertThat(cache.putIfAbsent(new Name("ann", 3), "other")).isFalse();
        assertThat(cache.remove(new Name("aNN", 4))).isTrue();
        assertThat(cache).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void replaceAndRemove_valueWithOtherBytesThatEquals_isTheOldValue(Form form) {
        Cache<Object, Object> cache = cache(form);
        cache.put("key", new LinkedHashSet<>(List.of(new Box(1), new Box(2))));

        assertThat(cache.replace("key", Set.of(new Box(2), new Box(1)), new Name("x", 1)))
                .isTrue();
        assertThat(cache.remove("key", new Name("X", 2))).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void replace_equalNumberOfAnotherScale_isNotTheOldValue(Form form) {
        Cache<Object, Object> cache = cache(form);
        cache.put(new BigDecimal("1.0"), new BigDecimal("1.0"));

        assertThat(cache.containsKey(new BigDecimal("1.00"))).isFalse();
        assertThat(cache.replace(new BigDecimal("1.0"), new BigDecimal("1.00"), "x"))
                .isFalse();
        assertThat(cache.remove(new BigDecimal("1.0"), new BigDecimal("1.00"))).isFalse();
        assertThat(cache.containsKey(1)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Form.class)
    void get_keysWithOneHash_areTold(Form form) {
        Cache<Object, Object> cache = cache(form);
        cache.put("Aa", "first");
        cache.put("BB", "second");

        assertThat(cache.get("Aa")).isEqualTo("first");
        assertThat(cache.get("BB")).isEqualTo("second");
    }

    /** Equal whatever its case and its number are. */
    private static final class Name implements Serializable {
        private static final long serialVersionUID = 1L;

        private String text;

        @SuppressWarnings("UnusedVariable") // makes the bytes differ
        private int number;

        Name(String text, int number) {
            this.text = text;
            this.number = number;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Name that && text.equalsIgnoreCase(that.text);
        }

        @Override
        public int hashCode() {
            return text.toLowerCase(Locale.ROOT).hashCode();
        }
    }
}
