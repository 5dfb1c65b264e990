/**
 * What a cache counts and times while it works: counts are exact, times are sampled. Start reading at
 * {@link io.tiercel.statistics.CacheStatistics}; how counting stays cheap is told in
 * {@link io.tiercel.statistics.PerThreadCounters}.
 */
@NullMarked
package io.tiercel.statistics;

import org.jspecify.annotations.NullMarked;
