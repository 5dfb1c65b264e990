package io.tiercel.configuration;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where absent values come from. Null means "not said". Immutable.
 *
 * @param loader the loader
 * @param softTimeout how long a read waits for a load while it has a stale value that it may return instead
 * @param timeout how long a load may take; without one a loader runs in its caller's thread for as long as it takes
 * @param early whether values are loaded anew before their time is over, by chance
 * @param absentFor how long it is remembered that the loader has no value for a key; zero does not remember it
 * @param readThrough whether a read of an absent key loads it; a loader without it serves {@code loadAll} only
 */
public record LoaderSettings(
        @Nullable Component<?> loader,
        @Nullable Duration softTimeout,
        @Nullable Duration timeout,
        @Nullable EarlyLoading early,
        @Nullable Duration absentFor,
        @Nullable Boolean readThrough) {

    /** Says nothing. */
    public static final LoaderSettings UNSET = new LoaderSettings(null, null, null, null, null, null);

    public LoaderSettings {
        if (softTimeout != null) {
            DurationSyntax.checkPositive("soft-timeout", softTimeout);
        }
        if (timeout != null) {
            DurationSyntax.checkPositive("timeout", timeout);
        }
        if (absentFor != null) {
            DurationSyntax.checkLength(absentFor);
        }
    }

    /** Returns whether nothing is said. */
    boolean saysNothing() {
        return loader == null
                && softTimeout == null
                && timeout == null
                && early == null
                && absentFor == null
                && readThrough == null;
    }

    /** Returns these settings with another loader. */
    public LoaderSettings withLoader(@Nullable Component<?> said) {
        return new LoaderSettings(said, softTimeout, timeout, early, absentFor, readThrough);
    }

    /** Returns these settings with another soft timeout. */
    public LoaderSettings withSoftTimeout(@Nullable Duration said) {
        return new LoaderSettings(loader, said, timeout, early, absentFor, readThrough);
    }

    /** Returns these settings with another timeout. */
    public LoaderSettings withTimeout(@Nullable Duration said) {
        return new LoaderSettings(loader, softTimeout, said, early, absentFor, readThrough);
    }

    /** Returns these settings with other early loads. */
    public LoaderSettings withEarly(@Nullable EarlyLoading said) {
        return new LoaderSettings(loader, softTimeout, timeout, said, absentFor, readThrough);
    }

    /** Returns these settings with another time that absence is remembered for. */
    public LoaderSettings withAbsentFor(@Nullable Duration said) {
        return new LoaderSettings(loader, softTimeout, timeout, early, said, readThrough);
    }

    /** Returns these settings with read-through on, off or not said. */
    public LoaderSettings withReadThrough(@Nullable Boolean said) {
        return new LoaderSettings(loader, softTimeout, timeout, early, absentFor, said);
    }

    /** Returns what these settings say, and what the defaults say where these say nothing. */
    public LoaderSettings over(LoaderSettings defaults) {
        return new LoaderSettings(
                CacheSettings.either(loader, defaults.loader),
                CacheSettings.either(softTimeout, defaults.softTimeout),
                CacheSettings.either(timeout, defaults.timeout),
                CacheSettings.either(early, defaults.early),
                CacheSettings.either(absentFor, defaults.absentFor),
                CacheSettings.either(readThrough, defaults.readThrough));
    }
}
