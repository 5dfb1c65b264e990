package io.tiercel.store;

import javax.cache.CacheException;

/**
 * Thrown where an entry is put that is larger than what a tier takes. The key has no entry after that: an older one leaves.
 * What a loader brings is returned all the same, and not kept.
 */
public final class EntryTooLargeException extends CacheException {

    private static final long serialVersionUID = 1L;

    public EntryTooLargeException(String message) {
        super(message);
    }
}
