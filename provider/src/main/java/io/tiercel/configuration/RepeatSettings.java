package io.tiercel.configuration;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a cache is warmed again. Null means "not said". Immutable.
 *
 * @param time the moments
 * @param jitter by how much each is put off at random, at most; no longer than the time from each to the next counts
 */
public record RepeatSettings(
        @Nullable WarmingTime time, @Nullable Duration jitter) {

    /** Says nothing. */
    public static final RepeatSettings UNSET = new RepeatSettings(null, null);

    public RepeatSettings {
        if (jitter != null) {
            DurationSyntax.checkLength(jitter);
        }
    }

    /** Returns what these settings say, and what the defaults say where these say nothing. */
    public RepeatSettings over(RepeatSettings defaults) {
        return new RepeatSettings(
                CacheSettings.either(time, defaults.time), CacheSettings.either(jitter, defaults.jitter));
    }
}
