package io.tiercel.offheap.chronicle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.offheap.map.ByteEntry;
import io.tiercel.offheap.map.ByteMap;
import io.tiercel.offheap.map.ByteMap.Use;
import io.tiercel.store.Copies;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** What a map keeps of values of very different sizes, within its capacity. */
final class BoundTest {

    private static final long MIB = 1 << 20;

    @Test
    void valuesOfAMebibyteAmongSmallOnes_areKept_andWithinTheCapacity() {
        long capacityBytes = 64 * MIB;
        try (ByteMap map = open(capacityBytes)) {
            for (int i = 0; i < 200_000; i++) {
                int length = lengthOf(i);
                put(map, i, length);
                if (length > 10) {
                    assertThat(map.bytes()).isLessThanOrEqualTo(capacityBytes);
                }
            }

            long payloadBytes = 0;
            int large = 0;
            for (int i = 0; i < 200_000; i++) {
                ByteEntry entry = map.get(key(i), i, Use.UNCOUNTED);
                if (entry != null) {
                    assertThat(entry.payload()).hasSize(lengthOf(i));
                    payloadBytes += entry.payload().length;
                    large += entry.payload().length > 10 ? 1 : 0;
                }
            }
            assertThat(large).isGreaterThan(20);
            assertThat(payloadBytes).isGreaterThan(capacityBytes * 4 / 10);
        }
    }

    private static int lengthOf(int i) {
        return i % 1_000 == 999 ? (int) MIB : 10;
    }

    private static void put(ByteMap map, int i, int length) {
        map.put(key(i), i, (byte) 0, new byte[length], ByteMap.NEVER, ByteMap.NEVER);
        while (map.evict(VictimGateOf.ALL) != null) {
            // one at a time
        }
    }

    private static ByteMap open(long capacityBytes) {
        return new ChronicleMaps().openMemory("test", capacityBytes, Copies.NONE, () -> 0);
    }

    private static byte[] key(int i) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(i).array();
    }
}
