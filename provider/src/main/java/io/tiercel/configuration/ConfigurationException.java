package io.tiercel.configuration;

import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/** Thrown when a configuration cannot be read, contradicts itself or names what does not exist. Says where and what is allowed. */
public final class ConfigurationException extends CacheException {

    private static final long serialVersionUID = 1L;

    /** Creates an exception about no particular place. */
    public ConfigurationException(String message) {
        super(message);
    }

    /** Creates an exception about what was said at a place. */
    public ConfigurationException(Place place, String problem) {
        super(place + ": " + problem);
    }

    /** Creates an exception about what was said at a place, with what led to it. */
    public ConfigurationException(Place place, String problem, @Nullable Throwable cause) {
        super(place + ": " + problem, cause);
    }
}
