package io.tiercel.configuration;

import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/** Thrown when a configuration cannot be read, contradicts itself or names what does not exist. Says where and what is allowed. */
public final class ConfigurationException extends CacheException {

    private static final long serialVersionUID = 1L;

    private final boolean placed;

    /** Creates an exception about no particular place. */
    public ConfigurationException(String message) {
        super(message);
        placed = false;
    }

    /** Creates an exception about what was said at a place. */
    public ConfigurationException(Place place, String problem) {
        super(place + ": " + problem);
        placed = true;
    }

    /** Creates an exception about what was said at a place, with what led to it. */
    public ConfigurationException(Place place, String problem, @Nullable Throwable cause) {
        super(place + ": " + problem, cause);
        placed = true;
    }

    /** Returns this exception if it says where, else one about what was said at a place. */
    public ConfigurationException at(Place place) {
        return placed ? this : new ConfigurationException(place, String.valueOf(getMessage()), this);
    }
}
