package io.tiercel.tier;

import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * Thrown where this JVM lets no tier outside the heap work, whatever its size. The message says what to do. A cache that does
 * not insist on such a tier does without.
 */
public class TiersUnavailableException extends CacheException {

    private static final long serialVersionUID = 1L;

    public TiersUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
