package io.tiercel.configuration;

import org.jspecify.annotations.Nullable;

/**
 * Which keys are loaded after one that was missing. Null means "not said". Immutable.
 *
 * @param function names them
 * @param queue how many missing keys may wait for theirs, at least 1
 */
public record RelatedSettings(
        @Nullable Component<?> function, @Nullable Integer queue) {

    /** Says nothing. */
    public static final RelatedSettings UNSET = new RelatedSettings(null, null);

    public RelatedSettings {
        if (queue != null && queue < 1) {
            throw new IllegalArgumentException("the queue must have room for 1 at least, queue=" + queue);
        }
    }

    /** Returns what these settings say, and what the defaults say where these say nothing. */
    public RelatedSettings over(RelatedSettings defaults) {
        return new RelatedSettings(
                CacheSettings.either(function, defaults.function), CacheSettings.either(queue, defaults.queue));
    }
}
