package io.tiercel.heap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.store.DetachedEntry;
import io.tiercel.store.Entry;
import io.tiercel.store.Lifetime;
import io.tiercel.store.Store;
import io.tiercel.store.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How copies of entries below come to the heap, and leave it. */
class HeapCopiesTest {

    private static final int CAPACITY = 10;

    private final HeapStore store =
            new HeapStore(new EntryShape(/* touchable= */ false, /* weighed= */ true, /* versioned= */ true), CAPACITY);
    private final HeapCopies copies = store.copies();

    private static int hash(String key) {
        return Store.spread(key.hashCode());
    }

    private static Entry below(String key, int version) {
        return new DetachedEntry(key, hash(key), "value " + version, Lifetime.ETERNAL, version);
    }

    private @Nullable Entry renew(String key, int version, long weight, boolean wanted) {
        return copies.renew(key, below(key, version), weight, () -> wanted);
    }

    private boolean isThere(String key) {
        return store.peek(key, hash(key)) != null;
    }

    @Test
    void renew_hasAnOlderCopy_takesItsPlace() {
        renew("a", 1, 1, /* wanted= */ true);

        renew("a", 2, 1, /* wanted= */ true);

        assertThat(Objects.requireNonNull(store.peek("a", hash("a"))).version()).isEqualTo(2);
        assertThat(store.size()).isOne();
    }

    @Test
    void renew_notWanted_removesTheOlderCopy() {
        renew("a", 1, 1, /* wanted= */ true);

        assertThat(renew("a", 2, 1, /* wanted= */ false)).isNull();

        assertThat(isThere("a")).isFalse();
        assertThat(store.size()).isZero();
    }

    @Test
    void renew_heavierThanWhatIsFree_makesNoCopy() {
        renew("a", 1, CAPACITY - 2, /* wanted= */ true);

        assertThat(renew("b", 1, 3, /* wanted= */ true)).isNull();
        assertThat(renew("c", 1, 2, /* wanted= */ true)).isNotNull();

        assertThat(store.weight()).isEqualTo(CAPACITY);
    }

    @Test
    void remove_ofAnotherVersion_leavesTheCopy() {
        renew("a", 2, 1, /* wanted= */ true);

        copies.remove("a", hash("a"), 1);
        assertThat(isThere("a")).isTrue();

        copies.remove("a", hash("a"), 2);
        assertThat(isThere("a")).isFalse();
    }

    @Test
    void demote_beyondTheBound_tellsOfTheCopyWhileItIsFound() {
        copies.add("a", below("a", 1), CAPACITY, () -> true);
        assertThat(copies.demote(left -> {})).isNull();
        copies.add("b", below("b", 1), 1, () -> true);
        List<Boolean> found = new ArrayList<>();

        Entry left = Objects.requireNonNull(copies.demote(tellingWhetherFound(found)));

        assertThat(found).containsExactly(true);
        assertThat(HeapCopies.isHeld(left)).isFalse();
        assertThat(store.size()).isOne();
    }

    @Test
    void removeAll_ofAHash_tellsOfEachCopyWhileItIsFound() {
        copies.add("Aa", below("Aa", 1), 1, () -> true);
        copies.add("BB", below("BB", 1), 1, () -> true); // has the same hash code
        List<Boolean> found = new ArrayList<>();

        copies.removeAll(hash("Aa"), tellingWhetherFound(found));

        assertThat(found).containsExactly(true, true);
        assertThat(store.size()).isZero();
        assertThat(copies.mayHold(hash("Aa"))).isFalse();
    }

    @Test
    void removeAll_tellingFails_leavesNoCopy() {
        copies.add("a", below("a", 1), 1, () -> true);

        assertThatThrownBy(() -> copies.removeAll(hash("a"), copy -> {
                    throw new OutOfMemoryError("of this test");
                }))
                .isInstanceOf(OutOfMemoryError.class);

        assertThat(isThere("a")).isFalse();
    }

    @Test
    void latestDeadline_whileTheChainIsRelinked_isNotThatOfFewerCopies() throws Exception {
        String[] keys = {"AaAa", "BBBB", "AaBB"}; // have one hash code
        for (int i = 0; i < keys.length; i++) {
            Entry below = new DetachedEntry(keys[i], hash(keys[i]), "value", new Lifetime(i + 1, i + 1), 1);
            copies.add(keys[i], below, 1, () -> true);
        }
        AtomicBoolean over = new AtomicBoolean();

        Threads.run(
                () -> {
                    while (!over.get()) {
                        assertThat(copies.latestDeadline(hash("AaAa")))
                                .isIn((long) keys.length, HeapCopies.UNSURE_DEADLINE);
                    }
                },
                () -> {
                    for (int turn = 0; turn < 200_000; turn++) {
                        String key = keys[turn % keys.length];
                        store.favour(Objects.requireNonNull(store.peek(key, hash(key))));
                    }
                    over.set(true);
                });
    }

    private Consumer<Entry> tellingWhetherFound(List<Boolean> found) {
        return copy -> found.add(isThere((String) copy.key()));
    }
}
