package io.tiercel.serialize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.serialize.Samples.Person;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ValueCodecTest {

    private static final ClassLoader LOADER = ValueCodecTest.class.getClassLoader();

    private final Serializer serializer = new ForySerializer(LOADER, ClassAdmission.ofLiveObjects());
    private final Immutability immutability = new Immutability(LOADER, List.of());
    private final ValueStorage storage = ValueStorage.byValue(serializer, immutability);
    private final ValueCodec codec = new ValueCodec(storage);
    private final ValueCodec withoutSerializer =
            new ValueCodec(ValueStorage.byValue(new FailingSerializer(), immutability));

    static List<Object> withoutSerializer() {
        return List.of(
                "",
                "text\u00ff",
                "\u0100\uD800",
                -3,
                1L << 40,
                true,
                'x',
                -0d,
                new UUID(1, 2),
                Instant.ofEpochSecond(1, 2),
                new BigDecimal("1.50"),
                new byte[] {1, -2},
                new boolean[] {true, false},
                new char[] {'a', '\uD800'},
                new short[] {1, -2},
                new int[] {1, -2},
                new long[] {1, -2},
                new float[] {1, -0f, Float.intBitsToFloat(0x7FC0_0001)},
                new double[] {1, -0d},
                new int[0]);
    }

    static List<Object> all() {
        return Samples.all();
    }

    private byte[] bytesOf(Object value) {
        Object stored = storage.toStored(value);
        return codec.bytesOf(stored, codec.kindOf(stored));
    }

    @ParameterizedTest
    @MethodSource("withoutSerializer")
    void toObject_ofSimpleValues_needsNoSerializer(Object value) {
        Object stored = storage.toStored(value);
        byte kind = withoutSerializer.kindOf(stored);
        byte[] bytes = withoutSerializer.bytesOf(stored, kind);

        assertThat(withoutSerializer.toObject(kind, bytes.clone()))
                .isEqualTo(value)
                .hasSameClassAs(value);
        Object restored = withoutSerializer.toStored(kind, bytes.clone());
        assertThat(restored).hasSameClassAs(stored);
        assertThat(storage.fromStored(restored)).isEqualTo(value);
    }

    @ParameterizedTest
    @MethodSource("all")
    void toStored_ofObjects_isTheSameForm(Object value) {
        Object stored = storage.toStored(value);
        byte kind = codec.kindOf(stored);
        Object restored = codec.toStored(kind, codec.bytesOf(stored, kind).clone());

        assertThat(restored).hasSameClassAs(stored);
        assertThat(codec.kindOf(restored)).isEqualTo(kind);
        assertThat(codec.bytesOf(restored, kind)).isEqualTo(codec.bytesOf(stored, kind));
    }

    @Test
    void bytesOf_aMutableObject_areThoseOfTheHeap() {
        Encoded stored = (Encoded) storage.toStored(Samples.person());
        byte kind = codec.kindOf(stored);

        assertThat(codec.bytesOf(stored, kind)).isSameAs(stored.bytes());
        assertThat(((Encoded) codec.toStored(kind, stored.bytes())).bytes()).isSameAs(stored.bytes());
        assertThat(codec.toObject(kind, stored.bytes())).isEqualTo(Samples.person());
    }

    @Test
    void bytesOf_anArrayOfBytes_areCopiedByStorageAlone() {
        byte[] value = {1, 2};
        Object stored = storage.toStored(value);
        byte kind = codec.kindOf(stored);
        byte[] bytes = codec.bytesOf(stored, kind);

        assertThat(bytes).isEqualTo(value).isNotSameAs(value).isSameAs(codec.bytesOf(stored, kind));
        assertThat(codec.toObject(kind, bytes)).isSameAs(bytes);
    }

    @Test
    void toStored_ofACopiedValue_isCopiedAgainAtEachHandOut() {
        Copier<Person> copier = person -> {
            Person copy = Samples.person();
            copy.age = person.age + 1;
            return copy;
        };
        ValueStorage copying = ValueStorage.copying(copier, serializer, immutability);
        ValueCodec ofCopies = new ValueCodec(copying);
        Object stored = copying.toStored(Samples.person());
        byte kind = ofCopies.kindOf(stored);
        byte[] bytes = ofCopies.bytesOf(stored, kind);

        assertThat(ofCopies.toObject(kind, bytes))
                .extracting(object -> ((Person) object).age)
                .isEqualTo(37);
        assertThat(copying.fromStored(ofCopies.toStored(kind, bytes)))
                .extracting(object -> ((Person) object).age)
                .isEqualTo(38);
    }

    @Test
    void kinds_arePinned() {
        assertThat(kindOf(Samples.Operation.PLUS)).isEqualTo(1);
        assertThat(kindOf(Samples.person())).isEqualTo(2);
        assertThat(kindOf("a")).isEqualTo(4);
        assertThat(kindOf("\u0100")).isEqualTo(5);
        assertThat(kindOf(1)).isEqualTo(6);
        assertThat(kindOf(1L)).isEqualTo(7);
        assertThat(kindOf(1d)).isEqualTo(8);
        List<Object> arrays = List.of(
                new byte[0],
                new boolean[0],
                new char[0],
                new short[0],
                new int[0],
                new long[0],
                new float[0],
                new double[0]);
        assertThat(arrays).extracting(this::kindOf).containsExactly(16, 17, 18, 19, 20, 21, 22, 23);
    }

    private int kindOf(Object value) {
        return codec.kindOf(storage.toStored(value));
    }

    @Test
    void bytes_arePinned() {
        assertThat(bytesOf("a\u00ff")).containsExactly('a', 0xff);
        assertThat(bytesOf("\u0102")).containsExactly(1, 2);
        assertThat(bytesOf(258)).containsExactly(2, 1, 0, 0);
        assertThat(bytesOf(new char[] {0x102})).containsExactly(2, 1);
        assertThat(bytesOf('\u0102')).containsExactly(9, 1, 2);
    }

    @ParameterizedTest
    @ValueSource(bytes = {0, 9, 24, 127, -1})
    void toObject_ofAnUnknownKind_isRefused(byte kind) {
        assertThatThrownBy(() -> codec.toObject(kind, new byte[8])).isInstanceOf(SerializationException.class);
        assertThatThrownBy(() -> codec.toStored(kind, new byte[8])).isInstanceOf(SerializationException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void toObject_ofAnyBytes_failsWithASerializationExceptionOrGivesAnObject(long seed) {
        Random random = new Random(seed);
        ValueCodec closed = new ValueCodec(ValueStorage.byValue(
                new ForySerializer(LOADER, ClassFilter.of(List.of(Person.class), List.of())), immutability));
        for (int i = 0; i < 3000; i++) {
            byte[] bytes = new byte[random.nextInt(20)];
            random.nextBytes(bytes);
            byte kind = (byte) random.nextInt(26);
            try {
                assertThat(closed.toObject(kind, bytes)).isNotNull();
            } catch (SerializationException e) {
                assertThat(e).hasMessageContaining("decoded");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void toObject_ofRandomArrays_equalsThem(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            long[] longs = random.longs(random.nextInt(50)).toArray();
            double[] doubles =
                    Arrays.stream(longs).mapToDouble(Double::longBitsToDouble).toArray();
            Object stored = storage.toStored(doubles);
            byte kind = codec.kindOf(stored);

            assertThat(Arrays.stream((double[]) codec.toObject(kind, codec.bytesOf(stored, kind)))
                            .mapToLong(Double::doubleToRawLongBits))
                    .containsExactly(Arrays.stream(longs).boxed().toArray(Long[]::new));
        }
    }

    /** Fails whenever it is asked. */
    private static final class FailingSerializer implements Serializer {
        @Override
        public byte[] serialize(Object object) {
            throw new AssertionError("serialized " + object);
        }

        @Override
        public Object deserialize(byte[] bytes) {
            throw new AssertionError("deserialized");
        }
    }

    /** What an earlier process has put of a person, whose cache was configured in another way. */
    private void assertCopiesOfItsOwn(ValueStorage earlier, Person person) {
        Object stored = earlier.toStored(person);
        ValueCodec writer = new ValueCodec(earlier);
        byte kind = writer.kindOf(stored);

        Object restored = codec.toVetted(kind, writer.bytesOf(stored, kind).clone());

        assertThat(ValueStorage.isPlain(restored)).isFalse();
        Object first = storage.fromStored(restored);
        assertThat(first).isEqualTo(person).isNotSameAs(storage.fromStored(restored));
    }

    @Test
    void toVetted_ofWhatWasImmutable_isCopied() {
        Immutability then = new Immutability(LOADER, List.of(Person.class.getName()));

        assertCopiesOfItsOwn(ValueStorage.byValue(serializer, then), new Person());
    }

    @Test
    void toVetted_ofWhatACopierCopied_needsNoCopier() {
        Copier<Person> copier = person -> person; // nobody changes it here

        assertCopiesOfItsOwn(ValueStorage.copying(copier, serializer, immutability), new Person());
    }
}
