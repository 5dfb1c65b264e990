package io.tiercel.management;

import io.tiercel.statistics.CacheStatistics;
import io.tiercel.statistics.Counter;
import io.tiercel.statistics.LatencyHistogram;
import io.tiercel.statistics.TimedOperation;
import javax.cache.management.CacheStatisticsMXBean;

/**
 * Shows a cache's statistics in the terms of JSR-107: gets are hits and misses, averages are microseconds, and what
 * has no value yet is 0. Safe for use by many threads.
 */
public final class CacheStatisticsBean implements CacheStatisticsMXBean {

    private static final double NANOS_PER_MICRO = 1_000;

    private final CacheStatistics statistics;

    public CacheStatisticsBean(CacheStatistics statistics) {
        this.statistics = statistics;
    }

    @Override
    public void clear() {
        statistics.reset();
    }

    @Override
    public long getCacheHits() {
        return statistics.get(Counter.HITS);
    }

    @Override
    public float getCacheHitPercentage() {
        long hits = getCacheHits();
        return percentage(hits, hits + getCacheMisses());
    }

    @Override
    public long getCacheMisses() {
        return statistics.get(Counter.MISSES);
    }

    @Override
    public float getCacheMissPercentage() {
        long misses = getCacheMisses();
        return percentage(misses, misses + getCacheHits());
    }

    @Override
    public long getCacheGets() {
        return getCacheHits() + getCacheMisses();
    }

    @Override
    public long getCachePuts() {
        return statistics.get(Counter.PUTS);
    }

    @Override
    public long getCacheRemovals() {
        return statistics.get(Counter.REMOVALS);
    }

    @Override
    public long getCacheEvictions() {
        return statistics.get(Counter.EVICTIONS);
    }

    @Override
    public float getAverageGetTime() {
        LatencyHistogram hits = statistics.latency(TimedOperation.GET_HIT);
        return averageMicros(hits.plus(statistics.latency(TimedOperation.GET_MISS)));
    }

    @Override
    public float getAveragePutTime() {
        return averageMicros(statistics.latency(TimedOperation.PUT));
    }

    @Override
    public float getAverageRemoveTime() {
        return averageMicros(statistics.latency(TimedOperation.REMOVE));
    }

    private static float percentage(long part, long whole) {
        return whole == 0 ? 0 : (float) (100.0 * part / whole);
    }

    private static float averageMicros(LatencyHistogram latency) {
        return (float) (latency.meanNanos() / NANOS_PER_MICRO);
    }
}
