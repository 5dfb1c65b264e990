package io.tiercel.tier;

import io.tiercel.concurrent.KeyLocks;
import io.tiercel.heap.HeapStore;
import io.tiercel.statistics.CacheStatistics;

/**
 * What two tiers are made into one store with.
 *
 * @param upper empty, with versioned entries
 * @param lower to which nobody is attached yet
 * @param locks those of the cache
 * @param form what comes up looks like
 * @param quantumMillis how far a deadline that moves with use may be ahead of the one below, about; 0 if none does
 * @param statistics those of the cache
 */
public record TierParts(
        HeapStore upper,
        LowerStore lower,
        KeyLocks locks,
        HeapForm form,
        long quantumMillis,
        CacheStatistics statistics) {}
