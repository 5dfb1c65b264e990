package io.tiercel.serialize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.serialize.KeySamples.Empty;
import io.tiercel.serialize.KeySamples.Line;
import io.tiercel.serialize.KeySamples.Lists;
import io.tiercel.serialize.KeySamples.Loose;
import io.tiercel.serialize.KeySamples.Nested;
import io.tiercel.serialize.KeySamples.Numbers;
import io.tiercel.serialize.KeySamples.Order;
import io.tiercel.serialize.KeySamples.Pair;
import io.tiercel.serialize.KeySamples.Planet;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyCodecTest {

    private static final ClassLoader LOADER = KeyCodecTest.class.getClassLoader();

    private final CanonicalClasses classes = new CanonicalClasses(LOADER);
    private final KeyCodec codec = new KeyCodec(classes, Object.class, ClassAdmission.ofLiveObjects());

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private KeyCodec codecOf(Class<?> declared) {
        return new KeyCodec(classes, declared, ClassFilter.of(List.of(declared), List.of()));
    }

    private byte[] encoded(Object key) {
        byte[] bytes = codec.encode(key);
        assertThat(bytes).as("bytes of %s", key).isNotNull();
        return bytes == null ? new byte[0] : bytes;
    }

    private byte[] encoded(KeyCodec by, Object key) {
        byte[] bytes = by.encode(key);
        assertThat(bytes).as("bytes of %s", key).isNotNull();
        return bytes == null ? new byte[0] : bytes;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void encode_ofTwoKeys_isTheSameExactlyIfTheyAreEqual(long seed) {
        Random random = new Random(seed);
        List<Object> keys = new ArrayList<>();
        List<byte[]> bytes = new ArrayList<>();
        for (int i = 0; i < 50 * KeySamples.kinds(); i++) {
            Object key = KeySamples.canonical(random);
            keys.add(key);
            bytes.add(encoded(key));
        }
        int equal = 0;
        for (int i = 0; i < keys.size(); i++) {
            for (int j = 0; j < i; j++) {
                boolean same = Arrays.equals(bytes.get(i), bytes.get(j));
                equal += same ? 1 : 0;
                if (same != keys.get(i).equals(keys.get(j))) {
                    assertThat(keys.get(i)).as("seed %s", seed).isEqualTo(keys.get(j));
                    assertThat(bytes.get(i)).isEqualTo(bytes.get(j));
                }
            }
        }
        assertThat(equal).as("keys that were equal").isGreaterThan(1000);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void decode_ofAnyKey_equalsIt(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            Object key = KeySamples.canonical(random);

            assertThat(codec.decode(encoded(key)))
                    .as("seed %s", seed)
                    .isEqualTo(key)
                    .hasSameClassAs(key);
        }
    }

    static List<Object> oneOfEach() {
        return KeySamples.oneOfEach();
    }

    @ParameterizedTest
    @MethodSource("oneOfEach")
    void decode_ofTheDeclaredType_equalsTheKey(Object key) {
        Class<?> declared = key instanceof Enum<?> constant ? constant.getDeclaringClass() : key.getClass();
        KeyCodec declaring = key instanceof Pair ? codec : codecOf(declared);

        assertThat(declaring.decode(encoded(declaring, key))).isEqualTo(key);
        assertThat(declaring.refusal()).isNull();
        assertThat(declaring.refusal(key)).isNull();
    }

    @Test
    void encode_ofCommonKeys_isCompactAndPinned() {
        assertThat(encoded("ab\u00ff")).isEqualTo(bytes(1, 'a', 'b', 0xff));
        assertThat(encoded("\u0100\uD800")).isEqualTo(bytes(2, 1, 0, 0xD8, 0));
        assertThat(encoded(-2)).isEqualTo(bytes(3, 0xff, 0xff, 0xff, 0xfe));
        assertThat(encoded(258L)).isEqualTo(bytes(4, 0, 0, 0, 0, 0, 0, 1, 2));
        assertThat(encoded(new UUID(1, 2))).isEqualTo(bytes(5, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 2));
        assertThat(encoded(true)).isEqualTo(bytes(6, 1));
        assertThat(encoded('A')).isEqualTo(bytes(9, 0, 'A'));
        assertThat(encoded(new BigDecimal("1.5"))).isEqualTo(bytes(13, 0, 0, 0, 1, 1, 15));
        assertThat(encoded(LocalDate.of(2000, 2, 29))).isEqualTo(bytes(17, 0, 0, 7, 0xd0, 2, 29));
    }

    @Test
    void encode_ofDeclaredRecordsAndEnums_namesNoClass() {
        assertThat(encoded(codecOf(Planet.class), Planet.MARS)).isEqualTo(bytes(40, 1, 4, 'M', 'A', 'R', 'S'));
        assertThat(encoded(codecOf(Empty.class), new Empty())).isEqualTo(bytes(42));
        assertThat(encoded(codecOf(Order.class), new Order("o", new Line(7, null), Planet.EARTH)))
                .isEqualTo(bytes(42, 1, 1, 'o', 42, 3, 0, 0, 0, 7, 0, 40, 1, 5, 'E', 'A', 'R', 'T', 'H'));
    }

    static List<Object> notCanonical() {
        return List.of(
                new Loose("a"),
                new Object(),
                List.of(1),
                new ArrayList<>(),
                new java.util.concurrent.atomic.AtomicInteger(1),
                new BigDecimal("1") {
                    private static final long serialVersionUID = 1L;
                },
                new Lists(List.of("a")),
                new Numbers(new int[] {1}),
                new Pair(1, new Loose("a")),
                nested(KeyWriter.MAX_DEPTH + 1),
                new int[] {1},
                Thread.State.class);
    }

    private static Nested nested(int depth) {
        Nested nested = new Nested(null);
        for (int i = 1; i < depth; i++) {
            nested = new Nested(nested);
        }
        return nested;
    }

    @ParameterizedTest
    @MethodSource("notCanonical")
    void encode_ofKeysThatAreNotCanonical_isNullAndToldWhy(Object key) {
        assertThat(codec.encode(key)).isNull();
        assertThat(codec.refusal(key)).isNotBlank();
    }

    @Test
    void refusal_ofAKey_namesThePath() {
        assertThat(codec.refusal(new Pair("a", new Pair(1, new Loose("x")))))
                .startsWith("Pair.second.second: ")
                .contains("Loose has an equals of its own");
    }

    @Test
    void refusal_ofADeclaredType_isToldBeforeThereAreKeys() {
        assertThat(codecOf(Loose.class).refusal()).contains("Loose has an equals of its own");
        assertThat(codecOf(StringBuilder.class).refusal()).contains("neither a record");
        assertThat(codecOf(List.class).refusal()).contains("neither a record");
        assertThat(codecOf(byte[].class).refusal()).contains("neither a record");
        assertThat(codecOf(Object.class).refusal()).isNull();
        assertThat(codecOf(Number.class).refusal()).isNull();
    }

    @Test
    void encode_ofTheDeepestRecords_isDecodedAgain() {
        Nested deepest = nested(KeyWriter.MAX_DEPTH);

        assertThat(codec.decode(encoded(deepest))).isEqualTo(deepest);
    }

    @Test
    void encode_ofARecordOfAnotherClassLoader_isNull() throws Exception {
        Object foreign = new ForeignLoader(Empty.class).newInstance(Empty.class.getName());

        assertThat(codec.encode(foreign)).isNull();
        assertThat(codec.encode(new Empty())).isNotNull();
    }

    @Test
    void encode_ofARecordThatAClosedListDoesNotHold_namesWhatToAllow() {
        KeyCodec closed = new KeyCodec(classes, Object.class, ClassFilter.of(List.of(Object.class), List.of()));

        assertThatThrownBy(() -> closed.encode(new Line(1, "a")))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining(Line.class.getName())
                .hasMessageContaining("`allow:`");
    }

    @Test
    void decode_ofARecordThatAClosedListDoesNotHold_isRefused() {
        KeyCodec closed = new KeyCodec(classes, Object.class, ClassFilter.of(List.of(Object.class), List.of()));
        KeyCodec allowing = new KeyCodec(
                classes, Object.class, ClassFilter.of(List.of(Object.class), List.of(Line.class.getName())));
        byte[] bytes = encoded(new Line(1, "a"));

        assertThat(allowing.decode(bytes)).isEqualTo(new Line(1, "a"));
        assertThatThrownBy(() -> closed.decode(bytes))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining(Line.class.getName());
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void decode_ofDamagedBytes_failsOrIsAnotherKeysBytes(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 5000; i++) {
            byte[] bytes = encoded(KeySamples.canonical(random));
            byte[] damaged = Arrays.copyOf(bytes, Math.max(0, bytes.length - random.nextInt(2)));
            for (int flips = random.nextInt(3); flips >= 0 && damaged.length > 0; flips--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            try {
                assertThat(encoded(codec.decode(damaged))).as("seed %s", seed).isEqualTo(damaged);
            } catch (SerializationException e) {
                assertThat(e).hasMessageContaining("cannot be decoded");
            }
        }
    }

    @Test
    void decode_ofALengthBeyondTheBytes_allocatesNothing() {
        byte[] huge = bytes(12, 0xff, 0xff, 0xff, 0xff, 7, 1);

        assertThatThrownBy(() -> codec.decode(huge))
                .isInstanceOf(SerializationException.class)
                .hasRootCauseMessage("longer than the bytes that are left, length=2147483647");
    }

    @Test
    void decode_ofAVersionOfARecordWithOtherComponents_isRefused() {
        byte[] bytes = encoded(new Line(1, "a"));
        int at = 3 + Line.class.getName().length();
        bytes[at] ^= 1; // the hash of the components follows the name

        assertThatThrownBy(() -> codec.decode(bytes))
                .isInstanceOf(SerializationException.class)
                .hasRootCauseMessage("another version of the record, type=" + Line.class.getName());
    }

    @Test
    void fingerprint_tellsTheComponents() {
        assertThat(codecOf(Order.class).fingerprint())
                .isEqualTo(Order.class.getName() + "(java.lang.String id," + Line.class.getName()
                        + "(int number,java.lang.String item,) line," + Planet.class.getName() + " planet,)");
        assertThat(codecOf(Nested.class).fingerprint())
                .isEqualTo(Nested.class.getName() + "(" + Nested.class.getName() + " inner,)");
        assertThat(codecOf(Long.class).fingerprint()).isEqualTo("java.lang.Long");
    }
}
