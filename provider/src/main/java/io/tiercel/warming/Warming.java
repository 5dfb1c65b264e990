package io.tiercel.warming;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * The warming of a cache. A warm-up goes through keys and loads those that have no entry, through the loader, in the
 * background, no faster than the configuration says. There is one at a time.
 *
 * <p>A load of a warm-up is a load like any other: it takes a lease, so that nothing is overtaken that is written, removed
 * or invalidated meanwhile, and whoever asks for its key waits for it. A load that fails is counted, and the next one
 * begins. After ten failures in a row a warm-up waits for a second before it tries again, after each further one twice as
 * long, up to a minute; after ten such waits it gives up.
 *
 * <p>Thread-safe. No method waits for a load.
 *
 * @param <K> the type of keys
 */
public interface Warming<K> {

    /** Returns how far the warm-up is that is under way, or how far the last one came. */
    WarmingProgress progress();

    /**
     * Starts a warm-up with the keys that the configuration names: those of the key source, then the hot ones, the hottest
     * first, then those of the access log.
     *
     * @return completes when it is over, however it ended; never exceptionally
     * @throws IllegalStateException if one is under way, the cache has no loader, or it is closed
     */
    CompletionStage<WarmingProgress> start();

    /**
     * Starts a warm-up with these keys, in their order.
     *
     * @see #start()
     */
    CompletionStage<WarmingProgress> start(Collection<? extends K> keys);

    /** Lets a warm-up rest, when the loads under way are done. Returns whether one was running. */
    boolean pause();

    /** Lets a warm-up go on. Returns whether one was paused. */
    boolean resume();

    /** Ends a warm-up; loads under way are still kept. Returns whether one was under way. */
    boolean cancel();

    /** Returns the outcome of the warm-up that is under way, or of the last one; see {@link #start()}. */
    CompletionStage<WarmingProgress> outcome();

    /** Returns the keys that are read most, the hottest first; none if the cache does not look for them. */
    List<HotKey<K>> hotKeys(int most);

    /**
     * Keeps the hot keys in their file now; does nothing if there is none.
     *
     * @throws java.io.UncheckedIOException if it cannot be written
     * @throws IllegalStateException if the cache is closed
     */
    void save();

    /** Returns what has become of the keys that are related to missing ones. */
    RelatedProgress related();
}
