package io.tiercel.heap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvictionPolicyInvariantsTest {

    private final Map<Integer, TestEntry> resident = new HashMap<>();
    private SplittableRandom random = new SplittableRandom();
    private long capacity;
    private int mostWeight;

    @ParameterizedTest
    @CsvSource({"1,1", "2,1", "3,1", "10,1", "100,1", "1,3", "7,5", "500,40", "300,600"})
    void anyOperation_keepsEachEntryInOneQueue(long firstCapacity, int heaviest) {
        capacity = firstCapacity;
        mostWeight = heaviest;
        random = new SplittableRandom(firstCapacity * 31 + heaviest);
        EvictionPolicy policy = new EvictionPolicy(capacity);

        for (int i = 0; i < 6_000; i++) {
            step(policy);
            PolicyChecker.check(policy, resident.values());
            assertThat(policy.weight()).isLessThanOrEqualTo(capacity);
        }
    }

    private void step(EvictionPolicy policy) {
        int key = (int) (random.nextInt(400) * random.nextDouble());
        switch (random.nextInt(20)) {
            case 0, 1 -> remove(policy, key);
            case 2 -> resize(policy);
            case 3 -> refuse(policy);
            case 4 -> clearSometimes(policy);
            case 5, 6, 7, 8, 9, 10 -> use(key);
            default -> put(policy, key);
        }
    }

    private void put(EvictionPolicy policy, int key) {
        // Weight 0 is allowed, if weights differ at all.
        TestEntry fresh = new TestEntry(key, mostWeight == 1 ? 1 : random.nextInt(mostWeight + 1));
        TestEntry old = resident.put(key, fresh);
        if (old == null) {
            policy.inserted(fresh);
        } else {
            policy.replaced(old, fresh);
            assertThat(old.queue).isZero();
        }
        shrink(policy, fresh);
        assertThat(resident.containsKey(key)).isEqualTo(fresh.weight() <= capacity);
    }

    private void shrink(EvictionPolicy policy, TestEntry written) {
        while (policy.weight() > capacity) {
            TestEntry victim = evict(policy);
            assertThat(victim != written || written.weight() > capacity)
                    .as("what is written stays")
                    .isTrue();
            assertThat(victim.queue).isZero();
            assertThat(resident.remove(victim.key)).isSameAs(victim);
        }
    }

    private static TestEntry evict(EvictionPolicy policy) {
        return (TestEntry) Objects.requireNonNull(policy.evict(any -> true), "nothing to evict");
    }

    private void remove(EvictionPolicy policy, int key) {
        TestEntry entry = resident.remove(key);
        if (entry != null) {
            policy.removed(entry);
            assertThat(entry.previous).isNull();
            assertThat(entry.next).isNull();
        }
    }

    private void use(int key) {
        TestEntry entry = resident.get(key);
        if (entry != null) {
            entry.use();
        }
    }

    private void resize(EvictionPolicy policy) {
        capacity = Math.max(1, capacity + random.nextInt(-3, 4));
        policy.capacity(capacity);
        while (policy.weight() > capacity) {
            TestEntry victim = evict(policy);
            resident.remove(victim.key);
        }
    }

    private void refuse(EvictionPolicy policy) {
        List<HeapEntry> offered = new ArrayList<>();
        assertThat(policy.evict(victim -> !offered.add(victim))).isNull();
        assertThat(offered).allMatch(resident::containsValue, "is resident");
    }

    private void clearSometimes(EvictionPolicy policy) {
        if (random.nextInt(50) == 0) {
            policy.clear();
            resident.clear();
        }
    }
}
