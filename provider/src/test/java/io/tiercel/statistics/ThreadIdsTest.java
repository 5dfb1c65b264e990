package io.tiercel.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ThreadIdsTest {

    @Test
    void trusted_whereTheJdkIsWhole_isTrue() {
        assertThat(ThreadIds.TRUSTED).isTrue();
    }

    @Test
    @SuppressWarnings("deprecation") // getId since Java 19
    void of_aThreadThatSaysAnotherId_isItsOwn() {
        Thread liar = new Thread() {
            @Override
            public long getId() {
                return 1;
            }
        };
        Thread honest = new Thread();

        assertThat(ThreadIds.of(honest)).isEqualTo(honest.getId());
        assertThat(ThreadIds.of(liar)).isNotIn(1L, honest.getId());
    }
}
