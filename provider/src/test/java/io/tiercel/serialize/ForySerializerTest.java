package io.tiercel.serialize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.serialize.Samples.Plain;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.SimpleTimeZone;
import java.util.TimeZone;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ForySerializerTest extends SerializerContract {

    @Override
    ForySerializer newSerializer(ClassLoader loader, ClassAdmission admission) {
        return new ForySerializer(loader, admission);
    }

    @Test
    void roundTrip_ofAClassThatIsNotSerializable_works() {
        assertThat(copy(new Plain("x")).text).isEqualTo("x");
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
