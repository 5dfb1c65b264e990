package io.tiercel.heap;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EntryQueueTest {

    private final EntryQueue queue = new EntryQueue(1);
    private final TestEntry first = new TestEntry(1, 2);
    private final TestEntry second = new TestEntry(2, 3);
    private final TestEntry third = new TestEntry(3, 5);

    @Test
    void add_putsAtTheHead() {
        addAll();

        assertThat(queue.head()).isSameAs(third);
        assertThat(queue.tail()).isSameAs(first);
        assertThat(queue.size()).isEqualTo(3);
        assertThat(queue.weight()).isEqualTo(10);
    }

    @Test
    void remove_fromTheMiddle_joinsItsNeighbours() {
        addAll();

        queue.remove(second);

        assertThat(third.next).isSameAs(first);
        assertThat(first.previous).isSameAs(third);
        assertThat(queue.weight()).isEqualTo(7);
        assertThat(second.queue).isZero();
    }

    @Test
    void remove_ofAll_leavesItEmpty() {
        addAll();

        queue.remove(first);
        queue.remove(third);
        queue.remove(second);

        assertThat(queue.head()).isNull();
        assertThat(queue.tail()).isNull();
        assertThat(queue.size()).isZero();
    }

    @Test
    void moveToHead_ofTheTail_makesItsNeighbourTheTail() {
        addAll();

        queue.moveToHead(first);

        assertThat(queue.head()).isSameAs(first);
        assertThat(queue.tail()).isSameAs(second);
    }

    @Test
    void replace_keepsThePlaceAndChangesTheWeight() {
        addAll();
        TestEntry fresh = new TestEntry(2, 30);

        queue.replace(second, fresh);

        assertThat(third.next).isSameAs(fresh);
        assertThat(first.previous).isSameAs(fresh);
        assertThat(queue.weight()).isEqualTo(37);
        assertThat(queue.size()).isEqualTo(3);
        assertThat(second.next).isNull();
    }

    @Test
    void replace_ofTheOnlyEntry_makesItHeadAndTail() {
        queue.add(first);

        queue.replace(first, second);

        assertThat(queue.head()).isSameAs(second);
        assertThat(queue.tail()).isSameAs(second);
    }

    private void addAll() {
        queue.add(first);
        queue.add(second);
        queue.add(third);
    }
}
