package io.tiercel.configuration;

import org.jspecify.annotations.Nullable;

/**
 * How a cache is warmed. Null means "not said". Immutable.
 *
 * @param enabled whether it is; false takes away what it would inherit
 * @param hotKeys which keys are kept because they are read often
 * @param rate how many keys are loaded in a second, at most; from 1 to {@link #FASTEST}
 * @param atStart whether a warm-up starts with the cache
 * @param repeat when one starts again
 * @param accessLog a log that names keys
 * @param keys the application's own source of keys
 * @param related which keys are loaded after one that was missing
 */
public record WarmingSettings(
        @Nullable Boolean enabled,
        HotKeySettings hotKeys,
        @Nullable Integer rate,
        @Nullable Boolean atStart,
        RepeatSettings repeat,
        @Nullable AccessLogSettings accessLog,
        @Nullable Component<?> keys,
        RelatedSettings related) {

    /** The highest rate. */
    public static final int FASTEST = 1_000_000;

    /** Says nothing. */
    public static final WarmingSettings UNSET = new WarmingSettings(
            null, HotKeySettings.UNSET, null, null, RepeatSettings.UNSET, null, null, RelatedSettings.UNSET);

    /** Says that there is none. */
    public static final WarmingSettings NONE = new WarmingSettings(
            false, HotKeySettings.UNSET, null, null, RepeatSettings.UNSET, null, null, RelatedSettings.UNSET);

    public WarmingSettings {
        if (rate != null && (rate < 1 || rate > FASTEST)) {
            throw new IllegalArgumentException("the rate must be between 1 and " + FASTEST + " a second, rate=" + rate);
        }
    }

    /** Returns what these settings say, and what the defaults say where these say nothing. */
    public WarmingSettings over(WarmingSettings defaults) {
        if (Boolean.FALSE.equals(enabled)) {
            return this;
        }
        return new WarmingSettings(
                CacheSettings.either(enabled, defaults.enabled),
                hotKeys.over(defaults.hotKeys),
                CacheSettings.either(rate, defaults.rate),
                CacheSettings.either(atStart, defaults.atStart),
                repeat.over(defaults.repeat),
                CacheSettings.either(accessLog, defaults.accessLog),
                CacheSettings.either(keys, defaults.keys),
                related.over(defaults.related));
    }

    /** Returns whether a cache is to be warmed. */
    public boolean isOn() {
        return Boolean.TRUE.equals(enabled);
    }
}
