package io.tiercel;

import io.tiercel.time.Clock;
import javax.cache.spi.CachingProvider;

/** Providers that are made for tests, each with managers of its own. */
public final class TestProviders {

    private TestProviders() {}

    /** Returns a provider whose entries age by the given clock. */
    public static CachingProvider agingBy(Clock clock) {
        return new TiercelCachingProvider(clock);
    }
}
