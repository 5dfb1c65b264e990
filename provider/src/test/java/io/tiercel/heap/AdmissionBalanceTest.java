package io.tiercel.heap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdmissionBalanceTest {

    private final AdmissionBalance balance = new AdmissionBalance();

    @ParameterizedTest
    @CsvSource({"3,1,true", "3,0,true", "7,4,true", "2,2,false", "1,7,false", "1,1,false", "1,0,false", "0,0,false"})
    void admits_withoutALeadOfOne_isByFrequencyAlone(int candidateUses, int incumbentUses, boolean admitted) {
        for (int i = 0; i < 10; i++) {
            assertThat(balance.admits(candidateUses, incumbentUses)).isEqualTo(admitted);
            assertThat(balance.wasClose()).isFalse();
        }
    }

    @Test
    void admits_withALeadOfOne_isHalfOfThemAtFirst() {
        assertThat(admittedOf(1_000)).isEqualTo(500);
        assertThat(balance.wasClose()).isTrue();
    }

    @Test
    void missesOfIncumbents_refuseAlmostAll_butNotAll() {
        for (int i = 0; i < 1_000; i++) {
            balance.missedIncumbent();
        }

        assertThat(admittedOf(1_000)).isBetween(1, 20);
    }

    @Test
    void missesOfCandidates_admitAlmostAll_butNotAll() {
        for (int i = 0; i < 1_000; i++) {
            balance.missedCandidate();
        }

        assertThat(admittedOf(1_000)).isBetween(900, 980);
    }

    @Test
    void missesOfBothAlike_refuse() {
        for (int i = 0; i < 1_000; i++) {
            returnInProportion(i, /* incumbents= */ 1.0, /* candidates= */ 1.0);
        }

        assertThat(balance.share()).isLessThan(0.1);
    }

    @Test
    void missesOfTwiceTheCandidates_admit() {
        for (int i = 0; i < 10_000; i++) {
            returnInProportion(i, /* incumbents= */ 0.1, /* candidates= */ 0.2);
        }

        assertThat(balance.share()).isGreaterThan(0.8);
    }

    @Test
    void oneMiss_movesTheShareByLittle() {
        balance.missedCandidate();

        assertThat(balance.share()).isCloseTo(0.5, within(0.02));
    }

    /** Holds one contest, whose loser returns with a chance of its kind, by turns. */
    private void returnInProportion(int turn, double incumbents, double candidates) {
        boolean admitted = balance.admits(2, 1);
        double chance = admitted ? incumbents : candidates;
        boolean returns = (turn * 0.618_033_988_749) % 1 < chance;
        if (returns && admitted) {
            balance.missedIncumbent();
        } else if (returns) {
            balance.missedCandidate();
        }
    }

    private int admittedOf(int contests) {
        int admitted = 0;
        for (int i = 0; i < contests; i++) {
            if (balance.admits(2, 1)) {
                admitted++;
            }
        }
        return admitted;
    }
}
