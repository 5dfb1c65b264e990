package io.tiercel.examples.quickstart;

/**
 * All that the report tells.
 *
 * @param classes how many classes there are to walk to
 * @param counts the statistics of the cache when the walk through it had ended
 * @param entries how many entries the cache held then
 * @param cached the walk through the cache
 * @param uncached the same walk without it
 */
record Results(int classes, CacheCounts counts, long entries, TimedWalk cached, TimedWalk uncached) {}
