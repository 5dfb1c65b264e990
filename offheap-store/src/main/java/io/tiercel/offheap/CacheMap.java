package io.tiercel.offheap;

import io.tiercel.offheap.map.ByteMap;
import io.tiercel.tier.TierFigures;
import java.util.List;

/**
 * The map of one cache, of one tier or of two.
 *
 * @param map what has the entries
 * @param tiers its tiers, the fastest first
 * @param remover removes what would outlast a close, after closing it
 * @param outlivesProcess whether other processes read it later
 */
record CacheMap(ByteMap map, List<TierFigures> tiers, Runnable remover, boolean outlivesProcess) {

    /** Returns whether there may be entries in it that an earlier process put. */
    boolean mayInherit() {
        return tiers.get(tiers.size() - 1).opening().hasEntries();
    }

    static CacheMap inMemory(MeasuredMap map) {
        return new CacheMap(map, List.of(map), () -> {}, /* outlivesProcess= */ false);
    }
}
