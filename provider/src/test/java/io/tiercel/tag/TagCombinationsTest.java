package io.tiercel.tag;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TagCombinationsTest {

    private final TagRegistry registry = new TagRegistry();

    @Test
    void tagSet_ofTagsThatWereSeenTogether_sharesTheirArray() {
        Tag[] first = registry.tagSet(List.of("a", "b"), 0).tags();
        assertThat(registry.tagSet(List.of("a", "b"), 7).tags()).isSameAs(first);
        assertThat(registry.tagSet(List.of("a", "c"), 0).tags()).isNotSameAs(first);
    }

    @Test
    void shared_whateverCameBefore_hasTheSameTags() {
        for (int i = 0; i < 2_000; i++) {
            TagSet set = registry.tagSet(List.of("all", "number-" + i), 0);
            assertThat(set.names()).isEqualTo(Set.of("all", "number-" + i));
        }
    }

    @Test
    void revive_ofASetThatSharesItsTags_leavesTheOthersDead() {
        TagSet old = registry.tagSet(List.of("a", "b"), registry.now());
        TagSet fresh = registry.tagSet(List.of("a", "b"), registry.now());
        Tag forgotten = old.tags()[0];
        forgotten.forget();
        registry.revive(fresh);
        assertThat(fresh.tags()).isNotSameAs(old.tags());
        assertThat(old.tags()[0]).isSameAs(forgotten);
        assertThat(old.isInvalidated()).isTrue();
    }
}
