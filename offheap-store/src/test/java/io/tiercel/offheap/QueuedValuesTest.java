package io.tiercel.offheap;

import io.tiercel.TiercelConfigurationBuilder;
import io.tiercel.spec.QueuedValuesContract;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** Queued changes are seen over tiers outside the heap. */
class QueuedValuesTest {

    @Nested
    class OverMemory extends QueuedValuesContract {
        @Override
        protected void giveTiers(TiercelConfigurationBuilder<Integer, String> builder) {
            builder.heapEntries(5).offHeapSize("1MiB");
        }
    }

    @Nested
    class OverDisk extends QueuedValuesContract {
        @TempDir
        private Path folder;

        @Override
        protected void giveTiers(TiercelConfigurationBuilder<Integer, String> builder) {
            builder.heapEntries(5).offHeapNone().disk("1MiB", folder);
        }
    }
}
