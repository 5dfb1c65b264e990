package io.tiercel.offheap.chronicle;

import io.tiercel.offheap.map.ByteMap;
import io.tiercel.offheap.map.ByteMaps.SharedMap;
import io.tiercel.store.Copies;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

final class SharedPartTest extends ByteMapContract {

    private final SharedMap shared = new ChronicleMaps().openShared("shared", CAPACITY_BYTES, nowMillis::get);
    private final ByteMap other = shared.part("other", Copies.NONE);

    @Override
    ByteMap open(Copies copies) {
        return shared.part("test", copies);
    }

    @BeforeEach
    void fillTheOther() {
        for (int i = 0; i < 100; i++) {
            other.put(key("k" + i), hash("k" + i), (byte) 9, bytes(50, -i), NEVER, NEVER);
        }
    }

    @AfterEach
    void closeShared() {
        shared.close();
    }
}
