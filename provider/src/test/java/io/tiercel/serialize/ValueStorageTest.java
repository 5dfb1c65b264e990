package io.tiercel.serialize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.serialize.Samples.Person;
import io.tiercel.serialize.Samples.Plain;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class ValueStorageTest {

    private static final ClassLoader LOADER = ValueStorageTest.class.getClassLoader();

    private final Serializer serializer = new ForySerializer(LOADER, ClassAdmission.ofLiveObjects());
    private final Immutability immutability = new Immutability(LOADER, List.of());
    private final ValueStorage byValue = ValueStorage.byValue(serializer, immutability);

    @Test
    void toStored_byReference_isTheObject() {
        Person person = Samples.person();
        ValueStorage byReference = ValueStorage.byReference(serializer);

        assertThat(byReference.toStored(person)).isSameAs(person);
        assertThat(byReference.fromStored(person)).isSameAs(person);
        assertThat(byReference.isHeldAsIs(person)).isTrue();
    }

    @Test
    void toStored_ofAnImmutableObject_isTheObject() {
        String text = "text";

        assertThat(byValue.toStored(text)).isSameAs(text);
        assertThat(byValue.fromStored(text)).isSameAs(text);
        assertThat(byValue.isHeldAsIs(text)).isTrue();
    }

    @Test
    void fromStored_ofAMutableObject_isFreshEachTime() {
        Person person = Samples.person();
        Object stored = byValue.toStored(person);
        person.tags.add("changed later");

        Object first = byValue.fromStored(stored);
        Object second = byValue.fromStored(stored);

        assertThat(stored).isInstanceOf(Encoded.class);
        assertThat(first).isEqualTo(Samples.person()).isNotSameAs(second);
        assertThat(second).isEqualTo(Samples.person());
        assertThat(byValue.isHeldAsIs(person)).isFalse();
    }

    @Test
    void fromStored_ofArraysOfPrimitives_isAFreshCloneWithoutTheSerializer() {
        ValueStorage storage = ValueStorage.byValue(new FailingSerializer(), immutability);
        byte[] bytes = {1, 2};
        int[] ints = {3};
        Object storedBytes = storage.toStored(bytes);
        Object storedInts = storage.toStored(ints);
        bytes[0] = 9;
        ints[0] = 9;

        assertThat((byte[]) storage.fromStored(storedBytes)).containsExactly(1, 2);
        assertThat((int[]) storage.fromStored(storedInts)).containsExactly(3);
        assertThat(storage.fromStored(storedInts)).isNotSameAs(storage.fromStored(storedInts));
    }

    @Test
    void decode_classHasGone_isASerializationException() {
        Serializer orphaned = new Serializer() {
            @Override
            public byte[] serialize(Object value) {
                return new byte[0];
            }

            @Override
            public Object deserialize(byte[] bytes) {
                throw new NoClassDefFoundError("of this test");
            }
        };

        assertThatThrownBy(() -> ValueStorage.byValue(orphaned, immutability).decode(new byte[1]))
                .isInstanceOf(SerializationException.class)
                .hasCauseInstanceOf(NoClassDefFoundError.class);
    }

    @Test
    void copier_copiesInAndOut() {
        List<Plain> copies = new ArrayList<>();
        Copier<Plain> copier = original -> {
            Plain copy = new Plain(original.text);
            copies.add(copy);
            return copy;
        };
        ValueStorage storage = ValueStorage.copying(copier, serializer, immutability);
        Plain original = new Plain("x");
        Object stored = storage.toStored(original);
        original.text = "changed later";

        Plain out = (Plain) storage.fromStored(stored);

        assertThat(out.text).isEqualTo("x");
        assertThat(copies).hasSize(2).last().isSameAs(out);
        assertThat(storage.toStored("s")).isEqualTo("s");
        assertThat(storage.weightBytes(stored)).isGreaterThan(16);
    }

    @Test
    void copier_thatFails_isReportedWithTheType() {
        Copier<Plain> copier = original -> {
            throw new IllegalStateException("no");
        };

        assertThatThrownBy(() ->
                        ValueStorage.copying(copier, serializer, immutability).toStored(new Plain("x")))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining(Plain.class.getName())
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void serializerOfTheUser_thatFails_isReportedWithTheType() {
        ValueStorage storage = ValueStorage.byValue(new FailingSerializer(), immutability);

        assertThatThrownBy(() -> storage.toStored(new Plain("x")))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining(Plain.class.getName())
                .hasCauseInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> storage.fromStored(new Encoded(new byte[3])))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("length=3");
    }

    @Test
    void copyOf_aMutableObject_isAnother() {
        Person person = Samples.person();

        assertThat(byValue.copyOf(person)).isEqualTo(person).isNotSameAs(person);
        assertThat(byValue.copyOf("s")).isEqualTo("s");
    }

    @Test
    void encode_anImmutableObject_works() {
        assertThat(byValue.decode(byValue.encode("s"))).isEqualTo("s");
    }

    @Test
    void weightBytes_ofEncodedObjects_isTheirArrayAndItsWrapper() {
        assertThat(byValue.weightBytes(new Encoded(new byte[100]))).isEqualTo(16 + 120);
        assertThat(byValue.weightBytes(new Encoded(new byte[0]))).isEqualTo(16 + 16);
        assertThat(byValue.weightBytes(byValue.toStored(new long[3]))).isEqualTo(16 + 40);
        assertThat(byValue.weightBytes(byValue.toStored(new boolean[3]))).isEqualTo(16 + 24);
        assertThat(byValue.weightBytes(byValue.toStored(new char[3]))).isEqualTo(16 + 24);
        assertThat(byValue.weightBytes(byValue.toStored(new float[3]))).isEqualTo(16 + 32);
    }

    @Test
    void weightBytes_ofStrings_countsOneOrTwoBytesPerCharacter() {
        assertThat(byValue.weightBytes("")).isEqualTo(24 + 16);
        assertThat(byValue.weightBytes("12345678")).isEqualTo(24 + 24);
        assertThat(byValue.weightBytes("1234567\u00e9")).isEqualTo(24 + 24);
        assertThat(byValue.weightBytes("1234567\u20ac")).isEqualTo(24 + 32);
    }

    @Test
    void weightBytes_ofCommonValues_followsTheirLayout() {
        assertThat(byValue.weightBytes(1)).isEqualTo(16);
        assertThat(byValue.weightBytes(1L)).isEqualTo(24);
        assertThat(byValue.weightBytes(1.0)).isEqualTo(24);
        assertThat(byValue.weightBytes('c')).isEqualTo(16);
        assertThat(byValue.weightBytes(UUID.randomUUID())).isEqualTo(32);
        assertThat(byValue.weightBytes(Instant.now())).isEqualTo(24);
        assertThat(byValue.weightBytes(java.time.LocalDateTime.MAX)).isEqualTo(72);
        assertThat(byValue.weightBytes(java.math.BigInteger.TEN)).isEqualTo(40 + 24);
        assertThat(byValue.weightBytes(Samples.Operation.PLUS)).isZero();
    }

    @Test
    void weightBytes_ofOtherObjects_growsWithTheirSize() {
        long small = byValue.weightBytes(List.of("a"));
        long large = byValue.weightBytes(List.of("a".repeat(1000)));

        assertThat(small).isBetween(40L, 200L);
        assertThat(large).isBetween(1000L, 4000L);
    }

    @Test
    void weightBytes_ofWhatCannotBeSerialized_isNotAFailure() {
        assertThat(ValueStorage.byReference(serializer).weightBytes(new Thread(() -> {})))
                .isPositive();
    }

    private static final class FailingSerializer implements Serializer {
        @Override
        public byte[] serialize(Object object) {
            throw new IllegalStateException("no");
        }

        @Override
        public Object deserialize(byte[] bytes) {
            throw new IllegalStateException("no");
        }
    }
}
