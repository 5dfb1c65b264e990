package io.tiercel.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;

class ModuleTagsTest {

    @Test
    void tagsOf_aClass_isItsModule() {
        ClassSummary logger = Objects.requireNonNull(new ClassFileLoader().load("java.util.logging.Logger"));

        assertThat(new ModuleTags().tagsOf("java.util.logging.Logger", logger))
                .containsExactly(ModuleTags.tag("java.logging"));
    }

    @Test
    void module_ofATag_isWhatTheTagWasMadeOf() {
        assertThat(ModuleTags.module(ModuleTags.tag("java.sql"))).isEqualTo("java.sql");
    }
}
