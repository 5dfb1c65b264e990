package io.tiercel.serialize;

import io.tiercel.serialize.Samples.Node;

final class ForyHostileBytesTest extends HostileBytesContract {

    @Override
    Serializer newSerializer(ClassLoader loader, ClassAdmission admission) {
        return new ForySerializer(loader, admission);
    }

    @Override
    byte[] nullBytes(Node node) {
        return new byte[] {0, -3};
    }
}
