package io.tiercel.heap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** Checks what is always true of a policy: every resident entry is in one queue, once, and the sums are right. */
final class PolicyChecker {

    private PolicyChecker() {}

    static void check(EvictionPolicy policy, Collection<? extends HeapEntry> resident) {
        Set<HeapEntry> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        long weight = 0;
        for (EntryQueue queue : policy.queues()) {
            weight += check(queue, seen);
        }
        assertThat(policy.size()).isEqualTo(resident.size());
        assertThat(policy.weight()).isEqualTo(weight);
        assertThat(seen).hasSize(resident.size());
        assertThat(resident).allMatch(seen::contains, "is in a queue");
    }

    private static long check(EntryQueue queue, Set<HeapEntry> seen) {
        long size = 0;
        long weight = 0;
        HeapEntry younger = null;
        HeapEntry entry = queue.head();
        while (entry != null) {
            assertThat(seen.add(entry)).as("in no other queue").isTrue();
            assertThat(entry.queue).isEqualTo(queue.id());
            assertThat(entry.previous).isSameAs(younger);
            assertThat(entry.uses).isBetween((byte) 0, HeapEntry.MOST_USES);
            size++;
            weight += entry.weight();
            younger = entry;
            entry = entry.next;
        }
        assertThat(queue.tail()).isSameAs(younger);
        assertThat(queue.size()).isEqualTo(size);
        assertThat(queue.weight()).isEqualTo(weight);
        return weight;
    }
}
