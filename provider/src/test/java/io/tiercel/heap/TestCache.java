package io.tiercel.heap;

import java.util.HashMap;
import java.util.Map;
import java.util.function.IntSupplier;

/** A cache of one thread around the policy: reads, and puts what it misses. */
final class TestCache {

    final EvictionPolicy policy;
    final Map<Integer, TestEntry> resident = new HashMap<>();
    private final long capacity;

    TestCache(long capacity) {
        this.capacity = capacity;
        this.policy = new EvictionPolicy(capacity);
    }

    /** Returns whether the key was there; puts it if not. */
    boolean read(int key) {
        TestEntry found = resident.get(key);
        if (found != null) {
            found.use();
            return true;
        }
        put(new TestEntry(key));
        return false;
    }

    void put(TestEntry fresh) {
        TestEntry old = resident.put(fresh.key, fresh);
        if (old == null) {
            policy.inserted(fresh);
        } else {
            policy.replaced(old, fresh);
        }
        shrink();
    }

    void shrink() {
        while (policy.weight() > capacity) {
            TestEntry victim = (TestEntry) policy.evict(any -> true);
            if (victim == null) {
                throw new AssertionError("nothing to evict, weight=" + policy.weight());
            }
            resident.remove(victim.key, victim);
        }
    }

    /** Returns the hits among the given number of reads. */
    int hits(int reads, IntSupplier keys) {
        int hits = 0;
        for (int i = 0; i < reads; i++) {
            if (read(keys.getAsInt())) {
                hits++;
            }
        }
        return hits;
    }
}
