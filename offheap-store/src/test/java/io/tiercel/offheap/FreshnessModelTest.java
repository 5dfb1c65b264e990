package io.tiercel.offheap;

import io.tiercel.TestProviders;
import io.tiercel.TiercelConfigurationBuilder;
import io.tiercel.spec.FreshnessContract;
import io.tiercel.time.ManualClock;
import java.nio.file.Path;
import javax.cache.spi.CachingProvider;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** No composition of tiers serves what was invalidated, while it evicts. */
class FreshnessModelTest {

    abstract static class Tiers extends FreshnessContract {
        @Override
        protected CachingProvider provider(ManualClock clock) {
            return TestProviders.agingBy(clock);
        }

        @Override
        protected int largeValue() {
            return 30_000;
        }
    }

    @Nested
    class OverMemory extends Tiers {
        @Override
        protected void giveTiers(TiercelConfigurationBuilder<Integer, String> builder) {
            builder.heapEntries(20).offHeapSize("1MiB");
        }
    }

    @Nested
    class OverDisk extends Tiers {
        @TempDir
        Path folder;

        @Override
        protected void giveTiers(TiercelConfigurationBuilder<Integer, String> builder) {
            builder.heapEntries(20).offHeapNone().disk("1MiB", folder);
        }
    }

    @Nested
    class OverMemoryOverDisk extends Tiers {
        @TempDir
        Path folder;

        @Override
        protected void giveTiers(TiercelConfigurationBuilder<Integer, String> builder) {
            builder.heapEntries(10).offHeapSize("1MiB").disk("1MiB", folder);
        }
    }

    @Nested
    class MemoryOverDisk extends Tiers {
        @TempDir
        Path folder;

        @Override
        protected void giveTiers(TiercelConfigurationBuilder<Integer, String> builder) {
            builder.heapNone().offHeapSize("1MiB").disk("1MiB", folder);
        }
    }
}
