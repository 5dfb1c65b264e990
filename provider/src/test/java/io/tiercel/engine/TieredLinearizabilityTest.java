package io.tiercel.engine;

import io.tiercel.concurrent.Effort;
import io.tiercel.expiry.FixedExpiry;
import io.tiercel.heap.EntryShape;
import io.tiercel.heap.HeapStore;
import io.tiercel.store.Store;
import io.tiercel.tier.HeapForm;
import io.tiercel.tier.MapLowerStore;
import io.tiercel.tier.TierParts;
import io.tiercel.tier.TieredStore;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

/** The operations of a cache of two tiers are those of a map, though the heap has room for one entry only. */
class TieredLinearizabilityTest {

    /** With a lower tier that evicts nothing; that a copy is told to go is an operation like any other. */
    public static class TieredOperations extends EngineLinearizabilityTest.CacheOperations {
        private final MapLowerStore lower;

        public TieredOperations() {
            this(new MapLowerStore(/* weighed= */ false, Long.MAX_VALUE));
        }

        private TieredOperations(MapLowerStore lower) {
            super(new TestEngine(
                    FixedExpiry.ETERNAL,
                    (locks, statistics) -> new TieredStore(new TierParts(
                            new HeapStore(
                                    new EntryShape(/* touchable= */ false, /* weighed= */ false, /* versioned= */ true),
                                    1),
                            lower,
                            locks,
                            new UnchangedForm(),
                            /* quantumMillis= */ 0,
                            statistics))));
            this.lower = lower;
        }

        @Operation
        public void forget(@Param(name = "key") int key) {
            lower.copiesAbove().left(Store.spread(Integer.hashCode(key)));
        }
    }

    /** What the operations come to: it does not show whether there is a copy. */
    public static final class ForgettingMapOperations extends EngineLinearizabilityTest.MapOperations {
        public void forget(int key) {
            // nothing that could be seen
        }
    }

    private static final class UnchangedForm implements HeapForm {
        @Override
        public Object key(Object key) {
            return key;
        }

        @Override
        public long weight(Object key, Object storedValue) {
            return 1;
        }
    }

    /** With clears, which lock every stripe: too many steps for a model checker. */
    public static final class ClearedTieredOperations extends TieredOperations {
        @Operation
        public void clear() {
            test.engine.clear();
        }
    }

    private static void check(Options<?, ?> options, Class<?> operations) {
        options.threads(2)
                .actorsPerThread(3)
                .actorsBefore(1)
                .actorsAfter(1)
                .sequentialSpecification(ForgettingMapOperations.class)
                .check(operations);
    }

    @Test
    void operations_underStress_areThoseOfAMap() {
        check(
                new StressOptions().iterations(Effort.of(5)).invocationsPerIteration(Effort.of(100)),
                ClearedTieredOperations.class);
    }

    @Test
    void operations_modelChecked_areThoseOfAMap() {
        check(
                new ModelCheckingOptions().iterations(Effort.of(4)).invocationsPerIteration(Effort.of(40)),
                TieredOperations.class);
    }
}
