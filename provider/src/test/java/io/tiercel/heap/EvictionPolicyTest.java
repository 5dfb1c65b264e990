package io.tiercel.heap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvictionPolicyTest {

    private int next;

    @Test
    void evict_ofNone_isNull() {
        assertThat(new EvictionPolicy(1).evict(any -> true)).isNull();
    }

    @Test
    void evict_ofTheOnlyEntry_takesIt() {
        EvictionPolicy policy = new EvictionPolicy(1);
        TestEntry only = new TestEntry(1);
        policy.inserted(only);

        assertThat(policy.evict(any -> true)).isSameAs(only);
        assertThat(policy.weight()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 1_000})
    void put_ofAnEntryAfterHotOnes_entersAlways(int capacity) {
        TestCache cache = new TestCache(capacity);
        for (int key = 0; key < 3 * capacity; key++) {
            cache.read(key);
            cache.resident.values().forEach(HeapEntry::use);
            assertThat(cache.resident).containsKey(key);
        }
        assertThat(cache.resident).hasSize(capacity);
    }

    @Test
    void put_ofMoreThanTheCapacity_leavesTheOthers() {
        TestCache cache = new TestCache(10);
        for (int key = 0; key < 10; key++) {
            cache.put(new TestEntry(key));
        }

        cache.put(new TestEntry(99, 11));

        assertThat(cache.resident).hasSize(10).doesNotContainKey(99);
    }

    @Test
    void replaced_byAHeavierEntry_evictsOthers() {
        TestCache cache = new TestCache(10);
        for (int key = 0; key < 10; key++) {
            cache.put(new TestEntry(key));
        }

        cache.put(new TestEntry(0, 8));

        assertThat(cache.resident).hasSize(3).containsKey(0);
        assertThat(cache.policy.weight()).isEqualTo(10);
    }

    @Test
    void replaced_countsAsAUse() {
        EvictionPolicy policy = new EvictionPolicy(2);
        TestEntry old = new TestEntry(1);
        TestEntry fresh = new TestEntry(1);
        policy.inserted(old);

        policy.replaced(old, fresh);

        assertThat(fresh.uses).isEqualTo((byte) 1);
    }

    @Test
    void evict_whenTheGateRefuses_offersAnother() {
        TestCache cache = new TestCache(20);
        for (int key = 0; key < 20; key++) {
            cache.read(key);
        }
        List<HeapEntry> refused = new ArrayList<>();

        HeapEntry victim = cache.policy.evict(entry -> refused.size() == 5 || !refused.add(entry));

        assertThat(refused).hasSize(5).doesNotHaveDuplicates().doesNotContain(victim);
        assertThat(cache.policy.size()).isEqualTo(19);
    }

    @Test
    void evict_whenTheGateRefusesTheWindow_takesFromTheMainPart() {
        TestCache cache = new TestCache(20);
        for (int key = 0; key < 20; key++) {
            cache.read(key);
        }
        cache.policy.inserted(new TestEntry(20));

        HeapEntry victim = cache.policy.evict(entry -> entry.queue != 1);

        assertThat(victim).isNotNull();
    }

    @Test
    void evict_whenTheGateRefusesAll_endsAndKeepsAll() {
        TestCache cache = new TestCache(100);
        for (int key = 0; key < 100; key++) {
            cache.read(key);
        }

        assertThat(cache.policy.evict(any -> false)).isNull();
        assertThat(cache.policy.size()).isEqualTo(100);
    }

    @Test
    void clear_forgetsAll() {
        TestCache cache = new TestCache(10);
        cache.hits(50, () -> next++);

        cache.policy.clear();

        assertThat(cache.policy.size()).isZero();
        assertThat(cache.policy.weight()).isZero();
        assertThat(cache.policy.evict(any -> true)).isNull();
    }

    @Test
    void capacity_ofLess_isReachedByEvicting() {
        TestCache cache = new TestCache(100);
        cache.hits(300, () -> next++);

        cache.policy.capacity(10);
        while (cache.policy.weight() > 10) {
            assertThat(cache.policy.evict(any -> true)).isNotNull();
        }

        assertThat(cache.policy.size()).isEqualTo(10);
    }

    @Test
    void capacity_ofNone_isRefused() {
        EvictionPolicy policy = new EvictionPolicy(1);

        assertThatThrownBy(() -> policy.capacity(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new EvictionPolicy(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void inserted_ofAFewInALargeCache_remembersNothing() {
        EvictionPolicy policy = new EvictionPolicy(1L << 40);
        for (int key = 0; key < 100; key++) {
            policy.inserted(new TestEntry(key));
        }

        assertThat(policy.rememberedEntries()).isZero();
    }

    @Test
    void evict_fromAFullCache_remembersInProportionToItsEntries() {
        TestCache cache = new TestCache(10_000);
        cache.hits(50_000, () -> next++);

        assertThat(cache.policy.rememberedEntries()).isBetween(10_000L, 11_000L);
    }

    @Test
    void scan_ofOneShotKeys_leavesTheHotOnes() {
        TestCache cache = new TestCache(1_000);
        SplittableRandom random = new SplittableRandom(1);
        cache.hits(20_000, () -> random.nextInt(500));

        next = 1_000_000;
        cache.hits(10_000, () -> next++);

        assertThat(cache.resident.keySet().stream().filter(key -> key < 500)).hasSizeGreaterThan(480);
    }

    @Test
    void loop_largerThanTheCache_hitsInMostOfItsShare() {
        TestCache cache = new TestCache(800);
        cache.hits(10_000, () -> next++ % 1_000);

        assertThat(cache.hits(10_000, () -> next++ % 1_000)).isGreaterThan(7_000);
    }

    /** What fits of the loop hits in each round, but for the window. */
    @ParameterizedTest
    @ValueSource(ints = {300, 600, 900, 950, 990})
    void loop_ofManyRounds_hitsInAlmostAllOfItsShare(int capacity) {
        TestCache cache = new TestCache(capacity);
        cache.hits(30_000, () -> next++ % 1_000);

        // 100 rounds
        assertThat(cache.hits(100_000, () -> next++ % 1_000)).isGreaterThan(capacity * 96);
    }

    /** A lead of one use is all that tells a key that becomes popular from one that no longer is. */
    @Test
    void popularity_thatMovesSlowly_isFollowed() {
        TestCache cache = new TestCache(500);
        SplittableRandom random = new SplittableRandom(4);
        cache.hits(100_000, () -> next++ / 100 + skewed(random));

        assertThat(cache.hits(200_000, () -> next++ / 100 + skewed(random))).isGreaterThan(122_000);
    }

    /** Draws 0 to 9,999, each in proportion to the inverse of its number, about. */
    private static int skewed(SplittableRandom random) {
        return (int) Math.pow(10_000, random.nextDouble()) - 1;
    }

    @Test
    void hotSet_thatMoved_isLearnt() {
        TestCache cache = new TestCache(1_000);
        SplittableRandom random = new SplittableRandom(2);
        cache.hits(200_000, () -> random.nextInt(900));

        cache.hits(20_000, () -> 10_000 + random.nextInt(900));

        assertThat(cache.hits(10_000, () -> 10_000 + random.nextInt(900))).isGreaterThan(9_500);
    }

    @Test
    void recentKeys_growTheWindowUntilTheyHit() {
        TestCache cache = new TestCache(2_000);
        SplittableRandom random = new SplittableRandom(3);
        cache.hits(200_000, () -> next++ / 5 - (int) (1_000 * -Math.log(1 - random.nextDouble())));

        assertThat(cache.hits(50_000, () -> next++ / 5 - (int) (1_000 * -Math.log(1 - random.nextDouble()))))
                .isGreaterThan(30_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10})
    void evict_noMemoryForTheKeysThatLeave_takesEntriesAllTheSame(int capacity) {
        AtomicInteger tries = new AtomicInteger();
        AtomicBoolean hasMemory = new AtomicBoolean();
        EvictionPolicy policy = new EvictionPolicy(capacity, new KeyMemory(making -> {
            tries.incrementAndGet();
            if (!hasMemory.get()) {
                throw new OutOfMemoryError("on purpose");
            }
            making.run();
        }));
        List<TestEntry> resident = new ArrayList<>();
        for (int key = 0; key < 40 * capacity; key++) {
            hasMemory.set(key >= 20 * capacity);
            TestEntry entry = new TestEntry(key);
            policy.inserted(entry);
            resident.add(entry);
            while (policy.weight() > capacity) {
                assertThat(resident.remove((Object) policy.evict(any -> true))).isTrue();
            }
            PolicyChecker.check(policy, resident);
        }

        assertThat(policy.rememberedEntries()).as("made later").isPositive();
        assertThat(tries.get()).as("each is a collection of all garbage").isLessThan(30);
    }
}
