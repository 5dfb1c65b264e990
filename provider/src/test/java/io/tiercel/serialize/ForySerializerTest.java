package io.tiercel.serialize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.serialize.Samples.Plain;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SimpleTimeZone;
import java.util.TimeZone;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ForySerializerTest extends SerializerContract {

    @TempDir
    private Path folder;

    @Override
    ForySerializer newSerializer(ClassLoader loader, ClassAdmission admission) {
        return new ForySerializer(loader, admission);
    }

    @Test
    void roundTrip_ofAClassThatIsNotSerializable_works() {
        assertThat(copy(new Plain("x")).text).isEqualTo("x");
    }

    @Test
    void deserialize_afterTheConstantsOfAnEnumWereReordered_isTheConstantOfTheName() throws Exception {
        String user = """
                public class User {
                    public Color color = Color.RED;
                    public static Object make() {
                        java.util.EnumMap<Color, Color> map = new java.util.EnumMap<>(Color.class);
                        map.put(Color.RED, Color.BLUE);
                        return new java.util.ArrayList<>(java.util.List.of(
                                new User(), Color.RED, new Color[] {Color.BLUE}, java.util.EnumSet.of(Color.RED), map));
                    }
                    @Override
                    public String toString() {
                        return "User " + color;
                    }
                }
                """;
        ClassFilter filter = ClassFilter.of(List.of(Object.class), List.of("User", "Color"));
        try (URLClassLoader before = compiled(user, "enum Color { RED, GREEN, BLUE { } }");
                URLClassLoader after = compiled(user, "enum Color { BLUE { }, RED, GREEN }")) {
            ForySerializer writing = newSerializer(before, filter);
            ForySerializer reading = newSerializer(after, filter);
            for (int i = 0; i < 100; i++) { // codecs are compiled by and by
                byte[] bytes = writing.serialize(
                        before.loadClass("User").getMethod("make").invoke(null));

                List<?> read = (List<?>) reading.deserialize(bytes);

                assertThat(read.get(0)).hasToString("User RED");
                assertThat(read.get(1)).hasToString("RED");
                assertThat((Object[]) read.get(2)).extracting(Object::toString).containsExactly("BLUE");
                assertThat(read.get(3)).hasToString("[RED]");
                assertThat(read.get(4)).hasToString("{RED=BLUE}");
            }
            writing.close();
            reading.close();
        }
    }

    private URLClassLoader compiled(String... sources) throws IOException {
        Path classes = Files.createTempDirectory(folder, "classes");
        Path source = Files.writeString(classes.resolve("User.java"), String.join("\n", sources));
        int exitCode = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-proc:none", "-d", classes.toString(), source.toString());
        assertThat(exitCode).isZero();
        return new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, getClass().getClassLoader());
    }

    @Test
    void roundTrip_afterClose_works() {
        ((ForySerializer) serializer).close();

        assertThat(copy(Samples.person())).isEqualTo(Samples.person());
    }

    /** Each with the class that the error names. */
    static Stream<Arguments> unfaithful() {
        TimeZone unnamed = new SimpleTimeZone(3_600_000, "ours");
        return Stream.of(
                Arguments.of(unnamed, SimpleTimeZone.class),
                Arguments.of(List.of(unnamed), SimpleTimeZone.class),
                Arguments.of(new GregorianCalendar(unnamed), SimpleTimeZone.class),
                Arguments.of(new ArrayBlockingQueue<>(100, /* fair= */ false, List.of("a")), ArrayBlockingQueue.class),
                Arguments.of(new Random(1), Random.class));
    }

    @ParameterizedTest
    @MethodSource("unfaithful")
    void serialize_whatForyWouldNotBringBackAsItWas_isRefusedByName(Object value, Class<?> culprit) {
        assertThatThrownBy(() -> serializer.serialize(value))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining(culprit.getName() + ". ")
                .hasMessageContaining("set a `serializer:` (`java`");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Asia/Tokyo", "GMT+03:30", "UTC"})
    void roundTrip_ofCalendarsInNamedTimeZones_works(String zone) {
        GregorianCalendar calendar = new GregorianCalendar(TimeZone.getTimeZone(zone), Locale.GERMANY);
        calendar.setTimeInMillis(1_234_567);
        calendar.setLenient(false);

        assertThat((Object) copy(calendar)).isEqualTo(calendar).isNotSameAs(calendar);
    }
}
