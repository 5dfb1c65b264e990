package io.tiercel.offheap.chronicle;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import net.openhft.chronicle.core.UnsafeMemory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @Test
    void allocate_sameLengthAsWhatWasFreed_takesThatAgainTheLastFirst() {
        assertThat(space.takeIfFree(0, CHUNKS)).isTrue();
        space.free(100, 14);
        space.free(700, 15);
        space.free(300, 14);

        assertThat(space.likelyChunk()).isEqualTo(300);
        assertThat(space.allocate(14)).isEqualTo(300);
        assertThat(space.likelyChunk()).isEqualTo(700);
        assertThat(space.allocate(14)).isEqualTo(100);
        assertThat(space.allocate(15)).isEqualTo(700);
    }

    @Test
    void likelyChunk_nothingWasFreed_isWhereTheNextOfThatLengthIs() {
        space.allocate(14);

        int likely = space.likelyChunk();

        assertThat(space.allocate(14)).isEqualTo(likely);
    }

    @Test
    void allocate_moreThanAnyRunThatWasFreed_findsThoseThatAreNextToEachOther() {
        assertThat(space.takeIfFree(0, CHUNKS)).isTrue();
        space.free(214, 14);
        space.free(200, 14);

        assertThat(space.allocate(28)).isEqualTo(200);
    }

    @Test
    void takenInARow_nextChunksWereFreedJustNow_endsBeforeThem() {
        assertThat(space.takeIfFree(0, CHUNKS)).isTrue();
        space.free(50, 10);

        assertThat(space.takenInARow(40, CHUNKS)).isEqualTo(10);
    }

    /** Puts ask for it before they have the lock. */
    @Test
    void likelyChunk_whileAnotherThreadTakesAndFrees_isAlwaysAChunk() throws Exception {
        assertThat(space.takeIfFree(0, CHUNKS)).isTrue();
        AtomicBoolean over = new AtomicBoolean();
        Thread other = new Thread(() -> {
            while (!over.get()) {
                space.free(14, 14);
                space.allocate(14);
            }
        });
        other.start();
        BitSet seen = new BitSet();
        try {
            for (int turn = 0; !seen.get(0) || !seen.get(14) || turn < 1_000_000; turn++) {
                seen.set(space.likelyChunk());
                VarHandle.fullFence(); // or a compiler might look once for all
            }
        } finally {
            over.set(true);
            other.join();
        }

        assertThat(seen.stream()).containsExactly(0, 14);
    }

    @Test
    void clearBitmap_somethingWasFreed_isForgotten() {
        assertThat(space.takeIfFree(0, CHUNKS)).isTrue();
        space.free(50, 10);
        space.clearBitmap();
        assertThat(space.takeIfFree(0, 100)).isTrue();

        assertThat(space.allocate(10)).isGreaterThanOrEqualTo(100);
    }

    /** What is taken is taken once, and where there is room it is found, whatever came and went before. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void allocate_atRandomBesideAModel_findsWhatIsThere(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        BitSet model = new BitSet(CHUNKS);
        List<int[]> runs = new ArrayList<>();
        int allocated = 0;
        for (int step = 0; step < 20_000; step++) {
            boolean full = model.cardinality() > CHUNKS - 200;
            int choice = random.nextInt(10);
            if (runs.isEmpty() || (choice < 5 && !(full && choice < 3))) {
                int length = random.nextBoolean() ? 14 : 1 + random.nextInt(300);
                int found = space.allocate(length);
                if (found < 0) {
                    assertThat(longestRun(model)).isLessThan(length);
                } else {
                    assertThat(model.get(found, found + length).cardinality()).isZero();
                    model.set(found, found + length);
                    runs.add(new int[] {found, length});
                    allocated++;
                }
            } else if (choice < 8) {
                int[] run = runs.remove(random.nextInt(runs.size()));
                space.free(run[0], run[1]);
                model.clear(run[0], run[0] + run[1]);
            } else {
                int[] run = runs.get(random.nextInt(runs.size()));
                int longer = run[1] + 1 + random.nextInt(20);
                int end = run[0] + longer;
                boolean isFree =
                        end <= CHUNKS && model.get(run[0] + run[1], end).isEmpty();
                assertThat(space.extend(run[0], run[1], longer)).isEqualTo(isFree);
                if (isFree) {
                    model.set(run[0], end);
                    run[1] = longer;
                }
            }
            assertThat(space.takenChunks()).isEqualTo(model.cardinality());
        }
        assertThat(allocated).isGreaterThan(1_000);
    }

    private static int longestRun(BitSet taken) {
        int longest = 0;
        for (int from = taken.nextClearBit(0); from < CHUNKS; ) {
            int next = taken.nextSetBit(from);
            int to = next < 0 ? CHUNKS : next;
            longest = Math.max(longest, to - from);
            from = taken.nextClearBit(to);
        }
        return longest;
    }
}
