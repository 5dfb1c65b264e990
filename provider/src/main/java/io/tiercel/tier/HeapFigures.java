package io.tiercel.tier;

import io.tiercel.heap.HeapStore;
import io.tiercel.statistics.CacheStatistics;
import io.tiercel.statistics.Counter;
import org.jspecify.annotations.Nullable;

/**
 * The figures of the heap tier. Its hits are those of the cache that no tier below answered, so that a hit on the heap need
 * not be counted twice; they count while the statistics of the cache are on.
 *
 * @param moves what moved between it and the tier below, null if there is none
 */
public record HeapFigures(
        HeapStore store, boolean inBytes, @Nullable Moves moves, CacheStatistics statistics) implements TierFigures {

    @Override
    public String name() {
        return "heap";
    }

    @Override
    public long entries() {
        return store.size();
    }

    @Override
    public long weight() {
        return store.weight();
    }

    @Override
    public long capacity() {
        return store.capacity();
    }

    @Override
    public long hits() {
        return Math.max(0, statistics.get(Counter.HITS) - statistics.get(Counter.LOWER_HITS));
    }

    @Override
    public long promotions() {
        return moves == null ? 0 : moves.promotions();
    }

    @Override
    public long demotions() {
        return moves == null ? 0 : moves.demotions();
    }

    @Override
    public long evictions() {
        return moves == null ? statistics.get(Counter.EVICTIONS) : 0;
    }
}
