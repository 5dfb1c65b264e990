package io.tiercel.offheap.chronicle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LockWordsTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 16, 1024, 8192, 1 << 16})
    void words_areOnesOwn(int count) {
        LockWords words = new LockWords(count, /* state= */ 7);

        for (int lock = 0; lock < count; lock++) {
            assertThat(words.replace(lock, 8, 0)).isFalse();
            assertThat(words.replace(lock, 7, lock)).isTrue();
            words.add(lock, 1);
        }
        for (int lock = 0; lock < count; lock++) {
            assertThat(words.get(lock)).isEqualTo(lock + 1);
            words.set(lock, -1);
        }
        assertThat(words.get(0)).isEqualTo(-1);
    }
}
