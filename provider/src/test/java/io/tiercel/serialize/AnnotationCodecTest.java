package io.tiercel.serialize;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.tag.TagRegistry;
import io.tiercel.tag.TagSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class AnnotationCodecTest {

    private static final ClassLoader LOADER = AnnotationCodecTest.class.getClassLoader();

    private final TagRegistry registry = new TagRegistry();
    private final ValueCodec codec = new ValueCodec(
            ValueStorage.byValue(
                    new ForySerializer(LOADER, ClassAdmission.ofLiveObjects()), new Immutability(LOADER, List.of())),
            registry);

    private AnnotatedValue reread(@Nullable TagSet tags, @Nullable Freshness freshness) {
        AnnotatedValue value = new AnnotatedValue("text", tags, freshness);
        byte kind = codec.kindOf(value);
        Object read = codec.toStored(kind, codec.bytesOf(value, kind));
        assertThat(AnnotatedValue.bare(read)).isEqualTo("text");
        return (AnnotatedValue) read;
    }

    @Test
    void reread_age_isKept() {
        Freshness read = requireNonNull(
                reread(null, new Freshness(1_234_567_890_123L, 250)).freshness());
        assertThat(read.sinceMillis()).isEqualTo(1_234_567_890_123L);
        assertThat(read.loadMillis()).isEqualTo(250);
        assertThat(read.isAsked(0)).isFalse();
    }

    @Test
    void reread_ageAndTags_areBothKept() {
        AnnotatedValue read = reread(registry.tagSet(Set.of("a", "b"), registry.now()), new Freshness(5, 0));
        assertThat(requireNonNull(read.tags()).contains("a")).isTrue();
        assertThat(requireNonNull(read.freshness()).sinceMillis()).isEqualTo(5);
    }

    @Test
    void reread_tagsAlone_haveNoAge() {
        AnnotatedValue read = reread(registry.tagSet(Set.of("a"), registry.now()), null);
        assertThat(read.tags()).isNotNull();
        assertThat(read.freshness()).isNull();
    }

    @Test
    void ask_manyTimes_isGrantedOnceUntilTheTime() {
        Freshness freshness = new Freshness(0, 0);
        assertThat(freshness.ask(10, 20)).isTrue();
        assertThat(freshness.ask(19, 29)).isFalse();
        assertThat(freshness.isAsked(19)).isTrue();
        assertThat(freshness.ask(20, 30)).isTrue();
    }
}
