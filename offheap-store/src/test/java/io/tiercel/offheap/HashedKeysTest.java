package io.tiercel.offheap;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.store.Entry;
import io.tiercel.store.EntryTooLargeException;
import io.tiercel.store.EvictionGate;
import io.tiercel.store.Evictions;
import io.tiercel.store.Lifetime;
import io.tiercel.store.Store;
import io.tiercel.store.StoreInvariants;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that have no bytes of their own, many of which have one hash. */
class HashedKeysTest {

    private static final EvictionGate TELLING = new EvictionGate() {
        @Override
        public boolean admits(int hash, long expiresAtMillis) {
            return true;
        }

        @Override
        public boolean wantsContent(int hash, long expiresAtMillis) {
            return true;
        }

        @Override
        public boolean wantsExpired() {
            return true;
        }
    };

    private final OpenedTiers tiers = new OpenedTiers();
    private final Store store = tiers.open(TierKind.MEMORY, /* touchable= */ false, Path.of("unused"));

    @AfterEach
    void close() {
        store.close();
        tiers.close();
    }

    private static int hash(Object key) {
        return Store.spread(key.hashCode());
    }

    private Entry put(Object key, Object value) {
        return store.put(key, hash(key), value, Lifetime.ETERNAL, 1);
    }

    private @Nullable Object valueOf(Object key) {
        Entry entry = store.peek(key, hash(key));
        return entry == null ? null : entry.value();
    }

    @Test
    void get_keyWithOtherBytesThatEquals_isFound() {
        put(new Initialled("Ann"), 1);

        assertThat(valueOf(new Initialled("ANN"))).isEqualTo(1);
        assertThat(valueOf(new Initialled("Amy"))).isNull();
    }

    /** A map of bytes takes no key of any length: from there on its hash has to do. */
    @Test
    void put_canonicalKeyThatIsTooLongForTheMap_isFoundAndReplaced() {
        String shorter = "k".repeat(1000);
        String longer = "k".repeat(100_000);
        put(shorter, "x".repeat(10_000));
        put(longer, 1);
        put(longer, "x".repeat(10_000));

        assertThat(valueOf("k".repeat(1000))).isEqualTo("x".repeat(10_000));
        assertThat(valueOf("k".repeat(100_000))).isEqualTo("x".repeat(10_000));
        assertThat(valueOf("k".repeat(100_001))).isNull();
    }

    @Test
    void put_onDisk_saysOfWhichCacheTheKeyIsRefusedAndWhatToDo(@TempDir Path folder) {
        Store file = tiers.open(TierKind.FILE, /* touchable= */ false, folder);
        Object key = new Initialled("Ann");

        assertThatThrownBy(() -> file.put(key, hash(key), 1, Lifetime.ETERNAL, 1))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("cache=cache-")
                .hasMessageContaining(Initialled.class.getName())
                .hasMessageContaining("Make keys of strings");
        file.close();
    }

    @Test
    void put_keysOfOneHash_areAllFoundAndReplaced() {
        for (int id = 0; id < Collisions.MOST; id++) {
            put(new Initialled("A" + id), id);
        }
        for (int id = 0; id < Collisions.MOST; id += 2) {
            put(new Initialled("a" + id), -id);
        }

        for (int id = 0; id < Collisions.MOST; id++) {
            assertThat(valueOf(new Initialled("A" + id))).isEqualTo(id % 2 == 0 ? -id : id);
        }
        assertThat(store.size()).isEqualTo(Collisions.MOST);
    }

    @Test
    void put_moreKeysOfOneHashThanThereIsRoomFor_losesSomeAndKeepsTheLatest() {
        for (int id = 0; id < 3 * Collisions.MOST; id++) {
            put(new Initialled("A" + id), id);

            assertThat(valueOf(new Initialled("A" + id))).isEqualTo(id);
        }

        assertThat(store.size()).isEqualTo(Collisions.MOST);
        for (Entry entry : StoreInvariants.scan(store)) {
            Initialled key = (Initialled) entry.key();
            assertThat(valueOf(key)).isEqualTo(Integer.parseInt(key.name().substring(1)));
        }
    }

    @Test
    void put_moreKeysOfOneHashThanThereIsRoomFor_evictsThoseThatGiveWay() {
        for (int id = 0; id < Collisions.MOST; id++) {
            put(new Initialled("A" + id), id);
        }
        assertThat(store.evictSome(0)).isNull();

        put(new Initialled("B"), 1);
        put(new Initialled("A64"), 64);
        put(new Initialled("a64"), -64);
        put(new Initialled("A65"), 65);

        assertThat(store.evictSome(0)).isEqualTo(new Evictions(2, 0));
        assertThat(store.evictSome(0)).isNull();
        assertThat(store.size()).isEqualTo(Collisions.MOST + 1);
        assertThat(valueOf(new Initialled("B"))).isEqualTo(1);
    }

    @Test
    void put_inThePlaceOfAnExpiredKeyOfTheHash_tellsOfIt() {
        for (int id = 0; id < Collisions.MOST; id++) {
            Initialled key = new Initialled("A" + id);
            store.put(key, hash(key), id, new Lifetime(1, 1), 1);
        }
        assertThat(store.evict(TELLING)).isNull();

        put(new Initialled("A64"), 64);
        Entry told = requireNonNull(store.evict(TELLING));

        assertThat(valueOf(told.key())).isNull();
        assertThat(told.value())
                .isEqualTo(Integer.parseInt(((Initialled) told.key()).name().substring(1)));
        assertThat(store.evict(TELLING)).isNull();
    }

    @Test
    void put_tooLargeInThePlaceOfAnotherKeyOfTheHash_leavesThat() {
        for (int id = 0; id < Collisions.MOST; id++) {
            put(new Initialled("A" + id), id);
        }

        assertThatThrownBy(() -> put(new Initialled("A64"), new byte[8 << 20]))
                .isInstanceOf(EntryTooLargeException.class);

        assertThat(store.size()).isEqualTo(Collisions.MOST);
        assertThat(store.evictSome(0)).isNull();
    }

    @Test
    void remove_someOfTheKeysOfOneHash_leavesTheOthers() {
        for (int id = 0; id < 9; id++) {
            put(new Initialled("A" + id), id);
        }

        for (int id : new int[] {4, 0, 8}) {
            Initialled key = new Initialled("a" + id);
            assertThat(store.remove(requireNonNull(store.peek(key, hash(key))))).isTrue();
        }
        put(new Initialled("A4"), 40);

        for (int id = 0; id < 9; id++) {
            Object expected = id == 4 ? (Object) 40 : id % 8 == 0 ? null : (Object) id;
            assertThat(valueOf(new Initialled("A" + id))).as("A%s", id).isEqualTo(expected);
        }
        assertThat(store.size()).isEqualTo(7);
    }

    @Test
    void remove_keyWhoseNumberAnotherHasTakenSince_leavesThatOne() {
        Entry ann = put(new Initialled("Ann"), 1);
        put(new Initialled("Amy"), 2);
        store.remove(ann);
        put(new Initialled("Ada"), 3);

        assertThat(store.remove(ann)).isFalse();

        assertThat(valueOf(new Initialled("Ada"))).isEqualTo(3);
        assertThat(valueOf(new Initialled("Amy"))).isEqualTo(2);
    }

    @Test
    void clear_keysOfOneHash_areGoneAndCanBePutAgain() {
        for (int id = 0; id < 9; id++) {
            put(new Initialled("A" + id), id);
        }

        store.clear();
        put(new Initialled("A5"), 50);

        assertThat(valueOf(new Initialled("A4"))).isNull();
        assertThat(valueOf(new Initialled("A5"))).isEqualTo(50);
        assertThat(store.size()).isEqualTo(1);
    }

    @Test
    void put_keyThatIsChangedAfterwards_isFoundAsItWas() {
        List<String> key = new ArrayList<>(List.of("a"));
        put(key, 1);

        key.add("b");

        assertThat(valueOf(key)).isNull();
        assertThat(valueOf(List.of("a"))).isEqualTo(1);
    }
}
