package io.tiercel.heap;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiercel.store.Threads;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How uses order the entries of a chain. */
class HeldEntriesTest {

    private final HeldEntries held = new HeldEntries(/* capacity= */ 10);

    HeldEntriesTest() {
        held.lock();
        try {
            held.add(new HeapEntry("a", /* hash= */ 0, "value"));
            held.add(new HeapEntry("b", /* hash= */ 0, "value"));
        } finally {
            held.unlock();
        }
    }

    private List<HeapEntry> chain() {
        List<HeapEntry> chain = new ArrayList<>();
        held.table().scan(0, chain);
        return chain;
    }

    private void useUntilHot(HeapEntry entry) {
        while (!entry.isHot()) {
            held.use(entry);
        }
    }

    @Test
    void use_hotBeforeTheFirst_goesInFront() {
        HeapEntry first = chain().get(0);
        HeapEntry last = chain().get(1);

        useUntilHot(last);
        assertThat(chain()).containsExactly(last, first);

        useUntilHot(first);
        assertThat(chain()).containsExactly(last, first);
    }

    @Test
    void favour_behindAHotOne_goesInFront() {
        HeapEntry first = chain().get(0);
        HeapEntry last = chain().get(1);
        useUntilHot(first);

        held.favour(last);

        assertThat(chain()).containsExactly(last, first);
    }

    @Test
    void favour_whileSomebodyHasTheLock_doesNotWait() throws Exception {
        List<HeapEntry> before = chain();
        held.lock();
        try {
            Threads.run(() -> held.favour(before.get(1)));
        } finally {
            held.unlock();
        }
        assertThat(chain()).isEqualTo(before);
    }
}
