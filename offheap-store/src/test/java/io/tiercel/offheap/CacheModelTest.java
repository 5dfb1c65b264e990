package io.tiercel.offheap;

import io.tiercel.TestProviders;
import io.tiercel.TiercelConfigurationBuilder;
import io.tiercel.spec.CacheModelContract;
import io.tiercel.time.ManualClock;
import java.nio.file.Path;
import javax.cache.spi.CachingProvider;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** Each composition of tiers does what the model does. */
class CacheModelTest {

    abstract static class Tiers extends CacheModelContract {
        @Override
        protected CachingProvider provider(ManualClock clock) {
            return TestProviders.agingBy(clock);
        }
    }

    abstract static class Durable extends Tiers {
        @TempDir
        Path folder;

        @Override
        protected boolean isDurable() {
            return true;
        }
    }

    @Nested
    class OverMemory extends Tiers {
        @Override
        protected void giveTiers(TiercelConfigurationBuilder<Integer, String> builder, int seed) {
            builder.heapEntries(1 + seed % 4).offHeapSize("1MiB");
        }
    }

    @Nested
    class MemoryAlone extends Tiers {
        @Override
        protected void giveTiers(TiercelConfigurationBuilder<Integer, String> builder, int seed) {
            builder.heapNone().offHeapSize("1MiB");
        }
    }

    @Nested
    class OverDisk extends Durable {
        @Override
        protected void giveTiers(TiercelConfigurationBuilder<Integer, String> builder, int seed) {
            builder.heapEntries(1 + seed % 4).offHeapNone().disk("1MiB", folder);
        }
    }

    @Nested
    class DiskAlone extends Durable {
        @Override
        protected void giveTiers(TiercelConfigurationBuilder<Integer, String> builder, int seed) {
            builder.heapNone().offHeapNone().disk("1MiB", folder);
        }
    }

    @Nested
    class OverMemoryOverDisk extends Durable {
        @Override
        protected void giveTiers(TiercelConfigurationBuilder<Integer, String> builder, int seed) {
            builder.heapEntries(1 + seed % 4).offHeapSize("1MiB").disk("2MiB", folder);
        }
    }
}
