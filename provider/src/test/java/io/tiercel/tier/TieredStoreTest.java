package io.tiercel.tier;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.concurrent.KeyLocks;
import io.tiercel.heap.EntryShape;
import io.tiercel.heap.HeapStore;
import io.tiercel.statistics.CacheStatistics;
import io.tiercel.store.BoundContract;
import io.tiercel.store.Entry;
import io.tiercel.store.EvictionGate;
import io.tiercel.store.Store;
import io.tiercel.store.StoreInvariants;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

/** Two tiers keep the contract of one, whatever part of the entries the heap has copies of. */
class TieredStoreTest {

    private static final long QUANTUM_MILLIS = 100;

    abstract static class Form extends BoundContract {
        private final boolean touchable;
        private final boolean weighed;
        private final long heapCapacity;
        private @Nullable TieredStore made;

        Form(boolean touchable, boolean weighed, long heapCapacity) {
            this.touchable = touchable;
            this.weighed = weighed;
            this.heapCapacity = heapCapacity;
        }

        @Override
        protected Store newStore(long capacity) {
            KeyLocks locks = new KeyLocks();
            TieredStore store = new TieredStore(new TierParts(
                    new HeapStore(new EntryShape(touchable, weighed, /* versioned= */ true), heapCapacity),
                    new MapLowerStore(weighed, capacity),
                    locks,
                    new PlainForm(),
                    touchable ? QUANTUM_MILLIS : 0,
                    new CacheStatistics(/* enabled= */ true)));
            made = store;
            return new SectionedStore(store, locks);
        }

        @Override
        protected boolean isWeighed() {
            return weighed;
        }

        @Override
        protected boolean isTouchable() {
            return touchable;
        }

        @AfterEach
        void checkCopies() {
            if (made != null) {
                checkCopies(made);
            }
        }

        /** Fails if there is a copy above without its original below. */
        private static void checkCopies(TieredStore store) {
            List<Entry> copies = StoreInvariants.scan(store.upper());
            for (Entry copy : copies) {
                Entry below =
                        requireNonNull(store.lower().peek(copy.key(), copy.hash()), () -> "original of " + copy.key());
                assertThat(below.version()).isEqualTo(copy.version());
                assertThat(below.value()).isEqualTo(copy.value());
            }
            while (store.evict(EvictionGate.OPEN) != null) {
                assertThat(store.upper().weight())
                        .isLessThanOrEqualTo(store.upper().capacity());
            }
        }
    }

    @Nested
    class AmpleHeap extends Form {
        AmpleHeap() {
            super(/* touchable= */ false, /* weighed= */ false, AMPLE);
        }
    }

    @Nested
    class AmpleHeapTouchable extends Form {
        AmpleHeapTouchable() {
            super(/* touchable= */ true, /* weighed= */ true, AMPLE);
        }
    }

    @Nested
    class SmallHeap extends Form {
        SmallHeap() {
            super(/* touchable= */ false, /* weighed= */ true, 20);
        }
    }

    @Nested
    class SmallHeapTouchable extends Form {
        SmallHeapTouchable() {
            super(/* touchable= */ true, /* weighed= */ false, 20);
        }
    }
}
