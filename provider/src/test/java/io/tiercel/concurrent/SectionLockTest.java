package io.tiercel.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.store.Threads;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** One thread at a time, which may take the lock more than once; the others look again, and then sleep. */
class SectionLockTest {

    private final SectionLock lock = new SectionLock();

    @Test
    void lock_manyThreads_excludeEachOther() throws Exception {
        int[] count = new int[1];
        Threads.Task counts = () -> {
            for (int turn = 0; turn < 50_000; turn++) {
                lock.lock();
                count[0]++;
                lock.unlock();
            }
        };
        Threads.run(counts, counts, counts, counts);

        assertThat(count[0]).isEqualTo(200_000);
    }

    @Test
    void lock_heldForLong_sleepsUntilItIsFree() throws Exception {
        AtomicBoolean entered = new AtomicBoolean();
        lock.lock();
        Threads others = new Threads();
        others.start(() -> {
            lock.lock();
            entered.set(true);
            lock.unlock();
        });
        others.awaitParked();
        assertThat(entered).isFalse();
        lock.unlock();
        others.join();

        assertThat(entered).isTrue();
    }

    @Test
    void lock_bySameThread_isFreeAfterAsManyUnlocks() throws Exception {
        lock.lock();
        assertThat(lock.tryLock()).isTrue();
        lock.unlock();
        assertThat(triedByAnother()).isFalse();
        lock.unlock();

        assertThat(triedByAnother()).isTrue();
    }

    @Test
    void unlock_byWhoHasNotLocked_isRefused() throws Exception {
        assertThatThrownBy(lock::unlock).isInstanceOf(IllegalMonitorStateException.class);
        lock.lock();
        Threads.run(() -> assertThatThrownBy(lock::unlock)
                .isInstanceOf(IllegalMonitorStateException.class)
                .hasMessageContaining(Thread.currentThread().getName()));

        assertThat(triedByAnother()).isFalse();
    }

    @Test
    void signalAll_wakesAllThatGaveTheLockUp() throws Exception {
        AtomicInteger woken = new AtomicInteger();
        AtomicBoolean signalled = new AtomicBoolean();
        Threads others = new Threads();
        Threads.Task waits = () -> {
            lock.lock();
            while (!signalled.get()) {
                lock.awaitSignal();
            }
            woken.incrementAndGet();
            lock.unlock();
        };
        others.start(waits);
        others.start(waits);
        others.awaitParked();
        lock.lock();
        signalled.set(true);
        lock.signalAll();
        assertThat(woken).hasValue(0);
        lock.unlock();
        others.join();

        assertThat(woken).hasValue(2);
    }

    private boolean triedByAnother() throws Exception {
        AtomicBoolean taken = new AtomicBoolean();
        Threads.run(() -> {
            taken.set(lock.tryLock());
            if (taken.get()) {
                lock.unlock();
            }
        });
        return taken.get();
    }
}
