package io.tiercel.serialize;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.serialize.Samples.Node;
import io.tiercel.serialize.Samples.Plain;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectStreamConstants;
import org.junit.jupiter.api.Test;

final class JavaHostileBytesTest extends HostileBytesContract {

    @Override
    Serializer newSerializer(ClassLoader loader, ClassAdmission admission) {
        return new JavaSerializer(loader, admission);
    }

    @Override
    byte[] nullBytes(Node node) {
        return new byte[] {(byte) 0xac, (byte) 0xed, 0, 5, ObjectStreamConstants.TC_NULL};
    }

    @Test
    void serialize_whatIsNotSerializable_namesThat() {
        Allowed holder = new Allowed();
        holder.held = new Plain("x");

        assertThatThrownBy(() -> closed.serialize(holder))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining(Plain.class.getName())
                .hasMessageContaining("Make it Serializable");
    }

    @Test
    void deserialize_anArrayThatAnnouncesMoreThanThereIs_fails() throws IOException {
        byte[] bytes = closed.serialize(new int[][] {{1}});
        ByteArrayOutputStream buffer = new ByteArrayOutputStream();
        new DataOutputStream(buffer).writeInt(Integer.MAX_VALUE - 8);
        byte[] length = buffer.toByteArray();
        System.arraycopy(length, 0, bytes, bytes.length - 8, 4); // the inner array's length precedes its one element

        assertThatThrownBy(() -> closed.deserialize(bytes)).isInstanceOf(SerializationException.class);
    }
}
