package io.tiercel.serialize;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.serialize.Samples.Plain;
import java.util.List;
import org.junit.jupiter.api.Test;

final class JavaSerializerTest extends SerializerContract {

    @Override
    Serializer newSerializer(ClassLoader loader, ClassAdmission admission) {
        return new JavaSerializer(loader, admission);
    }

    @Test
    void serialize_aClassThatIsNotSerializable_namesThePath() {
        assertThatThrownBy(() -> serializer.serialize(List.of(new Plain("x"))))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("[0] -> " + Plain.class.getName());
    }
}
