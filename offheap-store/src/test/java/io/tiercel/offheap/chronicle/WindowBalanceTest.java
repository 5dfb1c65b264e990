package io.tiercel.offheap.chronicle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What part of the entries may be new, by what is asked for. */
final class WindowBalanceTest {

    private static final int ENTRIES = 8_000;

    private static final int READS = 60 * ENTRIES;

    private final SegmentMemory memory = SegmentMemory.allocate("balance", Geometry.of(4 << 20));
    private final SplittableRandom random = new SplittableRandom(1);
    private final WindowBalance balance = new WindowBalance(memory.shape(), () -> ENTRIES);

    @AfterEach
    void close() {
        memory.close();
    }

    /** Some 8,000 keys come, and then all segments are full. */
    @BeforeEach
    void fill() {
        for (int key = 0; key < ENTRIES; key++) {
            use(-1 - key);
        }
        balance.full(ENTRIES / memory.shape().segments);
    }

    private void use(long key) {
        balance.used(KeyHash.of(1, Long.toString(key).getBytes(StandardCharsets.US_ASCII)));
    }

    private int newOf1000() {
        return balance.rule().newEntries(1_000);
    }

    @Test
    void newEntries_untilSomethingIsKnown_areHalf() {
        assertThat(newOf1000()).isEqualTo(500);
        assertThat(new WindowBalance(memory.shape(), () -> 0).rule().newEntries(1_000))
                .isEqualTo(500);
    }

    @Test
    void newEntries_inALoop_areFew() {
        for (int read = 0; read < READS; read++) {
            use(read % (ENTRIES * 3 / 2));
        }

        assertThat(newOf1000()).isLessThan(50);
    }

    @Test
    void rule_whereSomeArePopularAmongManyOthers_asksForALead() {
        for (int read = 0; read < 2 * READS; read++) {
            use(random.nextBoolean() ? random.nextInt(ENTRIES) : ENTRIES + random.nextInt(8 * ENTRIES));
        }

        assertThat(balance.rule()).isEqualTo(new WindowRule(0.02, 1));
    }

    @Test
    void newEntries_ifMorePartsThanOneWouldDo_areThoseMostLikeBefore() {
        for (int read = 0; read < 3 * ENTRIES; read++) {
            use(read % (ENTRIES * 2 / 3));
        }

        assertThat(newOf1000()).isEqualTo(750);
    }

    @Test
    void newEntries_whereTheLatestIsWanted_areNearlyAll() {
        for (int read = 0; read < READS; read++) {
            use(read / 3 - random.nextInt(ENTRIES * 9 / 10));
        }

        assertThat(newOf1000()).isGreaterThan(700).isLessThan(1_000);
    }

    @Test
    void newEntries_ifWhatIsWantedChanges_follow() {
        for (int read = 0; read < READS; read++) {
            use(read % (ENTRIES * 3 / 2));
        }
        for (int read = 0; read < 2 * READS; read++) {
            use(read / 3 - random.nextInt(ENTRIES * 9 / 10));
        }

        assertThat(newOf1000()).isGreaterThan(700);
    }

    @Test
    void newEntries_ifAllFits_stayAsTheyAre() {
        for (int read = 0; read < READS; read++) {
            use(-1 - random.nextInt(ENTRIES));
        }

        assertThat(newOf1000()).isEqualTo(500);
    }

    @Test
    void newEntries_ifEntriesBecomeSmaller_areFoundStill() {
        int more = 4 * ENTRIES;
        for (int i = 0; i < 1_000; i++) {
            balance.full(more / memory.shape().segments);
        }
        for (int read = 0; read < 4 * READS; read++) {
            use(read % (more * 3 / 2));
        }

        assertThat(newOf1000()).isLessThan(50);
    }

    @Test
    void fadings_areOneForTenUsesOfAnEntry() {
        int before = balance.fadings();
        for (int read = 0; read < READS; read++) {
            use(-1 - random.nextInt(ENTRIES));
        }

        assertThat(balance.fadings() - before).isBetween(5, 7);
    }
}
