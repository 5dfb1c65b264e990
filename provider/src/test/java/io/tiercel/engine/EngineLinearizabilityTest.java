package io.tiercel.engine;

import io.tiercel.concurrent.Effort;
import io.tiercel.expiry.FixedExpiry;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import javax.cache.Cache;
import javax.cache.integration.CacheWriter;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The operations of a cache that evicts nothing are those of a map, one after another. */
class EngineLinearizabilityTest {

    /** The operations, over the engine; {@link MapOperations} says what they come to. */
    @Param(name = "key", gen = IntGen.class, conf = "1:2")
    @Param(name = "value", gen = IntGen.class, conf = "1:3")
    public static class CacheOperations {
        final TestEngine test;

        public CacheOperations() {
            this(new TestEngine(FixedExpiry.ETERNAL));
        }

        CacheOperations(TestEngine test) {
            this.test = test;
        }

        @Operation
        public @Nullable Object get(@Param(name = "key") int key) {
            return test.reads.find(key);
        }

        @Operation
        public boolean containsKey(@Param(name = "key") int key) {
            return test.reads.contains(key);
        }

        @Operation
        public void put(@Param(name = "key") int key, @Param(name = "value") int value) {
            test.writes.put(key, value);
        }

        @Operation
        public @Nullable Object getAndPut(@Param(name = "key") int key, @Param(name = "value") int value) {
            return test.writes.getAndPut(key, value);
        }

        @Operation
        public boolean putIfAbsent(@Param(name = "key") int key, @Param(name = "value") int value) {
            return test.writes.putIfAbsent(key, value);
        }

        @Operation
        public boolean replace(@Param(name = "key") int key, @Param(name = "value") int value) {
            return test.writes.replace(key, value);
        }

        @Operation
        public boolean replaceIf(
                @Param(name = "key") int key, @Param(name = "value") int old, @Param(name = "value") int value) {
            return test.writes.replace(key, old, value);
        }

        @Operation
        public @Nullable Object getAndReplace(@Param(name = "key") int key, @Param(name = "value") int value) {
            return test.writes.getAndReplace(key, value);
        }

        @Operation
        public boolean remove(@Param(name = "key") int key) {
            return test.writes.remove(key);
        }

        @Operation
        public boolean removeIf(@Param(name = "key") int key, @Param(name = "value") int old) {
            return test.writes.remove(key, old);
        }

        @Operation
        public @Nullable Object getAndRemove(@Param(name = "key") int key) {
            return test.writes.getAndRemove(key);
        }

        @Operation
        public @Nullable Object increment(@Param(name = "key") int key) {
            return test.processing(null).invoke(key, (entry, arguments) -> {
                Object old = entry.getValue();
                entry.setValue(old == null ? 1 : (int) old + 1);
                return old;
            });
        }
    }

    /** With clears, which lock every stripe: too many steps for a model checker. */
    public static final class ClearedOperations extends CacheOperations {
        @Operation
        public void clear() {
            test.engine.clear();
        }
    }

    /** The same with a writer, so that every change holds its key. */
    public static final class WriteThroughOperations extends CacheOperations {
        public WriteThroughOperations() {
            super(new TestEngine(FixedExpiry.ETERNAL, Long.MAX_VALUE, store -> store, new SilentWriter()));
        }
    }

    private static final class SilentWriter implements CacheWriter<Object, Object> {
        @Override
        public void write(Cache.Entry<?, ?> entry) {
            // writes nowhere
        }

        @Override
        public void writeAll(Collection<Cache.Entry<?, ?>> entries) {
            entries.clear();
        }

        @Override
        public void delete(Object key) {
            // writes nowhere
        }

        @Override
        public void deleteAll(Collection<?> keys) {
            keys.clear();
        }
    }

    /** What the operations come to, one after another. */
    public static class MapOperations {
        private final Map<Integer, Integer> map = new HashMap<>();

        public @Nullable Object get(int key) {
            return map.get(key);
        }

        public boolean containsKey(int key) {
            return map.containsKey(key);
        }

        public void put(int key, int value) {
            map.put(key, value);
        }

        public @Nullable Object getAndPut(int key, int value) {
            return map.put(key, value);
        }

        public boolean putIfAbsent(int key, int value) {
            return map.putIfAbsent(key, value) == null;
        }

        public boolean replace(int key, int value) {
            return map.replace(key, value) != null;
        }

        public boolean replaceIf(int key, int old, int value) {
            return map.replace(key, old, value);
        }

        public @Nullable Object getAndReplace(int key, int value) {
            return map.replace(key, value);
        }

        public boolean remove(int key) {
            return map.remove(key) != null;
        }

        public boolean removeIf(int key, int old) {
            return map.remove(key, old);
        }

        public @Nullable Object getAndRemove(int key) {
            return map.remove(key);
        }

        public @Nullable Object increment(int key) {
            Integer old = map.get(key);
            map.put(key, old == null ? 1 : old + 1);
            return old;
        }

        public void clear() {
            map.clear();
        }
    }

    private static void check(Options<?, ?> options, Class<?> operations) {
        options.threads(2)
                .actorsPerThread(3)
                .actorsBefore(1)
                .actorsAfter(1)
                .sequentialSpecification(MapOperations.class)
                .check(operations);
    }

    @Test
    void operations_underStress_areThoseOfAMap() {
        check(
                new StressOptions().iterations(Effort.of(5)).invocationsPerIteration(Effort.of(100)),
                ClearedOperations.class);
    }

    @Test
    void operations_modelChecked_areThoseOfAMap() {
        check(modelChecking(), CacheOperations.class);
    }

    @Test
    void operations_withAWriterModelChecked_areThoseOfAMap() {
        check(modelChecking(), WriteThroughOperations.class);
    }

    private static Options<?, ?> modelChecking() {
        return new ModelCheckingOptions().iterations(Effort.of(4)).invocationsPerIteration(Effort.of(40));
    }
}
