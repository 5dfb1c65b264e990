package io.tiercel.benchmarks.freshness;

import io.tiercel.TiercelConfigurationBuilder;
import io.tiercel.configuration.EarlyLoading;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A way to keep values fresh.
 *
 * @param title what is printed
 * @param asksForAbsent whether some of the keys that are read have no value
 * @param settings says it to a builder
 */
record Strategy(
        String title, boolean asksForAbsent, UnaryOperator<TiercelConfigurationBuilder<Integer, String>> settings) {

    private static final Duration TIME_TO_LIVE = Duration.ofSeconds(5);

    static List<Strategy> all() {
        return List.of(
                new Strategy("never expires, only hits", /* asksForAbsent= */ false, b -> b),
                expiring("expires", b -> b),
                expiring("expires, jitter 20 %", b -> b.expiryJitter(0.2)),
                expiring("early: xfetch", b -> b.loadEarly(EarlyLoading.XFETCH)),
                expiring("refresh-ahead: 0.8", b -> b.refreshAhead(0.8)),
                expiring("stale: while-revalidate", b -> b.staleWhileRevalidate(TIME_TO_LIVE)),
                new Strategy("1 read in 1,000 of an absent key", /* asksForAbsent= */ true, b -> b),
                new Strategy("the same, absent-for: 5s", /* asksForAbsent= */ true, b -> b.absentFor(TIME_TO_LIVE)));
    }

    private static Strategy expiring(
            String title, UnaryOperator<TiercelConfigurationBuilder<Integer, String>> settings) {
        return new Strategy(title, /* asksForAbsent= */ false, b -> settings.apply(b.expireAfterWrite(TIME_TO_LIVE)));
    }
}
