package io.tiercel.spec;

import io.tiercel.TestProviders;
import io.tiercel.TiercelConfigurationBuilder;
import io.tiercel.tier.MapTierModule;
import io.tiercel.time.ManualClock;
import javax.cache.spi.CachingProvider;
import org.junit.jupiter.api.Nested;

/** The heap alone, and over a lower tier that answers every other read. */
final class CacheModelTest {

    @Nested
    class OnTheHeap extends CacheModelContract {
        @Override
        protected void giveTiers(TiercelConfigurationBuilder<Integer, String> builder, int seed) {
            builder.offHeapNone();
            if (seed % 3 == 1) {
                builder.byReference();
            }
        }

        @Override
        protected CachingProvider provider(ManualClock clock) {
            return TestProviders.agingBy(clock);
        }
    }

    @Nested
    class OverALowerTier extends CacheModelContract {
        @Override
        protected void giveTiers(TiercelConfigurationBuilder<Integer, String> builder, int seed) {
            builder.offHeapSize(1 << 20);
        }

        @Override
        protected CachingProvider provider(ManualClock clock) {
            return TestProviders.tiered(clock, new MapTierModule(1_000_000, store -> store.forgetCopies(2)));
        }
    }
}
