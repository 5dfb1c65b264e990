package io.tiercel.offheap.chronicle;

import static org.assertj.core.api.Assertions.assertThat;

import net.openhft.chronicle.core.UnsafeMemory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SegmentSpaceTest {

    private static final int CHUNKS = 15_268;
    private static final int SMALL = 232;
    private static final long BITMAP_BYTES = 239 * Long.BYTES;

    private final long bitmap = UnsafeMemory.INSTANCE.allocate(BITMAP_BYTES);
    private final SegmentSpace space = new SegmentSpace(bitmap, CHUNKS);

    SegmentSpaceTest() {
        space.clearBitmap();
    }

    @AfterEach
    void free() {
        UnsafeMemory.INSTANCE.freeMemory(bitmap, BITMAP_BYTES);
    }

    @Test
    void allocate_oneRunThatIsFree_isFoundWhereverItIs() {
        assertThat(space.takeIfFree(0, CHUNKS)).isTrue();
        for (int start = 0; start + SMALL <= CHUNKS; start++) {
            space.free(start, SMALL);

            int found = space.allocate(SMALL);

            assertThat(found).isEqualTo(start);
        }
    }

    @Test
    void allocate_noRunThatIsLongEnough_findsNone() {
        assertThat(space.takeIfFree(0, CHUNKS)).isTrue();
        space.free(100, SMALL - 1);
        space.free(5_000, SMALL - 1);

        assertThat(space.allocate(SMALL)).isNegative();
    }
}
