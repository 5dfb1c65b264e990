package io.tiercel.tier;

import io.tiercel.heap.HeapStore;
import io.tiercel.statistics.CacheStatistics;
import io.tiercel.statistics.Counter;

/**
 * The figures of the heap tier. What it moved is counted by the statistics of the cache: only while they are on. Its hits
 * are those of the cache that no tier below answered, so that a hit on the heap need not be counted twice.
 *
 * @param isOnly whether there is no tier below
 */
public record HeapFigures(HeapStore store, boolean inBytes, boolean isOnly, CacheStatistics statistics)
        implements TierFigures {

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
        return statistics.get(Counter.PROMOTIONS);
    }

    @Override
    public long demotions() {
        return statistics.get(Counter.DEMOTIONS);
    }

    @Override
    public long evictions() {
        return isOnly ? statistics.get(Counter.EVICTIONS) : 0;
    }
}
