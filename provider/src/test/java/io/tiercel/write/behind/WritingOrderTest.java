package io.tiercel.write.behind;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.tiercel.load.HashedKey;
import io.tiercel.write.QueuedChange;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WritingOrderTest {

    private static final int KEYS = 10_000;
    private static final int BATCH = 100;

    private final WritingOrder order = new WritingOrder(BATCH);
    private final List<KeySlot> slots = IntStream.range(0, KEYS)
            .mapToObj(i -> new KeySlot(new HashedKey(i), new Pending(new QueuedChange(i), 0, null), i))
            .toList();

    private List<KeySlot> takeAll() {
        List<KeySlot> all = new ArrayList<>();
        List<KeySlot> batch = order.takeDue(0);
        while (!batch.isEmpty()) {
            all.addAll(batch);
            batch = order.takeDue(0);
        }
        return all;
    }

    @Test
    void add_manyKeys_takesNoMemorySoThatItCannotFail() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < KEYS; i++) {
            order.add(slots.get(i));
        }
        long allocatedBytes = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(allocatedBytes).isLessThan(KEYS);
        assertThat(takeAll()).containsExactlyElementsOf(slots);
    }

    @Test
    void makeAllDue_delayedAndFresh_takesFreshOnesFirst() {
        KeySlot delayed = slots.get(0);
        KeySlot fresh = slots.get(1);
        delayed.setDueMillis(1_000);
        fresh.setDueMillis(1_000);
        order.addDelayed(delayed);
        order.add(fresh);
        assertThat(order.takeDue(0)).isEmpty();

        order.makeAllDue(0);
        assertThat(takeAll()).containsExactly(fresh, delayed);
    }

    @Test
    void add_afterAllWereTaken_beginsAnew() {
        for (KeySlot slot : slots.subList(0, 3)) {
            assertThat(order.add(slot)).isTrue();
            assertThat(order.takeDue(0)).containsExactly(slot);
        }
        assertThat(order.takeDue(0)).isEmpty();
    }
}
