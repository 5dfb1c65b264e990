package io.tiercel.configuration;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Settles what keeps entries fresh. What was said for a cache must be possible; what it only inherits and has no use for
 * is ignored.
 *
 * @param layers the most specific first, the built-in defaults last
 */
record FreshnessRules(List<SettingsLayer> layers) {

    private static final String NEEDS_LOADER = "needs a loader that reads go through";
    private static final String NEEDS_AGE = "needs expiry: { after-write: ... } or { after-creation: ... }";

    /** Refuses a soft timeout that would never be reached. */
    void checkTimeouts() {
        SettingsLayer soft = firstThatSays(settings -> settings.loader().softTimeout() != null);
        SettingsLayer hard = firstThatSays(settings -> settings.loader().timeout() != null);
        if (soft == null || hard == null) {
            return;
        }
        Duration softTimeout = soft.settings().loader().softTimeout();
        Duration timeout = hard.settings().loader().timeout();
        if (softTimeout != null && timeout != null && softTimeout.compareTo(timeout) >= 0) {
            throw new ConfigurationException(
                    soft.placeOf("loader"),
                    "the soft-timeout must be below the timeout, soft-timeout=" + softTimeout.toMillis()
                            + "ms, timeout=" + timeout.toMillis() + "ms at " + hard.placeOf("loader"));
        }
    }

    /**
     * Returns the settings without what has no use in them.
     *
     * @param merged the settings with read-through settled
     * @param own how many of the layers speak of this cache alone; what these say must be of use
     */
    CacheSettings settle(CacheSettings merged, int own) {
        for (SettingsLayer layer : layers.subList(0, own)) {
            checkOwn(layer, merged);
        }
        boolean ages = hasLoader(merged) && hasAge(merged);
        FreshnessSettings freshness = ages ? merged.freshness() : FreshnessSettings.UNSET;
        LoaderSettings loader = merged.loader();
        return merged.toBuilder()
                .freshness(freshness)
                .loader(loader.withEarly(ages ? loader.early() : null)
                        .withAbsentFor(hasLoader(merged) ? loader.absentFor() : null)
                        .withSoftTimeout(freshness.servesStale() ? loader.softTimeout() : null))
                .build();
    }

    private static void checkOwn(SettingsLayer layer, CacheSettings merged) {
        FreshnessSettings freshness = layer.settings().freshness();
        LoaderSettings loader = layer.settings().loader();
        if (freshness.refreshesAhead()) {
            checkAged(layer, "refresh-ahead", "refresh-ahead", merged);
        }
        if (freshness.servesStale()) {
            checkAged(layer, "stale", "stale", merged);
        }
        if (loader.early() == EarlyLoading.XFETCH) {
            checkAged(layer, "loader", "early", merged);
        }
        if (FreshnessSettings.isPositive(loader.absentFor())) {
            require(hasLoader(merged), layer, "loader", "absent-for", NEEDS_LOADER);
        }
        if (loader.softTimeout() != null) {
            require(
                    hasLoader(merged) && merged.freshness().servesStale(),
                    layer,
                    "loader",
                    "soft-timeout",
                    "needs stale values to return meanwhile: stale: { while-revalidate: ..., if-error: ... }");
        }
    }

    private static void checkAged(SettingsLayer layer, String place, String key, CacheSettings merged) {
        require(hasLoader(merged), layer, place, key, NEEDS_LOADER);
        require(hasAge(merged), layer, place, key, NEEDS_AGE);
    }

    private static void require(boolean given, SettingsLayer layer, String place, String key, String need) {
        if (!given) {
            throw new ConfigurationException(layer.placeOf(place), "'" + key + "' " + need);
        }
    }

    private static boolean hasLoader(CacheSettings merged) {
        return merged.loader().loader() != null
                && Boolean.TRUE.equals(merged.loader().readThrough());
    }

    private static boolean hasAge(CacheSettings merged) {
        return merged.expiry().rule() instanceof ExpiryRule.Durations durations
                && (durations.afterWrite() != null || durations.afterCreation() != null);
    }

    private @Nullable SettingsLayer firstThatSays(Predicate<CacheSettings> part) {
        for (SettingsLayer layer : layers) {
            if (part.test(layer.settings())) {
                return layer;
            }
        }
        return null;
    }
}
