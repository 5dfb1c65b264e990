package io.tiercel;

import io.tiercel.rule.CacheEvents;
import javax.cache.CacheManager;

/**
 * A cache manager of this provider; {@code cacheManager.unwrap(TiercelCacheManager.class)} leads here.
 *
 * <p>Thread-safe. Closing it closes its caches and ends its threads; closing it again does nothing.
 */
public interface TiercelCacheManager extends CacheManager {

    /** Returns where its configuration comes from: the path of a file, the URL of another resource, or words for the defaults. */
    String configurationSource();

    /** Returns where events are published that invalidate entries of its caches, and the rules that say which. */
    CacheEvents events();
}
