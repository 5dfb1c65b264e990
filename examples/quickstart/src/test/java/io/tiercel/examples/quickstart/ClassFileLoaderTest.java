package io.tiercel.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ClassFileLoaderTest {
    private final ClassFileLoader loader = new ClassFileLoader();

    @Test
    void load_unknownClass_isNull() {
        assertThat(loader.load("no.such.Class")).isNull();
    }

    @Test
    void load_fromAnotherModule_findsIt() {
        ClassSummary logger = Objects.requireNonNull(loader.load("java.util.logging.Logger"));

        assertThat(logger.name()).isEqualTo("java.util.logging.Logger");
    }

    @Test
    void loadAll_someUnknown_holdsTheOthers() {
        assertThat(loader.loadAll(List.of("java.lang.String", "no.such.Class", "java.lang.Object")))
                .containsOnlyKeys("java.lang.String", "java.lang.Object");
    }
}
