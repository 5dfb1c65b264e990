package io.tiercel.serialize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ClassFilterTest {

    sealed interface Shape permits Circle, Square {}

    record Circle(Radius radius) implements Shape {}

    record Radius(int length) {}

    record Square(Map<String, ? extends List<Corner[]>> corners) implements Shape {}

    static class Base {
        Radius inherited = new Radius(1);
    }

    static final class Corner extends Base {
        transient Secret secret = new Secret();
        Object open = "";
    }

    static final class Secret {}

    private final ClassFilter filter = ClassFilter.of(List.of(String.class, Shape.class), List.of("com.example.*Dto"));

    @Test
    void allows_theClosureOfTheDeclaredTypes() {
        assertThat(List.of(Shape.class, Circle.class, Square.class, Radius.class, Corner.class, Base.class))
                .allMatch(type -> filter.allows(type.getName()));
        assertThat(filter.allows(Corner[][].class.getName())).isTrue();
    }

    @Test
    void allows_whatThePatternsMatch() {
        assertThat(filter.allows("com.example.sub.UserDto")).isTrue();
        assertThat(filter.allows("[Lcom.example.UserDto;")).isTrue();
        assertThat(filter.allows("com.example.User")).isFalse();
        assertThat(filter.allows("comXexample.UserDto")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"java.lang.Long", "java.time.Instant", "java.util.ArrayList", "[I", "[[Ljava.lang.String;"})
    void allows_valuesOfTheJdk(String className) {
        assertThat(filter.allows(className)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.lang.Runtime",
                "java.lang.ProcessBuilder",
                "java.lang.invoke.SerializedLambda",
                "java.net.URL",
                "javax.management.BadAttributeValueExpException",
                "com.sun.rowset.JdbcRowSetImpl",
                "java.time.zone.Evil",
                "Unpackaged",
                ""
            })
    void allows_nothingElse(String className) {
        assertThat(filter.allows(className)).isFalse();
    }

    @Test
    void allows_notWhatTransientOrOpenFieldsCouldHold() {
        assertThat(filter.allows(Secret.class.getName())).isFalse();
        assertThat(filter.allows(ClassFilterTest.class.getName())).isFalse();
    }
}
