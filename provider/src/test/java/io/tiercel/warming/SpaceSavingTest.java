package io.tiercel.warming;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpaceSavingTest {

    private static final int KEYS = 1_000_000;
    private static final double SKEW = 0.99;
    private static final long NEVER = Long.MAX_VALUE;

    private static SpaceSaving<Integer> counting(int counters, long window) {
        return new SpaceSaving<>(counters, window, UnaryOperator.identity());
    }

    /** The weights of keys by rank, added up. */
    private static double[] zipf() {
        double[] sums = new double[KEYS];
        double sum = 0;
        for (int rank = 0; rank < KEYS; rank++) {
            sum += Math.pow(rank + 1, -SKEW);
            sums[rank] = sum;
        }
        return sums;
    }

    private static int draw(double[] sums, SplittableRandom random) {
        int at = Arrays.binarySearch(sums, random.nextDouble() * sums[KEYS - 1]);
        return at < 0 ? -at - 1 : at;
    }

    @Test
    void top_sampledReadsOfAMillionKeys_findsTheHottest() {
        double[] sums = zipf();
        SplittableRandom random = new SplittableRandom(42);
        SpaceSaving<Integer> frequencies = HotKeys.counting(1_000, HotKeys.SAMPLE, UnaryOperator.identity());
        for (int sample = 0; sample < 500_000; sample++) {
            frequencies.add(draw(sums, random), HotKeys.SAMPLE);
        }
        Set<Integer> found = frequencies.top(1_000).stream().map(HotKey::key).collect(Collectors.toSet());

        assertThat(IntStream.range(0, 100).filter(found::contains).count()).isEqualTo(100);
        assertThat(IntStream.range(0, 1_000).filter(found::contains).count()).isGreaterThan(880);
        assertThat(share(found, sums)).isGreaterThan(0.99);
    }

    /** Returns what part of the reads of the hottest keys the found ones have. */
    private static double share(Set<Integer> found, double[] sums) {
        double weight = found.stream()
                .mapToDouble(key -> key == 0 ? sums[0] : sums[key] - sums[key - 1])
                .sum();
        return weight / sums[found.size() - 1];
    }

    @Test
    void add_fewerKeysThanCounters_isExact() {
        SpaceSaving<Integer> frequencies = counting(100, NEVER);
        for (int key = 1; key <= 50; key++) {
            frequencies.add(key, key);
        }

        assertThat(frequencies.top(3))
                .containsExactly(new HotKey<>(50, 50), new HotKey<>(49, 49), new HotKey<>(48, 48));
        assertThat(frequencies.top(1_000)).hasSize(50);
    }

    @Test
    void add_anyStream_keepsTheBoundsOfThePaper() {
        SplittableRandom random = new SplittableRandom(7);
        SpaceSaving<Integer> frequencies = counting(64, NEVER);
        Map<Integer, Long> exact = new HashMap<>();
        long total = 0;
        for (int i = 0; i < 20_000; i++) {
            int key = (int) Math.pow(2, random.nextDouble() * 12);
            int weight = 1 + random.nextInt(3);
            frequencies.add(key, weight);
            exact.merge(key, (long) weight, Long::sum);
            total += weight;
        }
        Set<Integer> counted = frequencies.top(64).stream().map(HotKey::key).collect(Collectors.toSet());
        long bound = total / 64;

        assertThat(frequencies.size()).isEqualTo(64);
        exact.forEach((key, count) -> {
            if (count > bound) {
                assertThat(counted).contains(key);
            }
        });
        assertThat(frequencies.top(64))
                .allSatisfy(each -> assertThat((double) each.frequency())
                        .isBetween(
                                exact.getOrDefault(each.key(), 0L) - (double) bound,
                                exact.getOrDefault(each.key(), 0L) + (double) bound));
    }

    @Test
    void add_keysThatWereHotLongAgo_giveWay() {
        SpaceSaving<Integer> frequencies = counting(100, 1_000);
        for (int i = 0; i < 5_000; i++) {
            frequencies.add(i % 10, 1);
        }
        for (int i = 0; i < 5_000; i++) {
            frequencies.add(50 + i % 10, 1);
        }
        List<Integer> hottest =
                frequencies.top(10).stream().map(HotKey::key).sorted().toList();

        assertThat(hottest).containsExactly(50, 51, 52, 53, 54, 55, 56, 57, 58, 59);
    }

    @Test
    void add_keyThatCanChange_isKeptAsACopy() {
        SpaceSaving<StringBuilder> frequencies = new SpaceSaving<>(10, NEVER, key -> new StringBuilder(key.toString()));
        StringBuilder key = new StringBuilder("a");
        frequencies.add(key, 1);
        key.append("b");

        assertThat(frequencies.top(1).get(0).key()).hasToString("a");
    }
}
