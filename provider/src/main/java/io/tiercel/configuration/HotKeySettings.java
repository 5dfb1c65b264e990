package io.tiercel.configuration;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which keys are looked for because they are read often, and where they are kept. Null means "not said". Immutable.
 *
 * @param count how many, from 0 to {@link #MOST}; 0 looks for none
 * @param path the folder that holds a file for each cache; a relative one starts at the working directory
 * @param saveEvery how long after one another they are kept there
 */
public record HotKeySettings(
        @Nullable Integer count,
        @Nullable Path path,
        @Nullable Duration saveEvery) {

    /** The most keys that are looked for. */
    public static final int MOST = 1_000_000;

    /** Says nothing. */
    public static final HotKeySettings UNSET = new HotKeySettings(null, null, null);

    public HotKeySettings {
        if (count != null && (count < 0 || count > MOST)) {
            throw new IllegalArgumentException("hot-keys must be between 0 and " + MOST + ", hot-keys=" + count);
        }
        if (saveEvery != null) {
            DurationSyntax.checkPositive("save-every", saveEvery);
        }
    }

    /** Returns what these settings say, and what the defaults say where these say nothing. */
    public HotKeySettings over(HotKeySettings defaults) {
        return new HotKeySettings(
                CacheSettings.either(count, defaults.count),
                CacheSettings.either(path, defaults.path),
                CacheSettings.either(saveEvery, defaults.saveEvery));
    }
}
