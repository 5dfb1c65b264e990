package io.tiercel.offheap.chronicle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.offheap.chronicle.MapCore.Content;
import io.tiercel.offheap.map.ByteEntry;
import io.tiercel.offheap.map.ByteMap;
import io.tiercel.offheap.map.ByteMap.Use;
import io.tiercel.store.Copies;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;
import net.openhft.chronicle.core.OS;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;

/**
 * The memory that a map takes, as the system sees it: its resident pages and no others, so that whatever else the process
 * does is not seen.
 */
@EnabledOnOs(org.junit.jupiter.api.condition.OS.LINUX)
final class ResidentMemoryTest {

    private static final long CAPACITY_BYTES = 64L << 20;
    private static final int VALUE_BYTES = 200;
    private static final Path PAGES = Path.of("/proc/self/pagemap");

    private final Geometry geometry = Geometry.of(CAPACITY_BYTES);
    private final SegmentMemory memory = SegmentMemory.allocate("test", geometry);
    private final MapCore core = new MapCore(geometry, memory, () -> 0, Content.NONE);
    private final ByteMap map = new CacheMap(
            "test", core, new Part(Copies.NONE), closed -> core.segments().close());

    @AfterEach
    void close() {
        map.close();
    }

    @Test
    void memory_isTakenAsEntriesCome_withinTheCapacity() throws IOException {
        assertThat(residentBytes())
                .as("when it is made, look-ups and bitmaps alone")
                .isLessThan(CAPACITY_BYTES / 5);

        int quarter = (int) (CAPACITY_BYTES / 4 / VALUE_BYTES);
        fill(0, quarter);
        assertThat(residentBytes())
                .as("with a quarter of what it takes")
                .isBetween(CAPACITY_BYTES / 4, CAPACITY_BYTES * 6 / 10);

        fill(quarter, 5 * quarter);
        assertThat(residentBytes()).as("full").isLessThanOrEqualTo(CAPACITY_BYTES);
        assertThat(map.size() * VALUE_BYTES)
                .as("payload")
                .isGreaterThan(CAPACITY_BYTES * 75 / 100)
                .isEqualTo(payloadBytes(5 * quarter));
    }

    @Test
    void memory_ofValuesOfAnySize_staysWithinTheCapacity() throws IOException {
        SplittableRandom random = new SplittableRandom(11);
        for (int i = 0; i < 20_000; i++) {
            put(i, (int) (10 * Math.pow((1 << 20) / 10.0, random.nextDouble())));
        }

        assertThat(residentBytes()).isLessThanOrEqualTo(CAPACITY_BYTES);
        assertThat(payloadBytes(20_000)).isGreaterThan(CAPACITY_BYTES / 2);
    }

    private void fill(int from, int to) {
        for (int i = from; i < to; i++) {
            put(i, VALUE_BYTES);
        }
    }

    private void put(int i, int length) {
        map.put(key(i), i, (byte) 0, new byte[length], ByteMap.NEVER, ByteMap.NEVER);
        while (map.evict(VictimGateOf.ALL) != null) {
            // one at a time
        }
    }

    private long payloadBytes(int keys) {
        long bytes = 0;
        for (int i = 0; i < keys; i++) {
            ByteEntry entry = map.get(key(i), i, Use.UNCOUNTED);
            bytes += entry == null ? 0 : entry.payload().length;
        }
        return bytes;
    }

    private static byte[] key(int i) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(i).array();
    }

    /** Returns what the pages take that the map, and what is beside it, have in memory. */
    private long residentBytes() throws IOException {
        SegmentShape shape = memory.shape();
        long segmentBytes = memory.segmentAddress(1) - memory.segmentAddress(0);
        long mapBytes = segmentBytes * shape.segments;
        long sideBytes = shape.sideBytes() * shape.segments;
        long headerBytes = memory.takenBytes() - mapBytes - sideBytes;
        return headerBytes
                + residentBytes(memory.segmentAddress(0), mapBytes)
                + residentBytes(memory.sideAddress(0), sideBytes);
    }

    private static long residentBytes(long address, long length) throws IOException {
        long pageBytes = OS.pageSize();
        long first = address / pageBytes;
        int pages = Math.toIntExact((address + length - 1) / pageBytes - first + 1);
        ByteBuffer states = ByteBuffer.allocate(pages * Long.BYTES).order(ByteOrder.nativeOrder());
        try (FileChannel file = FileChannel.open(PAGES, StandardOpenOption.READ)) {
            while (states.hasRemaining()) {
                assertThat(file.read(states, first * Long.BYTES + states.position()))
                        .isPositive();
            }
        }
        long resident = 0;
        for (int i = 0; i < pages; i++) {
            resident += states.getLong(i * Long.BYTES) < 0 ? 1 : 0; // the highest bit says that it is there
        }
        return resident * pageBytes;
    }
}
