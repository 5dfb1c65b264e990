package io.tiercel.heap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QueueBalanceTest {

    private final QueueBalance balance = new QueueBalance(1_000);

    @Test
    void windowAndMain_makeUpTheCapacity() {
        assertThat(balance.windowWeight()).isEqualTo(100);
        assertThat(balance.windowWeight() + balance.mainWeight()).isEqualTo(1_000);
    }

    @Test
    void missesOfRefused_growTheWindowUpToABound() {
        for (int i = 0; i < 10_000; i++) {
            balance.missedRefused(1);
        }
        assertThat(balance.windowWeight()).isEqualTo(950);
    }

    @Test
    void usesOnProbation_shrinkTheWindowDownToABound() {
        for (int i = 0; i < 10_000; i++) {
            balance.usedOnProbation(1);
        }
        assertThat(balance.windowWeight()).isEqualTo(10);
    }

    @Test
    void missesOfEvicted_shrinkTheWindow() {
        balance.missedEvicted(10);

        assertThat(balance.windowWeight()).isLessThan(100);
    }

    @Test
    void withCapacity_keepsTheRatio() {
        balance.missedRefused(200);

        assertThat(balance.withCapacity(10_000).windowWeight()).isEqualTo(2_000);
    }

    @Test
    void capacityOfOne_isAllWindow() {
        QueueBalance tiny = new QueueBalance(1);

        assertThat(tiny.windowWeight()).isEqualTo(1);
        assertThat(tiny.mainWeight()).isZero();
    }
}
