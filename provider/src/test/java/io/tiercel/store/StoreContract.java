package io.tiercel.store;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What the Javadoc of {@link Store} promises of entries in and out. A tier passes {@link StoreRaceContract},
 * which has all of this, for each form of it; {@link BoundContract}, if its bound is not one of bytes. After each test {@link StoreInvariants} are checked.
 */
public abstract class StoreContract {

    /** A capacity that no test reaches. */
    protected static final long AMPLE = 1L << 40;

    private @Nullable Store opened;

    /** Makes an empty store. */
    protected abstract Store newStore(long capacity);

    /** Opens a store, to be checked and closed after the test, or when it opens another one. */
    protected final Store open(long capacity) {
        closeOpened();
        Store store = newStore(capacity);
        opened = store;
        return store;
    }

    /** Fails if what holds of any store does not hold of this one, that nobody is writing to. */
    protected void checkInvariants(Store store) {
        StoreInvariants.checkEntries(store);
    }

    @AfterEach
    final void closeOpened() {
        Store last = opened;
        opened = null;
        if (last != null) {
            try (last) {
                checkInvariants(last);
            }
        }
    }

    protected static int hash(Object key) {
        return Store.spread(key.hashCode());
    }

    protected static Entry put(Store store, Object key, Object value) {
        return put(store, key, value, 1);
    }

    protected static Entry put(Store store, Object key, Object value, long weight) {
        return store.put(key, hash(key), value, Lifetime.ETERNAL, weight);
    }

    protected static @Nullable Object valueOf(Store store, Object key) {
        Entry entry = store.peek(key, hash(key));
        return entry == null ? null : entry.value();
    }

    /** Evicts until the store has enough room, and returns what left. */
    protected static List<Entry> evictAll(Store store, EvictionGate gate) {
        List<Entry> left = new ArrayList<>();
        Entry victim = store.evict(gate);
        while (victim != null) {
            left.add(victim);
            victim = store.evict(gate);
        }
        return left;
    }

    @Test
    void get_nothingPut_isNull() {
        Store store = open(AMPLE);

        assertThat(store.get("a", hash("a"))).isNull();
        assertThat(store.peek("a", hash("a"))).isNull();
        assertThat(store.size()).isZero();
    }

    @Test
    void get_afterPut_returnsTheEntry() {
        Store store = open(AMPLE);

        Entry written = put(store, "a", "1");

        Entry read = requireNonNull(store.get("a", hash("a")));
        assertThat(read.key()).isEqualTo("a");
        assertThat(read.value()).isEqualTo("1");
        assertThat(read.hash()).isEqualTo(hash("a"));
        assertThat(written.value()).isEqualTo("1");
        assertThat(store.peek("a", hash("a"))).isNotNull();
    }

    @Test
    void get_keyOfTheSameHash_isNull() {
        Store store = open(AMPLE);
        put(store, new Colliding(7, 1), "1");

        Colliding other = new Colliding(7, 2);
        assertThat(store.get(other, hash(other))).isNull();
    }

    @Test
    void put_keyThatHasAnEntry_takesItsPlace() {
        Store store = open(AMPLE);
        Entry old = put(store, "a", "1");

        Entry written = put(store, "a", "2");

        assertThat(written.value()).isEqualTo("2");
        assertThat(valueOf(store, "a")).isEqualTo("2");
        assertThat(store.size()).isEqualTo(1);
        if (written != old) {
            assertThat(store.remove(old)).as("the old entry is removed").isFalse();
            assertThat(valueOf(store, "a")).isEqualTo("2");
        }
        store.remove(written);
        assertThat(valueOf(store, "a")).isNull();
    }

    @Test
    void remove_theEntry_isGone() {
        Store store = open(AMPLE);
        Entry entry = put(store, "a", "1");
        put(store, "b", "2");

        assertThat(store.remove(entry)).isTrue();
        assertThat(valueOf(store, "a")).isNull();
        assertThat(valueOf(store, "b")).isEqualTo("2");
        assertThat(store.remove(entry)).as("removed again").isFalse();
        assertThat(store.size()).isEqualTo(1);
    }

    @Test
    void remove_entryThatWasRemovedAndPutAgain_isFalse() {
        Store store = open(AMPLE);
        Entry first = put(store, "a", "1");
        store.remove(first);
        put(store, "a", "1");

        assertThat(store.remove(first)).isFalse();
        assertThat(valueOf(store, "a")).isEqualTo("1");
    }

    @Test
    void remove_entryOfTheMiddleOfACollision_leavesTheOthers() {
        Store store = open(AMPLE);
        List<Entry> entries = new ArrayList<>();
        for (int id = 0; id < 9; id++) {
            entries.add(put(store, new Colliding(3, id), id));
        }

        for (int id : new int[] {4, 0, 8}) {
            assertThat(store.remove(entries.get(id))).isTrue();
        }

        for (int id = 0; id < 9; id++) {
            assertThat(valueOf(store, new Colliding(3, id))).isEqualTo(id % 4 == 0 ? null : (Object) id);
        }
    }

    @Test
    void put_keysThatCollide_areAllFoundAndReplaced() {
        Store store = open(AMPLE);
        for (int id = 0; id < 300; id++) {
            put(store, new Colliding(id % 3, id), id);
        }
        for (int id = 0; id < 300; id += 2) {
            put(store, new Colliding(id % 3, id), -id);
        }

        for (int id = 0; id < 300; id++) {
            assertThat(valueOf(store, new Colliding(id % 3, id))).isEqualTo(id % 2 == 0 ? -id : id);
        }
        assertThat(store.size()).isEqualTo(300);
    }

    /** Returns how many keys are many: a table that grows has grown several times by then. */
    protected int manyKeys() {
        return 200_000;
    }

    @Test
    void put_manyKeys_areAllFound() {
        Store store = open(AMPLE);
        int count = manyKeys();
        for (int key = 0; key < count; key++) {
            put(store, key, key);
        }
        assertThat(store.size()).isEqualTo(count);

        for (int key = 0; key < count; key += 2) {
            Entry entry = store.get(key, hash(key));
            assertThat(entry != null && store.remove(entry)).isTrue();
        }

        for (int key = 0; key < count; key++) {
            assertThat(valueOf(store, key)).isEqualTo(key % 2 == 0 ? null : (Object) key);
        }
        assertThat(store.size()).isEqualTo(count / 2);
    }

    @Test
    void clear_removesAll() {
        Store store = open(AMPLE);
        Entry old = put(store, "a", "1");
        for (int key = 0; key < 1_000; key++) {
            put(store, key, key);
        }

        store.clear();

        assertThat(store.size()).isZero();
        assertThat(store.weight()).isZero();
        assertThat(valueOf(store, "a")).isNull();
        assertThat(store.remove(old)).isFalse();
        assertThat(StoreInvariants.scan(store)).isEmpty();
    }

    @Test
    void clear_putAfter_isKept() {
        Store store = open(AMPLE);
        for (int key = 0; key < 300; key++) {
            put(store, key, key);
        }
        store.clear();

        for (int key = 0; key < 120; key++) {
            put(store, key, -key);
        }
        assertThat(store.size()).isEqualTo(120);
        assertThat(valueOf(store, 7)).isEqualTo(-7);
    }

    @Test
    void scan_ofAStoreThatGrows_seesEachEntryOnce() {
        Store store = open(AMPLE);
        Set<Object> stable = new HashSet<>();
        for (int key = 0; key < 100; key++) {
            put(store, key, key);
            stable.add(key);
        }

        List<Entry> seen = new ArrayList<>();
        int added = 1_000;
        long cursor = 0;
        do {
            cursor = store.scan(cursor, seen);
            for (int more = 0; more < 40 && added < 20_000; more++) {
                put(store, added, added);
                added++;
            }
        } while (cursor != 0);

        List<Object> keys = seen.stream().map(Entry::key).toList();
        assertThat(keys).doesNotHaveDuplicates();
        stable.removeAll(new HashSet<>(keys));
        assertThat(stable).isEmpty();
    }

    @Test
    void scan_ofAStoreThatIsCleared_ends() {
        Store store = open(AMPLE);
        for (int key = 0; key < 10_000; key++) {
            put(store, key, key);
        }
        List<Entry> seen = new ArrayList<>();
        long cursor = store.scan(0, seen);
        for (int step = 0; step < 3_000 && cursor != 0; step++) {
            cursor = store.scan(cursor, seen);
        }
        store.clear();
        put(store, "after", 1);

        int calls = 0;
        while (cursor != 0 && calls++ < 1_000_000) {
            cursor = store.scan(cursor, seen);
        }
        assertThat(cursor).isZero();
    }
}
