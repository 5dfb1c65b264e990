package io.tiercel.offheap.chronicle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.offheap.chronicle.MapCore.Content;
import io.tiercel.offheap.map.ByteEntry;
import io.tiercel.offheap.map.ByteMap;
import io.tiercel.offheap.map.ByteMap.Use;
import io.tiercel.store.Copies;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a put does in a segment where those that leave for it make others move. */
final class EntryWriterTest {

    private static final int CROWDED_FRACTION = 16;
    private static final int KEYS = 4_000;
    private static final int LARGEST = 2_000;

    private final Geometry geometry = Geometry.of(4 << 20);
    private final SegmentMemory memory = SegmentMemory.allocate("crowded", geometry);
    private final MapCore core = new MapCore(geometry, memory, () -> 0, Content.NONE);
    private final CacheMap map = new CacheMap(
            "crowded", core, new Part(Copies.NONE), closed -> core.segments().close());

    @AfterEach
    void close() {
        map.close();
    }

    /** Returns keys whose slots are all in a small part of each segment, one behind the other. */
    private List<byte[]> crowdedKeys() {
        SegmentShape shape = memory.shape();
        List<byte[]> keys = new ArrayList<>();
        for (int i = 0; keys.size() < KEYS; i++) {
            byte[] key = ByteBuffer.allocate(Integer.BYTES).putInt(i).array();
            int home = shape.slotKey(KeyHash.of(map.region().number(), key)) & (shape.slots - 1);
            if (home < shape.slots / CROWDED_FRACTION) {
                keys.add(key);
            }
        }
        return keys;
    }

    @Test
    void put_inTheFullPlaceOfAnother_leavesAllOthersAsTheyWere() {
        List<byte[]> keys = crowdedKeys();
        int[] lengths = new int[KEYS];
        Random random = new Random(7);
        for (int i = 0; i < 10 * KEYS; i++) {
            int number = random.nextInt(KEYS);
            lengths[number] = random.nextInt(LARGEST);
            map.put(keys.get(number), number, (byte) 0, payload(number, lengths[number]), ByteMap.NEVER, ByteMap.NEVER);
            assertThat(Objects.requireNonNull(get(keys, number)).payload()).hasSize(lengths[number]);
        }

        int there = 0;
        for (int number = 0; number < KEYS; number++) {
            ByteEntry entry = get(keys, number);
            if (entry != null) {
                there++;
                assertThat(entry.payload()).isEqualTo(payload(number, lengths[number]));
            }
        }
        assertThat(map.size()).isEqualTo(there);
    }

    private @Nullable ByteEntry get(List<byte[]> keys, int number) {
        return map.get(keys.get(number), number, Use.UNCOUNTED);
    }

    private static byte[] payload(int number, int length) {
        byte[] payload = new byte[length];
        for (int i = 0; i < length; i++) {
            payload[i] = (byte) (number + i);
        }
        return payload;
    }
}
