package io.tiercel.offheap.chronicle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Keys are found by the numbers that they were given, whatever came and left. */
final class GhostKeysTest {

    private static final int MOST = 100;

    private final GhostKeys keys = new GhostKeys(MOST);

    @Test
    void keysThatComeAndLeave_areFoundByTheirNumbers() {
        SplittableRandom random = new SplittableRandom(1);
        Map<Long, Integer> expected = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            long key = random.nextLong(3 * MOST) - MOST;
            Integer number = expected.remove(key);
            if (number != null) {
                keys.remove(number);
            } else if (expected.size() < MOST) {
                expected.put(key, keys.add(key));
            }
            assertThat(keys.size()).isEqualTo(expected.size());
            long other = random.nextLong(3 * MOST) - MOST;
            assertThat(keys.find(other)).isEqualTo(expected.getOrDefault(other, GhostKeys.NONE));
        }
        expected.forEach((key, number) -> assertThat(keys.key(number)).isEqualTo(key));
        assertThat(expected.values()).doesNotHaveDuplicates().allMatch(number -> number >= 0 && number < MOST);
    }

    @Test
    void clear_forgetsAll() {
        for (int round = 0; round < 3; round++) {
            for (long key = 0; key < MOST; key++) {
                keys.add(key);
            }
            keys.clear();

            assertThat(keys.size()).isZero();
            assertThat(keys.find(5)).isEqualTo(GhostKeys.NONE);
        }
    }
}
