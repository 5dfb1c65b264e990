package io.tiercel.tier;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.heap.EntryShape;
import io.tiercel.heap.HeapStore;
import io.tiercel.store.Entry;
import io.tiercel.store.EvictionGate;
import io.tiercel.store.Lifetime;
import io.tiercel.store.Store;
import org.junit.jupiter.api.Test;

class DoorkeeperTest {

    private static final long CAPACITY_BYTES = 1_000;
    private static final long ENTRY_BYTES = 30;

    private final HeapStore heap = new HeapStore(
            new EntryShape(/* touchable= */ false, /* weighed= */ true, /* versioned= */ true), CAPACITY_BYTES);
    private final Doorkeeper doorkeeper = new Doorkeeper(heap);

    private static int hash(int key) {
        return Store.spread(Integer.hashCode(key));
    }

    private void put(int key, long bytes) {
        heap.put(key, hash(key), "value", Lifetime.ETERNAL, bytes);
        Entry victim = heap.evict(EvictionGate.OPEN);
        while (victim != null) {
            victim = heap.evict(EvictionGate.OPEN);
        }
    }

    private void fill() {
        for (int key = 0; key < 100; key++) {
            put(key, ENTRY_BYTES);
            doorkeeper.admits(hash(-key));
        }
    }

    private void assertAdmitsTheSecondTime(int key) {
        assertThat(doorkeeper.admits(hash(key))).isFalse();
        assertThat(doorkeeper.admits(hash(key))).isTrue();
    }

    @Test
    void admits_fewEntriesAndRoom_everyone() {
        put(1, CAPACITY_BYTES * 7 / 10);

        assertThat(doorkeeper.isOpen()).isTrue();
        assertThat(doorkeeper.admits(hash(2))).isTrue();
    }

    @Test
    void admits_fewEntriesAndLittleRoom_theSecondTime() {
        put(1, CAPACITY_BYTES * 8 / 10);

        assertThat(doorkeeper.isOpen()).isFalse();
        assertAdmitsTheSecondTime(2);
    }

    @Test
    void admits_manyEntriesThatTakeAFewPercent_everyone() {
        for (int key = 0; key < 64; key++) {
            put(key, 0);
        }
        put(64, CAPACITY_BYTES / 20);

        assertThat(doorkeeper.isOpen()).isTrue();
        assertThat(doorkeeper.admits(hash(1_000))).isTrue();
    }

    @Test
    void admits_manyEntriesAndMuchRoom_theSecondTime() {
        for (int key = 0; key < 64; key++) {
            put(key, 0);
        }
        put(64, CAPACITY_BYTES / 10);

        assertThat(doorkeeper.isOpen()).isFalse();
        assertAdmitsTheSecondTime(1_000);
    }

    @Test
    void admits_fullHeapOfWhichAnEvictionLeftAGap_theSecondTime() {
        fill();
        assertThat(heap.weight()).isLessThan(CAPACITY_BYTES);

        assertAdmitsTheSecondTime(1_000);
    }

    @Test
    void admits_heapThatWasCleared_everyone() {
        fill();

        heap.clear();

        assertThat(doorkeeper.admits(hash(1_000))).isTrue();
    }

    @Test
    void admits_asManyReadsOfOthersAsThereAreEntriesInBetween_notTheSecondTime() {
        fill();
        assertThat(doorkeeper.admits(hash(1_000))).isFalse();

        for (int key = 2_000; key < 3_000; key++) {
            doorkeeper.admits(hash(key));
        }

        assertThat(doorkeeper.admits(hash(1_000))).isFalse();
    }
}
