package io.tiercel.offheap.chronicle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.offheap.chronicle.MapCore.Content;
import io.tiercel.offheap.map.ByteMap;
import io.tiercel.store.Copies;
import java.nio.ByteBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How much a put into a full segment has to wait for: some evictions at a time, but few, however large the segment is. */
final class FullSegmentsTest {

    private static final int MOST_BYTES = 3584;
    private static final int MOST_ENTRIES = 16;

    /** A segment of a large map: the 128th part of it is several times what may leave at a time. */
    private static final Geometry ONE_LARGE_SEGMENT = oneSegmentOf(Geometry.of(2L << 30));

    private static Geometry oneSegmentOf(Geometry map) {
        return new Geometry(map.capacityBytes() / map.segments(), 1, map.slots(), map.chunkBytes(), map.chunks());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 200, 1_000})
    void put_intoAFullSegment_evictsNoMoreThanABatch(int valueBytes) {
        MapCore core = new MapCore(
                ONE_LARGE_SEGMENT, SegmentMemory.allocate("test", ONE_LARGE_SEGMENT), () -> 0, Content.NONE);
        try (ByteMap map = new CacheMap(
                "test", core, new Part(Copies.NONE), closed -> core.segments().close())) {
            int puts = 0;
            while (put(map, puts, valueBytes) == 0) {
                puts++;
            }
            long entryBytes = map.bytes() / map.size();
            long most = Math.min(MOST_ENTRIES, MOST_BYTES / entryBytes) + 2; // what was put, and a part of an entry

            long largest = 0;
            for (int i = 0; i < 1_000; i++) {
                largest = Math.max(largest, put(map, ++puts, valueBytes));
            }

            assertThat(largest)
                    .as("evicted after one put, of %s bytes each", entryBytes)
                    .isBetween(2L, most);
        }
    }

    /** Returns how many entries left. */
    private static long put(ByteMap map, int number, int valueBytes) {
        byte[] key = ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
        long before = map.size();
        map.put(key, number, (byte) 0, new byte[valueBytes], ByteMap.NEVER, ByteMap.NEVER);
        while (map.evict(VictimGateOf.ALL) != null) {
            // one at a time
        }
        return before + 1 - map.size();
    }
}
