package io.tiercel.tier;

/** Makes the tiers outside the heap for the caches of one manager, and holds what they share. Thread-safe. */
public interface ManagerTiers extends AutoCloseable {

    /**
     * Makes the tiers of one cache, as one. They are closed with the cache.
     *
     * @throws TiersUnavailableException if this JVM lets no such tier work
     * @throws javax.cache.CacheException if that cannot be, saying why
     */
    LowerStore open(TierRequest request);

    /** Gives back what the caches shared. Their tiers are closed by then. */
    @Override
    void close();
}
