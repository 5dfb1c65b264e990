package io.tiercel.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.concurrent.Effort;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/**
 * What {@link Store} promises of bounds, on top of {@link StoreRaceContract}, for a tier that keeps to the very number of
 * entries, or to the weights that it is given: one of bytes has a weight of its own for each entry.
 */
public abstract class BoundContract extends StoreRaceContract {

    /** Returns whether the capacity is one of weights, not of numbers of entries. */
    protected abstract boolean isWeighed();

    @Override
    protected final void checkInvariants(Store store) {
        StoreInvariants.check(store);
    }

    private long weightOf(long weighed, long counted) {
        return isWeighed() ? weighed : counted;
    }

    /** Lets entries of some hashes go, and wants to see them. */
    protected static EvictionGate showing(IntPredicate admitted) {
        return new EvictionGate() {
            @Override
            public boolean admits(int hash, long expiresAtMillis) {
                return admitted.test(hash);
            }

            @Override
            public boolean wantsContent(int hash, long expiresAtMillis) {
                return true;
            }
        };
    }

    @Test
    void capacity_isWhatWasGiven() {
        assertThat(open(AMPLE).capacity()).isEqualTo(AMPLE);
    }

    @Test
    void weight_isTheSumOfTheEntries() {
        Store store = open(AMPLE);
        Entry a = put(store, "a", "1", 10);
        put(store, "b", "1", 20);
        assertThat(store.weight()).isEqualTo(weightOf(30, 2));

        put(store, "b", "2", 5);
        assertThat(store.weight()).isEqualTo(weightOf(15, 2));

        store.remove(a);
        assertThat(store.weight()).isEqualTo(weightOf(5, 1));
    }

    @Test
    void weight_zero_isKept() {
        Store store = open(AMPLE);

        put(store, "a", "1", 0);

        assertThat(store.weight()).isEqualTo(weightOf(0, 1));
        assertThat(store.size()).isEqualTo(1);
    }

    @Test
    void evict_withinTheBound_isNull() {
        Store store = open(3);
        for (int key = 0; key < 3; key++) {
            put(store, key, key);
        }

        assertThat(store.evict(EvictionGate.OPEN)).isNull();
        assertThat(store.size()).isEqualTo(3);
    }

    @Test
    void evict_beyondTheBoundAfterClear_goesOnUntilWithin() {
        Store store = open(100);
        for (int key = 0; key < 300; key++) {
            put(store, key, key);
        }
        store.clear();

        for (int key = 0; key < 120; key++) {
            put(store, key, -key);
        }

        assertThat(evictAll(store, EvictionGate.OPEN)).hasSize(20);
    }

    @Test
    void evict_beyondTheBound_goesOnUntilWithin() {
        Store store = open(100);
        for (int key = 0; key < 1_000; key++) {
            put(store, key, key);
        }

        List<Entry> left = evictAll(store, showing(hash -> true));

        assertThat(store.weight()).isEqualTo(100);
        assertThat(store.size() + left.size()).isEqualTo(1_000);
        assertThat(left).doesNotHaveDuplicates();
        left.forEach(entry -> assertThat(valueOf(store, entry.key())).isNull());
    }

    @Test
    void evictSome_beyondTheBound_tellsHowManyLeft() {
        Store store = open(100);
        for (int key = 0; key < 1_000; key++) {
            store.put(key, hash(key), key, new Lifetime(key < 500 ? 10 : 30, Entry.NEVER), 1);
        }

        long evicted = 0;
        long expired = 0;
        for (Evictions left = store.evictSome(20); left != null; left = store.evictSome(20)) {
            evicted += left.evicted();
            expired += left.expired();
        }

        assertThat(store.weight()).isEqualTo(100);
        assertThat(evicted + expired).isEqualTo(900);
        assertThat(expired).isBetween(400L, 500L);
    }

    @Test
    void evict_afterEachPut_keepsTheBound() {
        Store store = open(64);
        for (int key = 0; key < 5_000; key++) {
            put(store, key % 700, key);
            store.get(key % 13, hash(key % 13));
            evictAll(store, EvictionGate.OPEN);
            assertThat(store.weight()).isLessThanOrEqualTo(64);
        }
        assertThat(store.size()).isEqualTo(64);
    }

    @Test
    void evict_capacityOfOne_keepsOne() {
        Store store = open(1);
        for (int key = 0; key < 100; key++) {
            put(store, key, key);
            evictAll(store, EvictionGate.OPEN);
            assertThat(store.size()).isEqualTo(1);
        }
    }

    @Test
    void evict_entryLargerThanTheCapacity_entersAndMakesRoom() {
        Store store = open(100);
        put(store, "small", "1", 10);

        put(store, "large", "2", 1_000);
        assertThat(valueOf(store, "large")).as("a put always enters").isEqualTo("2");
        evictAll(store, EvictionGate.OPEN);

        assertThat(store.weight()).isLessThanOrEqualTo(100);
        assertThat(valueOf(store, "large") == null).isEqualTo(isWeighed());
    }

    @Test
    void evict_entryThatGrew_makesRoom() {
        Store store = open(100);
        for (int key = 0; key < 10; key++) {
            put(store, key, "old", 10);
        }

        put(store, 0, "new", 60);
        evictAll(store, EvictionGate.OPEN);

        assertThat(store.weight()).isLessThanOrEqualTo(100);
    }

    @Test
    void evict_gateThatRefusesAll_lostNothing() {
        Store store = open(10);
        for (int key = 0; key < 50; key++) {
            put(store, key, key);
        }

        assertThat(store.evict((hash, expiresAtMillis) -> false)).isNull();

        assertThat(store.size()).isEqualTo(50);
        assertThat(evictAll(store, EvictionGate.OPEN))
                .as("later, the gate open")
                .hasSize(40);
    }

    @Test
    void evict_gateThatRefusesSome_takesOthers() {
        Store store = open(10);
        for (int key = 0; key < 20; key++) {
            put(store, key, key);
        }

        Set<Integer> refused = new HashSet<>();
        for (int key = 0; key < 500; key += 4) {
            refused.add(hash(key));
        }
        List<Entry> left = evictAll(store, showing(hash -> !refused.contains(hash)));

        assertThat(left).allSatisfy(entry -> assertThat((int) entry.key() % 4).isNotZero());
        assertThat(store.size()).isEqualTo(10);
    }

    @Test
    void evict_returnsTheEntryThatTheGateAdmitted() {
        Store store = open(10);
        for (int key = 0; key < 500; key++) {
            put(store, key, key);
        }
        Set<Object> left = new HashSet<>();
        for (int turn = 0; turn < 490; turn++) {
            List<Integer> admitted = new ArrayList<>();
            int refused = turn;
            Entry victim = store.evict(showing(hash -> {
                boolean admits = Math.floorMod(hash, 5) != refused % 5;
                if (admits) {
                    admitted.add(hash);
                }
                return admits;
            }));
            if (victim != null) {
                assertThat(admitted).as("what the gate admits leaves").containsExactly(victim.hash());
                assertThat(hash(victim.key())).isEqualTo(victim.hash());
                left.add(victim.key());
            }
        }
        assertThat(left).isNotEmpty();
    }

    @Test
    void evict_whileOthersWrite_losesCountOfNothing() throws Exception {
        Store store = open(200);
        Threads.Task[] writers = new Threads.Task[4];
        for (int i = 0; i < writers.length; i++) {
            int own = i;
            SplittableRandom random = new SplittableRandom(i);
            writers[i] = () -> {
                for (int turn = 0; turn < 30_000; turn++) {
                    int key = random.nextInt(150) * writers.length + own;
                    Entry entry = store.get(key, hash(key));
                    if (entry == null || turn % 3 > 0) {
                        put(store, key, turn, 1 + turn % 3);
                    } else {
                        store.remove(entry);
                    }
                    evictAll(store, EvictionGate.OPEN);
                }
            };
        }
        Threads.run(writers);

        evictAll(store, EvictionGate.OPEN);
        assertThat(store.weight()).isLessThanOrEqualTo(200);
    }

    @Test
    void get_whileEntriesAreReplacedAndEvicted_goesFromOldToNewOnly() throws Exception {
        int keys = 12;
        Store store = open(8);
        AtomicInteger latest = new AtomicInteger();
        Threads.Task writer = () -> {
            SplittableRandom random = new SplittableRandom(1);
            for (int value = 1; value <= 60_000; value++) {
                put(store, random.nextInt(keys), value);
                latest.set(value);
            }
        };
        Threads.Task evictor = () -> {
            while (latest.get() < 60_000) {
                evictAll(store, EvictionGate.OPEN);
            }
        };
        Threads.Task reader = () -> {
            int[] seen = new int[keys];
            while (latest.get() < 60_000) {
                for (int key = 0; key < keys; key++) {
                    Object value = valueOf(store, key);
                    if (value != null) {
                        assertThat((int) value).as("key %s", key).isGreaterThanOrEqualTo(seen[key]);
                        seen[key] = (int) value;
                    }
                }
            }
        };
        Threads.run(writer, evictor, reader);
    }

    @Test
    void removeAndEvict_ofOneEntry_oneOfThemGetsIt() throws Exception {
        for (int round = 0; round < Effort.of(300); round++) {
            Store store = newStore(1);
            Entry first = put(store, "a", "1");
            put(store, "b", "2");
            AtomicInteger removed = new AtomicInteger();
            AtomicInteger evicted = new AtomicInteger();
            Threads.run(
                    () -> removed.addAndGet(store.remove(first) ? 1 : 0),
                    () -> evicted.addAndGet(store.evict((hash, expiresAtMillis) -> hash == hash("a")) == null ? 0 : 1));
            assertThat(removed.get() + evicted.get()).isEqualTo(1);
            StoreInvariants.check(store);
            store.close();
        }
    }
}
