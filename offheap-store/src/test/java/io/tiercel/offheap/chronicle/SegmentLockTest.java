package io.tiercel.offheap.chronicle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class SegmentLockTest {

    private static final class FailingFirst extends SegmentLock {
        private int prepared;

        FailingFirst() {
            super(words(1, /* prepared= */ false), 0);
        }

        @Override
        String owner() {
            return "the memory of a test";
        }

        @Override
        void prepare() {
            if (prepared++ == 0) {
                throw new OutOfMemoryError("for the first");
            }
        }
    }

    private final FailingFirst lock = new FailingFirst();

    /** What was half prepared must not be used. */
    @Test
    void lock_preparingFailed_preparesOnceMore() {
        assertThatThrownBy(lock::lockRead).isInstanceOf(OutOfMemoryError.class);

        lock.lockWrite();
        assertThat(lock.prepared).isEqualTo(2);
        lock.unlockWrite();
        lock.lockRead();
        lock.unlockRead();
        assertThat(lock.prepared).isEqualTo(2);
    }

    @Test
    void close_preparingFailed_isClosed() {
        assertThatThrownBy(lock::lockWrite).isInstanceOf(OutOfMemoryError.class);

        assertThat(lock.close()).isTrue();
        assertThatThrownBy(lock::lockRead)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the memory of a test is closed");
    }
}
