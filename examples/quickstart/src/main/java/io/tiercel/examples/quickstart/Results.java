package io.tiercel.examples.quickstart;

import io.tiercel.TierState;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that the report tells.
 *
 * @param classes how many classes there are to walk to
 * @param runs how this run compares
 * @param counts the statistics of the cache when the walk through it had ended
 * @param tiers what its tiers held then, and moved until then
 * @param latencies how long gets took then that each tier answered, by its name
 * @param walks the walks
 * @param invalidations what was invalidated at the end
 */
record Results(
        int classes,
        Runs runs,
        CacheCounts counts,
        List<TierState> tiers,
        Map<String, LatencySample> latencies,
        Walks walks,
        List<Invalidation> invalidations) {

    /**
     * Two runs.
     *
     * @param start what this one began with
     * @param current this one
     * @param cold the last one that began with nothing, if one before this is known
     */
    record Runs(Start start, RunFigures current, @Nullable RunFigures cold) {}

    /**
     * The two walks of a run.
     *
     * @param cached the one through the cache
     * @param uncached the same without it
     */
    record Walks(TimedWalk cached, TimedWalk uncached) {}
}
