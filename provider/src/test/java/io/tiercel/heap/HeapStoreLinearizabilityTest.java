package io.tiercel.heap;

import io.tiercel.concurrent.Effort;
import io.tiercel.store.Entry;
import io.tiercel.store.Lifetime;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Readers of a store see one order of its writes, though they take no lock and the table grows under them. */
class HeapStoreLinearizabilityTest {

    /** A store whose keys are all in one slot of the table, which is about to be split in two. One thread writes. */
    @Param(name = "key", gen = IntGen.class, conf = "0:7")
    public static class OneSlot {
        private final HeapStore store =
                new HeapStore(new EntryShape(/* touchable= */ false, /* weighed= */ false), Long.MAX_VALUE);

        public OneSlot() {
            for (int key = 0; key < 4; key++) {
                put(key, -1);
            }
        }

        private static int hash(int key) {
            return key << 2;
        }

        @Operation(nonParallelGroup = "writes")
        public void put(@Param(name = "key") int key, @Param(name = "key") int value) {
            store.put(key, hash(key), value, Lifetime.ETERNAL, 1);
        }

        @Operation(nonParallelGroup = "writes")
        public boolean remove(@Param(name = "key") int key) {
            Entry entry = store.peek(key, hash(key));
            return entry != null && store.remove(entry);
        }

        @Operation(nonParallelGroup = "writes")
        public void clear() {
            store.clear();
        }

        /** Any thread may bring an entry to the front of the chain, one that has left as well. */
        @Operation
        public void favour(@Param(name = "key") int key) {
            Entry entry = store.peek(key, hash(key));
            if (entry != null) {
                store.favour(entry);
            }
        }

        @Operation
        public @Nullable Object get(@Param(name = "key") int key) {
            Entry entry = store.get(key, hash(key));
            return entry == null ? null : entry.value();
        }
    }

    @Test
    void get_whileTheTableChanges_isLinearizable() {
        new ModelCheckingOptions()
                .iterations(Effort.of(6))
                .invocationsPerIteration(Effort.of(100))
                .threads(2)
                .actorsPerThread(3)
                .actorsBefore(1)
                .actorsAfter(0)
                .check(OneSlot.class);
    }
}
