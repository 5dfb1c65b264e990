package io.tiercel;

import io.tiercel.load.Lease;
import io.tiercel.statistics.CacheStatistics;
import java.util.List;
import java.util.function.Function;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/**
 * A cache of this provider, with what JSR-107 lacks; {@code cache.unwrap(TiercelCache.class)} leads here.
 *
 * <p>Thread-safe. Operations on one key take constant time. A hit that changes no expiry takes no lock and allocates
 * nothing, unless a mutable value is copied for it.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public interface TiercelCache<K, V> extends Cache<K, V> {

    /**
     * Returns the value of the key, and calls the loader for an absent one: once, however many threads ask for it. The
     * loader runs in the calling thread, and no lock is held meanwhile.
     *
     * @return the value, null if the loader returned null
     * @throws javax.cache.integration.CacheLoaderException if another thread's loader failed; what the thread's own
     *     loader throws comes out as it is
     */
    @Nullable
    V get(K key, Function<? super K, ? extends @Nullable V> loader);

    /** Puts a value with options of its own. Otherwise like {@link #put(Object, Object)}. */
    void put(K key, V value, PutOptions options);

    /**
     * Takes a lease of a key, to be taken before the value is read from where it comes from. Close it after use.
     *
     * @see #tryPut
     */
    Lease lease(K key);

    /**
     * Puts a value that was read from its source, unless the key was written, removed or invalidated since the lease was
     * taken. Such a put is a fill: the writer is not told, and it does not count as a put.
     *
     * @return whether it was put
     * @throws IllegalArgumentException if the lease is of another key or cache
     */
    boolean tryPut(K key, V value, Lease lease);

    /** Returns the tiers of the cache, the fastest first, as they are now. */
    List<TierState> tiers();

    /** Returns the statistics of the cache; all zero until they are switched on. */
    CacheStatistics statistics();
}
