package io.tiercel.examples.quickstart;

import java.util.List;

/**
 * All that the report tells.
 *
 * @param classes how many classes there are to walk to
 * @param counts the statistics of the cache when the walk through it had ended
 * @param tiers what its tiers held then
 * @param cached the walk through the cache
 * @param uncached the same walk without it
 */
record Results(int classes, CacheCounts counts, List<TierCounts> tiers, TimedWalk cached, TimedWalk uncached) {}
