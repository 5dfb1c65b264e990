package io.tiercel.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ListTextTest {

    @Test
    void items_withCommasOrLines_areSplit() {
        assertThat(ListText.items(" a, b ,,c d")).containsExactly("a", "b", "c d");
        assertThat(ListText.items("a,b\nc\n")).containsExactly("a,b", "c");
        assertThat(ListText.items("a\\,b,c\\\\")).containsExactly("a,b", "c\\");
        assertThat(ListText.items("")).isEmpty();
    }

    @Test
    void fields_namesAndValues_areRead() {
        assertThat(ListText.fields("a=1, b=x=y, c=")).isEqualTo(Map.of("a", "1", "b", "x=y", "c", ""));
        assertThatIllegalArgumentException().isThrownBy(() -> ListText.fields("=1"));
        assertThatIllegalArgumentException().isThrownBy(() -> ListText.fields("a=1,a=2"));
    }
}
