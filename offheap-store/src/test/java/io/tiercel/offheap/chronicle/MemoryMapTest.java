package io.tiercel.offheap.chronicle;

import io.tiercel.offheap.map.ByteMap;
import io.tiercel.store.Copies;

final class MemoryMapTest extends ByteMapContract {

    @Override
    ByteMap open(Copies copies) {
        return new ChronicleMaps().openMemory("test", CAPACITY_BYTES, copies, nowMillis::get);
    }
}
