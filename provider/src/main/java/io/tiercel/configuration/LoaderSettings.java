package io.tiercel.configuration;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where absent values come from. Null means "not said". Immutable.
 *
 * @param loader the loader
 * @param timeout how long a load may take; without one a loader runs in its caller's thread for as long as it takes
 * @param readThrough whether a read of an absent key loads it; a loader without it serves {@code loadAll} only
 */
public record LoaderSettings(
        @Nullable Component<?> loader,
        @Nullable Duration timeout,
        @Nullable Boolean readThrough) {

    /** Says nothing. */
    public static final LoaderSettings UNSET = new LoaderSettings(null, null, null);

    public LoaderSettings {
        if (timeout != null) {
            DurationSyntax.checkPositive("timeout", timeout);
        }
    }

    /** Returns what these settings say, and what the defaults say where these say nothing. */
    public LoaderSettings over(LoaderSettings defaults) {
        return new LoaderSettings(
                CacheSettings.either(loader, defaults.loader),
                CacheSettings.either(timeout, defaults.timeout),
                CacheSettings.either(readThrough, defaults.readThrough));
    }
}
