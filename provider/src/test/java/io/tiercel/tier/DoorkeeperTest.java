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

    private void put(int key) {
        heap.put(key, hash(key), "value", Lifetime.ETERNAL, ENTRY_BYTES);
        Entry victim = heap.evict(EvictionGate.OPEN);
        while (victim != null) {
            victim = heap.evict(EvictionGate.OPEN);
        }
    }

    private void fill() {
        for (int key = 0; key < 100; key++) {
            put(key);
            doorkeeper.admits(hash(-key));
        }
    }

    @Test
    void admits_heapWithRoom_everyone() {
        put(1);

        assertThat(doorkeeper.admits(hash(2))).isTrue();
    }

    @Test
    void admits_fullHeapOfWhichAnEvictionLeftAGap_theSecondTime() {
        fill();
        assertThat(heap.weight()).isLessThan(CAPACITY_BYTES);

        assertThat(doorkeeper.admits(hash(1_000))).isFalse();
        assertThat(doorkeeper.admits(hash(1_000))).isTrue();
    }

    @Test
    void admits_heapThatWasCleared_everyone() {
        fill();

        heap.clear();

        assertThat(doorkeeper.admits(hash(1_000))).isTrue();
    }
}
