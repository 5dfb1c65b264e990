package io.tiercel.configuration;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of entries that are about to expire, or have, in a cache with a loader. Null means "not said". Immutable.
 *
 * @param refreshAhead the fraction of its time to live after which a read has an entry loaded anew, above 0; 1 is never
 * @param staleWhileRevalidate how long after its time a value is served while it is loaded anew; zero does not serve it
 * @param staleIfError how long after its time a value is served if it cannot be loaded anew; zero does not serve it
 */
public record FreshnessSettings(
        @Nullable Double refreshAhead,
        @Nullable Duration staleWhileRevalidate,
        @Nullable Duration staleIfError) {

    /** Says nothing. */
    public static final FreshnessSettings UNSET = new FreshnessSettings(null, null, null);

    public FreshnessSettings {
        if (refreshAhead != null && !(refreshAhead > 0 && refreshAhead <= 1)) {
            throw new IllegalArgumentException(
                    "must be above 0 and at most 1, a fraction of the time to live such as 0.8, refresh-ahead="
                            + refreshAhead);
        }
        if (staleWhileRevalidate != null) {
            DurationSyntax.checkLength(staleWhileRevalidate);
        }
        if (staleIfError != null) {
            DurationSyntax.checkLength(staleIfError);
        }
    }

    /** Returns these settings with another fraction of the time to live. */
    public FreshnessSettings withRefreshAhead(@Nullable Double said) {
        return new FreshnessSettings(said, staleWhileRevalidate, staleIfError);
    }

    /** Returns these settings with another time to serve a value while it is loaded anew. */
    public FreshnessSettings withStaleWhileRevalidate(@Nullable Duration said) {
        return new FreshnessSettings(refreshAhead, said, staleIfError);
    }

    /** Returns these settings with another time to serve a value that cannot be loaded anew. */
    public FreshnessSettings withStaleIfError(@Nullable Duration said) {
        return new FreshnessSettings(refreshAhead, staleWhileRevalidate, said);
    }

    /** Returns what these settings say, and what the defaults say where these say nothing. */
    public FreshnessSettings over(FreshnessSettings defaults) {
        return new FreshnessSettings(
                CacheSettings.either(refreshAhead, defaults.refreshAhead),
                CacheSettings.either(staleWhileRevalidate, defaults.staleWhileRevalidate),
                CacheSettings.either(staleIfError, defaults.staleIfError));
    }

    /** Returns whether entries are loaded anew while they are fresh. */
    public boolean refreshesAhead() {
        return refreshAhead != null && refreshAhead < 1;
    }

    /** Returns whether values are served after their time. */
    public boolean servesStale() {
        return isPositive(staleWhileRevalidate) || isPositive(staleIfError);
    }

    static boolean isPositive(@Nullable Duration duration) {
        return duration != null && !duration.isZero();
    }
}
