package io.tiercel.management;

/**
 * What one tier of a cache holds, for an operator: {@code io.tiercel:type=Tier,CacheManager=<URI>,Cache=<name>,
 * Tier=<name>}. Each value is that of the moment it is read.
 */
public interface TierMXBean {

    /** Returns how many entries the tier holds, expired ones that nobody has come across yet included. */
    long getEntries();

    /** Returns how many bytes the entries take, -1 if the tier is bounded by their number and does not weigh them. */
    long getBytes();

    /** Returns the bound in entries, -1 if it is in bytes. */
    long getMaxEntries();

    /** Returns the bound in bytes, -1 if it is in entries. */
    long getMaxBytes();

    /** Returns how many gets it answered; for the heap, while statistics are on. */
    long getHits();

    /** Returns how many entries came up to it from the tier below. */
    long getPromotions();

    /** Returns how many of its entries gave way and are in the tier below still. */
    long getDemotions();

    /**
     * Returns how many entries left it, and with it the cache, for want of space; for a heap with no tier below, while statistics
     * are on.
     */
    long getEvictions();
}
