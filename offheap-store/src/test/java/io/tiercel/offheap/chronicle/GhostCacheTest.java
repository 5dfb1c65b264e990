package io.tiercel.offheap.chronicle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a ghost has, by its rule. */
final class GhostCacheTest {

    private static final int MOST = 100;

    private final GhostFrequencies frequencies = new GhostFrequencies(MOST);
    private final GhostCache recent = new GhostCache(new WindowRule(0.99, 0), MOST);
    private final GhostCache popular = new GhostCache(new WindowRule(0.02, 0), MOST);

    private boolean use(GhostCache ghost, long key) {
        frequencies.count(key);
        return ghost.use(key, frequencies);
    }

    @Test
    void use_beyondTheLimit_letsTheOldestNewOneGo() {
        recent.limit(50);
        for (long key = 0; key < 50; key++) {
            assertThat(use(recent, key)).isFalse();
        }
        assertThat(use(recent, 0)).isTrue();
        for (long key = 50; key < 60; key++) {
            use(recent, key);
        }

        assertThat(recent.size()).isEqualTo(50);
        assertThat(use(recent, 0)).as("used since").isTrue();
        assertThat(use(recent, 59)).as("came last").isTrue();
        assertThat(use(recent, 5)).as("came first").isFalse();
    }

    @Test
    void loopThatIsLargerThanTheLimit_hitsWhereFewAreNew() {
        long hitsOfRecent = 0;
        long hitsOfPopular = 0;
        for (int round = 0; round < 20; round++) {
            for (long key = 0; key < 2 * MOST; key++) {
                frequencies.count(key);
                hitsOfRecent += recent.use(key, frequencies) ? 1 : 0;
                hitsOfPopular += popular.use(key, frequencies) ? 1 : 0;
            }
        }

        assertThat(hitsOfRecent).isLessThan(10 * 20);
        assertThat(hitsOfPopular).isGreaterThan(80 * 20 * 8 / 10);
    }

    @Test
    void newKey_thatHasTheLeadAsked_takesThePlaceOfASettledOne() {
        for (int lead = 0; lead <= 2; lead++) {
            assertThat(isAdmitted(lead, /* uses= */ lead + 1))
                    .as("lead=%d", lead)
                    .isFalse();
            assertThat(isAdmitted(lead, /* uses= */ lead + 2))
                    .as("lead=%d", lead)
                    .isTrue();
        }
    }

    /** Asks for a key so often, and for others once, and returns whether it is there still. */
    private static boolean isAdmitted(int lead, int uses) {
        GhostFrequencies counted = new GhostFrequencies(MOST);
        GhostCache ghost = new GhostCache(new WindowRule(0.02, lead), MOST);
        for (long key = 0; key < MOST; key++) {
            counted.count(key);
            ghost.use(key, counted);
        }
        for (int use = 0; use < uses; use++) {
            counted.count(MOST);
            ghost.use(MOST, counted);
        }
        for (long key = MOST + 1; key < MOST + 10; key++) {
            counted.count(key);
            ghost.use(key, counted);
        }
        return ghost.use(MOST, counted);
    }

    @Test
    void keysThatAreAskedForSoonOrNever_hitWhereManyAreNew() {
        long hitsOfRecent = 0;
        long hitsOfPopular = 0;
        for (long key = 0; key < 50 * MOST; key++) {
            for (long asked = key; asked >= Math.max(0, key - 40); asked -= 40) {
                frequencies.count(asked);
                hitsOfRecent += recent.use(asked, frequencies) ? 1 : 0;
                hitsOfPopular += popular.use(asked, frequencies) ? 1 : 0;
            }
        }

        assertThat(hitsOfRecent).isGreaterThan(49 * MOST);
        assertThat(hitsOfPopular).isLessThan(20 * MOST);
    }

    @Test
    void limit_thatShrinks_isKeptFromTheNextNewKeyOn() {
        for (long key = 0; key < MOST; key++) {
            use(popular, key);
        }
        popular.limit(30);
        use(popular, MOST);

        assertThat(popular.size()).isEqualTo(30);
    }

    @Test
    void retain_forgetsWhatIsNotWanted() {
        for (long key = 0; key < MOST; key++) {
            use(recent, key);
        }
        recent.retain(key -> key % 2 == 0);

        assertThat(recent.size()).isEqualTo(MOST / 2);
        assertThat(use(recent, 10)).isTrue();
        assertThat(use(recent, 11)).isFalse();
    }

    @Test
    void copy_hasTheSameKeysInTheSameOrder() {
        for (long key = 0; key < MOST; key++) {
            use(popular, key);
        }
        use(popular, 0);
        use(recent, 1_000);
        recent.copy(popular);
        use(recent, MOST);

        assertThat(recent.size()).isEqualTo(MOST);
        assertThat(use(recent, 0)).as("used last").isTrue();
        assertThat(use(recent, 2)).as("one of the first").isTrue();
        assertThat(use(recent, 1)).as("the oldest").isFalse();
        assertThat(use(recent, 1_000)).as("what was there before").isFalse();
    }
}
