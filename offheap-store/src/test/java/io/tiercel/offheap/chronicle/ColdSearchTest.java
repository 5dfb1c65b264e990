package io.tiercel.offheap.chronicle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.offheap.map.ByteMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is found to be cold in a segment with few entries, where a look passes all places. */
final class ColdSearchTest {

    private static final int ENTRIES = 20;
    private static final int APART = 25;

    private final SegmentMemory memory = SegmentMemory.allocate("cold", Geometry.of(1 << 20));
    private final Segment segment =
            new Segment(memory, SegmentLock.words(1, /* prepared= */ true), 0, /* check= */ null);
    private final ColdSearch cold = segment.cold();

    @BeforeEach
    void fill() {
        assertThat(segment.places()).isGreaterThan(ENTRIES * APART).isGreaterThan(SideMemory.SLOTS);
        for (int i = 0; i < ENTRIES; i++) {
            insert(place(i));
        }
    }

    @AfterEach
    void close() {
        memory.close();
    }

    private static int place(int entry) {
        return 1 + entry * APART;
    }

    /** Each is colder than those that come after it. */
    private void insert(int slotKey) {
        NewEntry entry = new NewEntry(
                1, new byte[] {(byte) slotKey}, slotKey, 0, (byte) 0, new byte[100], ByteMap.NEVER, ByteMap.NEVER);
        int chunk = segment.space().allocate(memory.shape().chunksOf(entry.entryBytes(/* checksums= */ false)));
        entry.write(segment.chunkAddress(chunk), /* version= */ 1, /* checksums= */ false);
        segment.insert(slotKey, chunk, /* part= */ false);
    }

    private void settleAll() {
        for (int i = 0; i < ENTRIES; i++) {
            segment.heat().settle(place(i), /* refresh= */ false);
        }
    }

    private int next(ColdEntries found) {
        int at = found.coldest(segment.heat());
        found.pass();
        return at;
    }

    @Test
    void lookForNew_inSeveralBlocks_findsTheColdestFirst() {
        for (int look = 0; look < 2; look++) {
            cold.lookForNew(ColdSearch.ANY);
            for (int i = 0; i < 10; i++) {
                assertThat(next(cold.fresh())).as("candidate %d", i).isEqualTo(place(i));
            }
        }
    }

    @Test
    void lookForNew_wherePlacesDoNotCount_passesThem() {
        cold.lookForNew(at -> at != place(0) && at != place(2));

        assertThat(next(cold.fresh())).isEqualTo(place(1));
        assertThat(next(cold.fresh())).isEqualTo(place(3));
    }

    @Test
    void lookForSettled_findsTheColdestOfEachSample() {
        settleAll();
        cold.lookForNew(ColdSearch.ANY);
        cold.lookForSettled(ColdSearch.ANY);

        assertThat(next(cold.fresh())).isNegative();
        assertThat(next(cold.settled())).isEqualTo(place(0));
        assertThat(next(cold.settled())).isEqualTo(place(16));
        assertThat(next(cold.settled())).isNegative();
    }

    @Test
    void readAhead_manyAreLeft_forgetsNone() {
        cold.lookForNew(ColdSearch.ANY);
        cold.fresh().pass();

        cold.readAhead();

        assertThat(next(cold.fresh())).isEqualTo(place(1));
    }

    @Test
    void readAhead_fewAreLeft_forgetsThem() {
        cold.lookForNew(ColdSearch.ANY);
        for (int i = 0; i < 16; i++) {
            cold.fresh().pass();
        }

        cold.readAhead();

        assertThat(next(cold.fresh())).isNegative();
    }
}
