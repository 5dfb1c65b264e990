package io.tiercel;

import io.tiercel.tier.TierFigures;
import io.tiercel.tier.TierOpening;

/**
 * What a tier holds at a moment, and what moved through it.
 *
 * @param name which tier it is: {@code heap}, {@code off-heap} or {@code disk}
 * @param opening what it began with when the cache was created
 * @param entries how many entries it holds, expired ones that nobody has come across yet included
 * @param weight what they count against the bound: bytes if it is in bytes, else their number
 * @param capacity the bound
 * @param inBytes whether weight and capacity are in bytes
 * @param hits how many gets it answered; for the heap, while statistics are on
 * @param promotions how many entries came up to it from the tier below
 * @param demotions how many of its entries gave way to others, and are in the tier below still
 * @param evictions how many entries left it, and with it the cache, for want of space; for a heap with no tier below, while
 *     statistics are on
 */
public record TierState(
        String name,
        TierOpening opening,
        long entries,
        long weight,
        long capacity,
        boolean inBytes,
        long hits,
        long promotions,
        long demotions,
        long evictions) {

    static TierState of(TierFigures tier) {
        return new TierState(
                tier.name(),
                tier.opening(),
                tier.entries(),
                tier.weight(),
                tier.capacity(),
                tier.inBytes(),
                tier.hits(),
                tier.promotions(),
                tier.demotions(),
                tier.evictions());
    }
}
