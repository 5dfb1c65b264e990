package io.tiercel.offheap;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.offheap.layer.LayeredByteMap;
import io.tiercel.offheap.map.ByteMap;
import io.tiercel.offheap.map.HeapByteMap;
import io.tiercel.store.Copies;
import io.tiercel.store.Lifetime;
import io.tiercel.store.Store;
import io.tiercel.tier.LowerStore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Entries that another thread is just taking out of memory over a disk: they have left below, and have a copy above. */
final class OrphansTest {

    private static final int CAPACITY = 1_000;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void dropOrphans_entryHasLeftTheLowestMapOnly_isNotReadAfter(boolean underHeap) {
        AtomicReference<@Nullable HeapByteMap> lowest = new AtomicReference<>();
        ByteMap both = LayeredByteMap.open(new HeapByteMap(CAPACITY, Copies.NONE), Copies.NONE, copies -> {
            HeapByteMap made = new HeapByteMap(CAPACITY, copies);
            lowest.set(made);
            return made;
        });
        LowerStore lower = OpenedTiers.over(both);
        try (Store store = underHeap ? OpenedTiers.underHeap(lower, /* touchable= */ false, CAPACITY) : lower) {
            int hash = Store.spread("a".hashCode());
            store.put("a", hash, store.prepare("1"), Lifetime.ETERNAL, 1);
            requireNonNull(lowest.get()).clear(); // as an eviction does before it tells of it
            assertThat(store.peek("a", hash)).as("the copy").isNotNull();

            store.dropOrphans();

            assertThat(store.peek("a", hash)).isNull();
        }
    }
}
