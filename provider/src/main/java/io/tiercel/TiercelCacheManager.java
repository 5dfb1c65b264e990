package io.tiercel;

import io.tiercel.rule.CacheEvents;
import javax.cache.CacheManager;

/**
 * A cache manager of this provider; {@code cacheManager.unwrap(TiercelCacheManager.class)} leads here.
 *
 * <p>Thread-safe. Closing it closes its caches and ends its threads; closing it again does nothing.
 */
public interface TiercelCacheManager extends CacheManager {

    /** Returns where its configuration comes from: the URI of a file, or words for the built-in defaults. */
    String configurationSource();

    /** Returns where events are published that invalidate entries of its caches, and the rules that say which. */
    CacheEvents events();
}
