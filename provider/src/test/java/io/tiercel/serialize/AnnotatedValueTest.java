package io.tiercel.serialize;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.tag.TagRegistry;
import io.tiercel.tag.TagSet;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AnnotatedValueTest {

    private final TagRegistry registry = new TagRegistry();
    private final ValueStorage storage = ValueStorage.byReference(new LazySerializer(() -> {
        throw new IllegalStateException("nothing here is serialized");
    }));
    private final ValueCodec codec = new ValueCodec(storage, registry);

    private TagSet tags(String... names) {
        return registry.tagSet(List.of(names), registry.now());
    }

    static List<Object> values() {
        return List.of("text", "\u4e16", 42, 43L, new UUID(1, 2), HeldArray.owning(new byte[] {1, 2, 3}));
    }

    @ParameterizedTest
    @MethodSource("values")
    void bytes_andBack_areTheSameValueWithTheSameTags(Object bare) {
        AnnotatedValue annotated = new AnnotatedValue(bare, tags("a", "b"));
        byte kind = codec.kindOf(annotated);
        byte[] bytes = codec.bytesOf(annotated, kind);

        AnnotatedValue back = (AnnotatedValue) codec.toStored(kind, bytes.clone());

        assertThat(storage.fromStored(back)).isEqualTo(storage.fromStored(annotated));
        assertThat(codec.toObject(kind, bytes.clone())).isEqualTo(storage.fromStored(annotated));
        assertThat(requireNonNull(back.tags()).names()).containsExactly("a", "b");
        assertThat(AnnotatedValue.isInvalidated(back)).isFalse();
        registry.invalidate(List.of("b"));
        assertThat(AnnotatedValue.isInvalidated(back)).isTrue();
        assertThat(AnnotatedValue.isInvalidated(codec.toStored(kind, bytes))).isTrue();
    }

    @Test
    void restamp_bytesThatWereMadeBefore_haveTheNewReading() {
        AnnotatedValue annotated = new AnnotatedValue("text", tags("a"));
        byte kind = codec.kindOf(annotated);
        byte[] bytes = codec.bytesOf(annotated, kind);
        registry.invalidate(List.of("a"));
        assertThat(AnnotatedValue.isInvalidated(codec.toStored(kind, bytes))).isTrue();

        requireNonNull(annotated.tags()).restamp(registry.now());
        codec.restamp(annotated, bytes);

        assertThat(AnnotatedValue.isInvalidated(codec.toStored(kind, bytes))).isFalse();
        assertThat(codec.toObject(kind, bytes)).isEqualTo("text");
    }

    @Test
    void toStored_bytesThatAreCutShort_fail() {
        AnnotatedValue annotated = new AnnotatedValue("text", tags("a", "b"));
        byte kind = codec.kindOf(annotated);
        byte[] bytes = codec.bytesOf(annotated, kind);
        int annotationBytes = bytes.length - "text".length();
        for (int length = 0; length < annotationBytes; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> codec.toStored(kind, cut)).isInstanceOf(SerializationException.class);
        }
    }

    @Test
    void tagsOfAnotherRegistry_meanNothing() {
        AnnotatedValue annotated = new AnnotatedValue("text", tags("a"));
        byte kind = codec.kindOf(annotated);
        byte[] bytes = codec.bytesOf(annotated, kind);

        Object elsewhere = new ValueCodec(storage, new TagRegistry()).toStored(kind, bytes);

        assertThat(AnnotatedValue.isInvalidated(elsewhere)).isTrue();
    }

    @Test
    void weight_countsTheAnnotations() {
        assertThat(storage.weightBytes(new AnnotatedValue("text", tags("a"))))
                .isGreaterThan(storage.weightBytes("text") + 40);
    }
}
