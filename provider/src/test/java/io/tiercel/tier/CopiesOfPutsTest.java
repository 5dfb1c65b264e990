package io.tiercel.tier;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.concurrent.KeyLocks;
import io.tiercel.heap.EntryShape;
import io.tiercel.heap.HeapStore;
import io.tiercel.statistics.CacheStatistics;
import io.tiercel.store.Lifetime;
import io.tiercel.store.Store;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a put leaves on the heap. */
class CopiesOfPutsTest {

    private static final int HEAP_ENTRIES = 8;

    /** So many fill the part of the heap that is open to everyone. */
    private static final int OPEN_ENTRIES = 6;

    private final KeyLocks locks = new KeyLocks();
    private final HeapStore upper = new HeapStore(
            new EntryShape(/* touchable= */ false, /* weighed= */ false, /* versioned= */ true), HEAP_ENTRIES);
    private final TieredStore tiers = new TieredStore(new TierParts(
            upper,
            new MapLowerStore(/* weighed= */ false, 1_000),
            locks,
            new PlainForm(),
            /* quantumMillis= */ 0,
            new CacheStatistics(/* enabled= */ true)));
    private final Store store = new SectionedStore(tiers, locks);

    private static int hash(int key) {
        return Store.spread(Integer.hashCode(key));
    }

    private void put(int key, String value) {
        store.put(key, hash(key), value, Lifetime.ETERNAL, 1);
    }

    private void fillOpenPart() {
        for (int key = 0; key < OPEN_ENTRIES; key++) {
            put(key, "old");
        }
    }

    private @Nullable Object copy(int key) {
        var copy = upper.peek(key, hash(key));
        return copy == null ? null : copy.value();
    }

    private Object read(int key) {
        return requireNonNull(store.get(key, hash(key))).value();
    }

    @Test
    void put_whileLittleIsOnTheHeap_leavesACopy() {
        fillOpenPart();

        assertThat(upper.size()).isEqualTo(OPEN_ENTRIES);
        assertThat(copy(0)).isEqualTo("old");
    }

    @Test
    void put_newKeyWhenMoreIsThere_leavesNoCopyUntilItIsReadTwice() {
        fillOpenPart();

        put(100, "new");
        assertThat(copy(100)).isNull();

        assertThat(read(100)).isEqualTo("new");
        assertThat(copy(100)).isNull();
        assertThat(read(100)).isEqualTo("new");
        assertThat(copy(100)).isEqualTo("new");
    }

    @Test
    void put_keyThatHasACopy_renewsIt() {
        fillOpenPart();

        put(3, "new");

        assertThat(copy(3)).isEqualTo("new");
        assertThat(read(3)).isEqualTo("new");
        assertThat(upper.size()).isEqualTo(OPEN_ENTRIES);
    }
}
