package io.tiercel.offheap.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

class StripesTest {

    /** Who waits for a lock needs memory for that. */
    @SuppressWarnings("serial") // nobody writes one to a stream
    private static final class Starved extends ReentrantLock {
        @Override
        public void lock() {
            throw new OutOfMemoryError("of this test");
        }
    }

    @Test
    void changeAll_aLockCannotBeTaken_leavesTheOthersFree() {
        ReentrantLock first = new ReentrantLock();
        Deque<ReentrantLock> locks = new ArrayDeque<>(List.of(first, new Starved()));
        Stripes stripes = new Stripes(() -> locks.isEmpty() ? new ReentrantLock() : locks.remove());

        assertThatThrownBy(() -> stripes.changeAll(() -> {})).isInstanceOf(OutOfMemoryError.class);

        assertThat(first.isLocked()).isFalse();
    }
}
