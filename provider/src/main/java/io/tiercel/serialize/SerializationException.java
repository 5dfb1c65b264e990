package io.tiercel.serialize;

import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * Tells that an object cannot be held by value, or that bytes cannot be decoded. The message names the type and what
 * can be done; where an object graph is at fault it names the path of fields that leads to the culprit.
 */
public final class SerializationException extends CacheException {

    private static final long serialVersionUID = 1L;

    public SerializationException(String message) {
        super(message);
    }

    public SerializationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Returns this failure with a message that begins with the cache that it happened in. */
    SerializationException in(String cacheName) {
        SerializationException named =
                new SerializationException("The cache '" + cacheName + "': " + getMessage(), getCause());
        named.setStackTrace(getStackTrace());
        return named;
    }
}
