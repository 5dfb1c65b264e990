package io.tiercel.offheap.chronicle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Heat is found where it was put, one by one and four at a time. */
final class SegmentHeatTest {

    private final SegmentMemory memory = SegmentMemory.allocate("heat", Geometry.of(1 << 20));
    private final int slots = memory.shape().slots;
    private final SegmentHeat heat = new SegmentHeat(memory.sideAddress(0), slots);

    @AfterEach
    void close() {
        memory.close();
    }

    @Test
    void atFour_anywhere_isWhatTheFourPlacesHave() {
        heat.clear();
        for (int place = 0; place < slots; place++) {
            heat.entered(place, /* slotKey= */ place + slots, /* part= */ place % 3 == 0);
            heat.passed(/* newChunks= */ 1, /* takenChunks= */ Heat.TICKS_PER_TURNOVER * 5);
            if (place % 5 == 0) {
                heat.settle(place, /* refresh= */ true);
            }
        }
        for (int first = 0; first < slots; first += 4) {
            long four = heat.atFour(first);
            for (int lane = 0; lane < 4; lane++) {
                assertThat((int) (four >>> (lane * Short.SIZE)) & 0xFFFF)
                        .as("place %d", first + lane)
                        .isEqualTo(heat.at(first + lane));
            }
        }
    }

    @Test
    void inBlock_anywhere_areThoseThatAreNewAndThoseThatAreSettled() {
        heat.clear();
        for (int place = 0; place < slots; place += place % 7 + 1) {
            heat.entered(place, /* slotKey= */ place + slots, /* part= */ place % 3 == 0);
            if (place % 5 < 2) {
                heat.settle(place, /* refresh= */ place % 2 == 0);
            }
        }
        for (int first = 0; first < slots; first += SideMemory.SLOTS) {
            long fresh = 0;
            long settled = 0;
            for (int i = 0; i < SideMemory.SLOTS; i++) {
                int found = heat.at(first + i);
                settled |= Heat.isSettled(found) ? 1L << i : 0;
                fresh |= found != 0 && !Heat.isSettled(found) ? 1L << i : 0;
            }
            assertThat(heat.newInBlock(first)).as("block %d", first).isNotZero().isEqualTo(fresh);
            assertThat(heat.settledInBlock(first))
                    .as("block %d", first)
                    .isNotZero()
                    .isEqualTo(settled);
        }
    }

    @Test
    void reversed_isTheFourInTheOtherOrder() {
        assertThat(SegmentHeat.reversed(0x1234_5678_9ABC_DEF0L)).isEqualTo(0xDEF0_9ABC_5678_1234L);
    }

    @Test
    void harvest_ofKeysOfOneBlock_tellsThemApart() {
        heat.clear();
        heat.entered(1, /* slotKey= */ 1, /* part= */ false);
        heat.entered(2, /* slotKey= */ 2, /* part= */ false);
        heat.used(1);
        heat.used(1);

        assertThat(heat.harvest(1, 1)).isEqualTo(3);
        assertThat(heat.harvest(2, 2)).isLessThan(3);
    }

    @Test
    void settle_whatWasUsed_forgetsNoUse() {
        heat.clear();
        heat.entered(1, /* slotKey= */ 1, /* part= */ false);
        heat.used(1);
        heat.used(1);
        heat.settle(1, /* refresh= */ false);

        assertThat(Heat.isSettled(heat.at(1))).isTrue();
        assertThat(heat.newEntries()).isZero();
        assertThat(heat.harvest(1, 1)).isEqualTo(3);
    }

    @Test
    void fade_halvesOnceForEachFading() {
        heat.clear();
        heat.entered(1, /* slotKey= */ 1, /* part= */ false);
        for (int i = 0; i < 3; i++) {
            heat.used(1);
        }
        heat.harvest(1, 1);
        heat.fade(1);
        heat.fade(1);

        assertThat(heat.harvest(1, 1)).isEqualTo(2);

        heat.fade(100);
        assertThat(heat.harvest(1, 1)).isZero();
    }
}
