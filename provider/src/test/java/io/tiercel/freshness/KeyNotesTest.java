package io.tiercel.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.store.Store;
import org.junit.jupiter.api.Test;

final class KeyNotesTest {

    private final KeyNotes notes = new KeyNotes(10);

    private void note(Object key, long untilMillis) {
        notes.note(key, Store.spread(key.hashCode()), untilMillis);
    }

    private boolean isNoted(Object key, long nowMillis) {
        return notes.isNoted(key, Store.spread(key.hashCode()), () -> nowMillis);
    }

    @Test
    void note_holdsUntilItsTime() {
        note("a", 100);
        assertThat(isNoted("a", 99)).isTrue();
        assertThat(isNoted("a", 100)).isFalse();
        assertThat(isNoted("b", 99)).isFalse();
    }

    @Test
    void forget_oneKey_leavesOthers() {
        note("a", 100);
        note("b", 100);
        notes.forget("a");
        assertThat(isNoted("a", 0)).isFalse();
        assertThat(isNoted("b", 0)).isTrue();
        notes.clear();
        assertThat(isNoted("b", 0)).isFalse();
    }

    @Test
    void note_many_isBounded() {
        for (int key = 0; key < 1_000; key++) {
            note(key, 100);
        }
        assertThat(notes.size()).isEqualTo(10);
    }
}
