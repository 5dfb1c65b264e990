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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** An invalidation takes all that it means out at once, on two tiers, whatever is put, read and swept meanwhile. */
class TaggedLinearizabilityTest {

    /** The operations; {@link MapOperations} says what they come to. */
    @Param(name = "key", gen = IntGen.class, conf = "1:2")
    @Param(name = "value", gen = IntGen.class, conf = "1:3")
    public static final class CacheOperations {
        private final MapLowerStore lower = new MapLowerStore(/* weighed= */ false, Long.MAX_VALUE);
        private final TestEngine test = new TestEngine(
                FixedExpiry.ETERNAL,
                (locks, statistics) -> new TieredStore(new TierParts(
                        new HeapStore(
                                new EntryShape(/* touchable= */ false, /* weighed= */ false, /* versioned= */ true), 1),
                        lower,
                        locks,
                        new UnchangedForm(),
                        /* quantumMillis= */ 0,
                        statistics)));
        private final Invalidations<Object, Object> invalidations =
                new Invalidations<>(test.parts, test.engine, test.reads);

        @Operation
        public @Nullable Object get(@Param(name = "key") int key) {
            return test.reads.find(key);
        }

        @Operation
        public void put(@Param(name = "key") int key, @Param(name = "value") int value) {
            test.writes.put(key, value);
        }

        @Operation
        public void putTagged(@Param(name = "key") int key, @Param(name = "value") int value) {
            test.writes.put(key, value, Terms.of(null, Set.of("tag")));
        }

        @Operation
        public boolean putIfAbsent(@Param(name = "key") int key, @Param(name = "value") int value) {
            return test.writes.putIfAbsent(key, value);
        }

        @Operation
        public boolean invalidate(@Param(name = "key") int key) {
            return invalidations.key(key);
        }

        @Operation
        public void invalidateTag() {
            invalidations.tags(List.of("tag"));
        }

        @Operation
        public void forgetCopy(@Param(name = "key") int key) {
            lower.copiesAbove().left(Store.spread(Integer.hashCode(key)));
        }
    }

    /** What the operations come to. */
    public static final class MapOperations {
        private final Map<Integer, Integer> values = new HashMap<>();
        private final Map<Integer, Integer> tagged = new HashMap<>();

        public @Nullable Object get(int key) {
            return values.get(key);
        }

        public void put(int key, int value) {
            values.put(key, value);
            tagged.remove(key);
        }

        public void putTagged(int key, int value) {
            values.put(key, value);
            tagged.put(key, value);
        }

        public boolean putIfAbsent(int key, int value) {
            return values.putIfAbsent(key, value) == null;
        }

        public boolean invalidate(int key) {
            tagged.remove(key);
            return values.remove(key) != null;
        }

        public void invalidateTag() {
            values.keySet().removeAll(tagged.keySet());
            tagged.clear();
        }

        public void forgetCopy(int key) {
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

    private static void check(Options<?, ?> options) {
        options.threads(2)
                .actorsPerThread(3)
                .actorsBefore(2)
                .actorsAfter(2)
                .sequentialSpecification(MapOperations.class)
                .check(CacheOperations.class);
    }

    @Test
    void operations_underStress_areThoseOfAMap() {
        check(new StressOptions().iterations(Effort.of(5)).invocationsPerIteration(Effort.of(100)));
    }

    @Test
    void operations_modelChecked_areThoseOfAMap() {
        check(new ModelCheckingOptions().iterations(Effort.of(4)).invocationsPerIteration(Effort.of(40)));
    }
}
