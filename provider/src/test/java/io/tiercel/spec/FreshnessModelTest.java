package io.tiercel.spec;

import io.tiercel.TestProviders;
import io.tiercel.TiercelConfigurationBuilder;
import io.tiercel.tier.MapTierModule;
import io.tiercel.time.ManualClock;
import javax.cache.spi.CachingProvider;
import org.junit.jupiter.api.Nested;

/** The heap alone, and over lower tiers: one that has all and answers every other read, and one that evicts. */
final class FreshnessModelTest {

    @Nested
    class OnTheHeap extends FreshnessContract {
        @Override
        protected void giveTiers(TiercelConfigurationBuilder<Integer, String> builder) {
            builder.heapEntries(50).offHeapNone();
        }

        @Override
        protected CachingProvider provider(ManualClock clock) {
            return TestProviders.agingBy(clock);
        }
    }

    abstract static class OverAMap extends FreshnessContract {
        private final MapTierModule module;

        OverAMap(MapTierModule module) {
            this.module = module;
        }

        @Override
        protected void giveTiers(TiercelConfigurationBuilder<Integer, String> builder) {
            builder.offHeapSize(1 << 20);
        }

        @Override
        protected CachingProvider provider(ManualClock clock) {
            return TestProviders.tiered(clock, module);
        }
    }

    @Nested
    class OverALargeMap extends OverAMap {
        OverALargeMap() {
            super(new MapTierModule(1_000_000, store -> store.forgetCopies(2)));
        }

        @Override
        protected boolean evicts() {
            return false;
        }
    }

    @Nested
    class OverASmallMap extends OverAMap {
        OverASmallMap() {
            super(new MapTierModule(8, store -> {}));
        }
    }
}
