package io.tiercel.tier;

/**
 * What a tier holds, and what moved through it. Each value is that of the moment it is read. Safe for use by many threads.
 */
public interface TierFigures {

    /** Returns which tier it is: {@code heap}, {@code off-heap} or {@code disk}. */
    String name();

    /** Returns what it began with. */
    default TierOpening opening() {
        return TierOpening.EMPTY;
    }

    /** Returns the number of entries, expired ones included. */
    long entries();

    /** Returns what the entries count against the bound. */
    long weight();

    /** Returns the bound. */
    long capacity();

    /** Returns whether weight and capacity are in bytes; else they are in entries. */
    default boolean inBytes() {
        return true;
    }

    /** Returns how many counted reads it answered. */
    long hits();

    /** Returns how many entries came up to it from the tier below. */
    long promotions();

    /** Returns how many of its entries gave way to others, and are in the tier below still. */
    long demotions();

    /** Returns how many entries left it, and with it the cache, for want of space. */
    long evictions();
}
