package io.tiercel.offheap.chronicle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is taken for the coldest, and for how long. */
final class ColdEntriesTest {

    private final SegmentMemory memory = SegmentMemory.allocate("cold", Geometry.of(Geometry.LEAST_BYTES));
    private final SegmentHeat heat = new SegmentHeat(memory.sideAddress(0), memory.shape().slots);
    private final ColdEntries cold = new ColdEntries(3);

    @AfterEach
    void close() {
        memory.close();
    }

    /** The earlier one came, the colder it is. */
    private void enterAndPass(int... places) {
        for (int place : places) {
            heat.entered(place, /* slotKey= */ place + 1, /* part= */ false);
            heat.passed(/* newChunks= */ 1, /* takenChunks= */ 1);
        }
    }

    private void offer(int... places) {
        for (int place : places) {
            cold.offer(place, heat.at(place), Heat.idleTicks(heat.at(place), heat.tick()));
        }
    }

    @Test
    void offer_moreThanThereIsRoomFor_keepsTheColdest() {
        enterAndPass(4, 9, 1, 30, 7);
        offer(30, 9, 7, 4, 1);

        assertThat(cold.coldest(heat)).isEqualTo(4);
        cold.pass();
        assertThat(cold.coldest(heat)).isEqualTo(9);
        cold.pass();
        assertThat(cold.coldest(heat)).isEqualTo(1);
        cold.pass();
        assertThat(cold.coldest(heat)).isNegative();
    }

    @Test
    void coldest_ofWhatWasUsedLeftOrMovedSince_isTheNextOne() {
        enterAndPass(4, 9, 1, 30);
        offer(4, 9, 1);
        heat.used(4);
        heat.moved(30, 9);

        assertThat(cold.coldest(heat)).isEqualTo(1);
        heat.emptied(1);
        assertThat(cold.coldest(heat)).isNegative();
    }

    @Test
    void coldest_whoseUsesWereMovedToItsFrequency_isTheSame() {
        enterAndPass(4);
        heat.used(4);
        heat.passed(/* newChunks= */ 1, /* takenChunks= */ 1);
        offer(4);

        assertThat(heat.harvest(4, 5)).isEqualTo(2);
        assertThat(cold.coldest(heat)).isEqualTo(4);
    }
}
