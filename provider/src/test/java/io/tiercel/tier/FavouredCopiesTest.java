package io.tiercel.tier;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.concurrent.KeyLocks;
import io.tiercel.heap.EntryShape;
import io.tiercel.heap.HeapStore;
import io.tiercel.statistics.CacheStatistics;
import io.tiercel.store.Colliding;
import io.tiercel.store.Entry;
import io.tiercel.store.Lifetime;
import io.tiercel.store.Store;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Copies on the heap are made quicker to find as entries without a tier below are. */
class FavouredCopiesTest {

    private final KeyLocks locks = new KeyLocks();
    private final HeapStore upper = new HeapStore(
            new EntryShape(/* touchable= */ false, /* weighed= */ false, /* versioned= */ true), /* capacity= */ 8);
    private final MapLowerStore lower = new MapLowerStore(/* weighed= */ false, 1_000);
    private final TieredStore tiers = new TieredStore(new TierParts(
            upper, lower, locks, new PlainForm(), /* quantumMillis= */ 0, new CacheStatistics(/* enabled= */ true)));

    private static final int HASH = Store.spread(new Colliding(1, 0).hashCode());

    FavouredCopiesTest() {
        Store store = new SectionedStore(tiers, locks);
        store.put(new Colliding(1, 0), HASH, "value", Lifetime.ETERNAL, 1);
        store.put(new Colliding(1, 1), HASH, "value", Lifetime.ETERNAL, 1);
    }

    /** All copies have one hash, and so are in one slot. */
    private List<Entry> chain() {
        List<Entry> chain = new ArrayList<>();
        long cursor = 0;
        do {
            cursor = upper.scan(cursor, chain);
        } while (cursor != 0);
        return chain;
    }

    @Test
    void favour_aCopy_bringsItToTheFront() {
        List<Entry> before = chain();

        tiers.favour(before.get(1));

        assertThat(chain()).containsExactly(before.get(1), before.get(0));
    }

    @Test
    void favour_anEntryBelow_changesNothing() {
        List<Entry> before = chain();

        tiers.favour(requireNonNull(lower.get(before.get(1).key(), HASH)));

        assertThat(chain()).isEqualTo(before);
    }
}
