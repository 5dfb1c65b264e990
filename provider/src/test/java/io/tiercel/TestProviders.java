package io.tiercel;

import io.tiercel.tier.MapTierModule;
import io.tiercel.tier.TierModule;
import io.tiercel.time.Clock;
import javax.cache.spi.CachingProvider;

/** Providers that are made for tests, each with managers of its own. */
public final class TestProviders {

    private static final String TIERS = "tiercel.test.tiers";
    private static final long MOST_ENTRIES = 1_000_000;

    private TestProviders() {}

    /**
     * Returns a provider whose entries age by the given clock. With the system property {@value #TIERS} its by-value caches
     * have a lower tier: {@code below} answers nearly every read from there, {@code mixed} every other one.
     */
    public static CachingProvider agingBy(Clock clock) {
        return switch (System.getProperty(TIERS, "heap")) {
            case "heap" -> new TiercelCachingProvider(clock);
            case "below" -> tiered(clock, new MapTierModule(MOST_ENTRIES, store -> store.forgetCopies(1)));
            case "mixed" -> tiered(clock, new MapTierModule(MOST_ENTRIES, store -> store.forgetCopies(2)));
            default -> throw new IllegalArgumentException(TIERS + "=" + System.getProperty(TIERS));
        };
    }

    /** Returns a provider whose by-value caches have a lower tier. */
    public static CachingProvider tiered(Clock clock, TierModule module) {
        return new TiercelCachingProvider(clock, new LowerTiers.Source(module));
    }
}
