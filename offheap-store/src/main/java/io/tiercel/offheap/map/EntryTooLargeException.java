package io.tiercel.offheap.map;

import javax.cache.CacheException;

/** Thrown where an entry is put that is larger than what the tier takes. */
public final class EntryTooLargeException extends CacheException {

    private static final long serialVersionUID = 1L;

    public EntryTooLargeException(String message) {
        super(message);
    }
}
