package io.tiercel;

import static java.util.Objects.requireNonNull;

import io.tiercel.load.Lease;
import io.tiercel.statistics.CacheStatistics;
import io.tiercel.warming.Warming;
import io.tiercel.write.WriteQueue;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
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
     * loader runs in the calling thread, or on another one if the cache has a timeout of its loads, which then holds for
     * this one too. No lock is held meanwhile.
     *
     * @return the value, null if the loader returned null
     * @throws javax.cache.integration.CacheLoaderException if another thread's loader failed, or the timeout was over; what the
     *     loader of this call throws comes out as it is
     */
    @Nullable
    V get(K key, Function<? super K, ? extends @Nullable V> loader);

    /** Puts a value with options of its own. Otherwise like {@link #put(Object, Object)}. */
    void put(K key, V value, PutOptions options);

    /** Puts a value with tags, by which it can be invalidated. Otherwise like {@link #put(Object, Object)}. */
    default void put(K key, V value, Set<String> tags) {
        put(key, value, PutOptions.tags(tags));
    }

    /**
     * Takes a lease of a key, to be taken before the value is read from where it comes from. Close it after use.
     *
     * @see #tryPut
     */
    Lease lease(K key);

    /**
     * Puts a value that was read from its source, unless the key was written, removed or invalidated since the lease was
     * taken, or a tag of the value was invalidated. Such a put is a fill: the writer is not told, and it does not count as a put.
     *
     * @return whether it was put
     * @throws IllegalArgumentException if the lease is of another key or cache
     */
    default boolean tryPut(K key, V value, Lease lease) {
        return tryPut(key, value, lease, PutOptions.NONE);
    }

    /** Puts a value that was read from its source, with options of its own, as {@link #tryPut(Object, Object, Lease)}. */
    boolean tryPut(K key, V value, Lease lease, PutOptions options);

    /**
     * Takes the entry of a key out of the cache because its source has changed. The writer is not told, and no event of
     * JSR-107 is fired. What is being loaded for the key is not kept; nor is a value put under a lease that was taken
     * before.
     *
     * @return whether there was an entry
     */
    boolean invalidate(K key);

    /**
     * Invalidates all entries that carry a tag, as {@link #invalidate} does. Holds for every reader on every tier when it
     * returns, and across restarts of a disk tier. Takes the same time for one entry and for ten million; their memory comes
     * back in the background.
     *
     * @return how many entries that were: exact, unless some were hidden by another tag already, or were evicted from a
     *     tier outside the heap, and no sweep has come by since; then an upper bound
     * @throws IllegalArgumentException if the tag is empty or has more than 1,024 characters
     * @throws javax.cache.CacheException if the folder of a disk tier cannot be written to; the invalidation may then be
     *     forgotten when the process ends
     */
    default long invalidateTag(String tag) {
        return invalidateTags(Set.of(requireNonNull(tag, "tag")));
    }

    /** Invalidates all entries that carry one of the tags. An entry that carries several counts for each of them. */
    long invalidateTags(Set<String> tags);

    /**
     * Invalidates all entries whose key matches a pattern, as {@link #invalidate} does. Goes through all entries.
     *
     * @param glob the pattern of the key's {@code toString}: {@code *} for any characters, {@code ?} for one, a backslash
     *     before a character that is meant as it is
     * @return how many entries that were
     * @throws IllegalArgumentException if the pattern is empty, or ends in a backslash with nothing to stand before
     */
    long invalidateMatching(String glob);

    /**
     * Invalidates all entries of which a predicate says so, as {@link #invalidate} does, and all that is being loaded. Goes
     * through all entries. The predicate runs under no lock.
     *
     * @return how many entries that were
     */
    long invalidateMatching(BiPredicate<? super K, ? super V> predicate);

    /** Returns how many entries {@link #invalidateMatching(String)} would find. Goes through all entries. */
    long countMatching(String glob);

    /** Returns how many entries carry a tag, as {@link #invalidateTag} would. Takes constant time. */
    long countByTag(String tag);

    /** Returns the tags that most entries carry, with their counts, the largest first. */
    Map<String, Long> tagCounts(int most);

    /**
     * Returns keys of entries that carry a tag: goes through all entries until it has enough keys, or the time is over.
     */
    List<K> listKeys(String tag, int most, Duration timeLimit);

    /**
     * Returns what warms the cache. A cache that has a loader can be warmed with given keys even if its configuration says
     * nothing of warming.
     */
    Warming<K> warming();

    /** Returns the tiers of the cache, the fastest first, as they are now. */
    List<TierState> tiers();

    /**
     * Returns the changes that are written behind, null if the cache is not written behind. Operations of the cache see them:
     * what a key has is its entry, or else the value of it that waits here. Iteration and events are about entries.
     */
    @Nullable
    WriteQueue writeBehind();

    /** Returns the statistics of the cache; all zero until they are switched on. */
    CacheStatistics statistics();
}
