package io.tiercel.offheap;

import io.tiercel.store.Store;
import io.tiercel.store.StoreRaceContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** Tiers of bytes keep the contract of a tier: over each kind of map, alone and under a heap tier. */
class OffHeapStoreTest {

    private static final long NO_HEAP = 0;
    private static final long FEW_ON_HEAP = 20;

    /** A segment does not grow: so many fill a third of each, which is many. */
    private static final int MANY_OUTSIDE = 50_000;

    abstract static class Form extends StoreRaceContract {
        private final TierKind kind;
        private final boolean touchable;
        private final long heapEntries;

        @TempDir
        Path folder;

        @AutoClose
        private final OpenedTiers tiers = new OpenedTiers();

        Form(TierKind kind, boolean touchable, long heapEntries) {
            this.kind = kind;
            this.touchable = touchable;
            this.heapEntries = heapEntries;
        }

        @Override
        protected Store newStore(long capacity) {
            return heapEntries == NO_HEAP
                    ? tiers.open(kind, touchable, folder)
                    : tiers.open(kind, touchable, folder, Math.min(heapEntries, capacity));
        }

        @Override
        protected int manyKeys() {
            return MANY_OUTSIDE;
        }

        @Override
        protected boolean isTouchable() {
            return touchable || heapEntries == NO_HEAP; // an entry of bytes can be given a deadline at any time
        }
    }

    @Nested
    class Memory extends Form {
        Memory() {
            super(TierKind.MEMORY, /* touchable= */ true, NO_HEAP);
        }
    }

    @Nested
    class SharedPart extends Form {
        SharedPart() {
            super(TierKind.SHARED, /* touchable= */ false, NO_HEAP);
        }
    }

    @Nested
    class File extends Form {
        File() {
            super(TierKind.FILE, /* touchable= */ true, NO_HEAP);
        }
    }

    @Nested
    class Layered extends Form {
        Layered() {
            super(TierKind.LAYERED, /* touchable= */ false, NO_HEAP);
        }
    }

    @Nested
    class HeapOverMemory extends Form {
        HeapOverMemory() {
            super(TierKind.MEMORY, /* touchable= */ false, FEW_ON_HEAP);
        }
    }

    @Nested
    class HeapOverSharedPart extends Form {
        HeapOverSharedPart() {
            super(TierKind.SHARED, /* touchable= */ true, FEW_ON_HEAP);
        }
    }

    @Nested
    class HeapOverFile extends Form {
        HeapOverFile() {
            super(TierKind.FILE, /* touchable= */ false, FEW_ON_HEAP);
        }
    }

    @Nested
    class ThreeTiers extends Form {
        ThreeTiers() {
            super(TierKind.LAYERED, /* touchable= */ true, FEW_ON_HEAP);
        }
    }
}
