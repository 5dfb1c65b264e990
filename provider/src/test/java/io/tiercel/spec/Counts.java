package io.tiercel.spec;

import io.tiercel.TiercelCache;
import javax.cache.management.CacheStatisticsMXBean;

/** What a cache has counted. */
record Counts(long hits, long misses, long puts, long removals) {

    static final Counts NONE = new Counts(0, 0, 0, 0);

    static Counts of(TiercelCache<?, ?> cache) {
        return of(CacheFixture.statisticsOf(cache));
    }

    static Counts of(CacheStatisticsMXBean bean) {
        return new Counts(bean.getCacheHits(), bean.getCacheMisses(), bean.getCachePuts(), bean.getCacheRemovals());
    }

    static Counts hits(long hits) {
        return new Counts(hits, 0, 0, 0);
    }

    static Counts misses(long misses) {
        return new Counts(0, misses, 0, 0);
    }

    Counts withPuts(long count) {
        return new Counts(hits, misses, count, removals);
    }

    Counts withRemovals(long count) {
        return new Counts(hits, misses, puts, count);
    }
}
