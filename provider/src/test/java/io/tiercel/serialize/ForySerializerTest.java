package io.tiercel.serialize;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.serialize.Samples.Plain;
import org.junit.jupiter.api.Test;

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
}
