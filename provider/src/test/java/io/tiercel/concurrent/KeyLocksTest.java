package io.tiercel.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.concurrent.KeyLocks.Hold;
import io.tiercel.concurrent.KeyLocks.Stripe;
import io.tiercel.store.Threads;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;

/** Sections and holds of a key exclude each other, and waits that could not end are refused. */
class KeyLocksTest {

    private static final int ONE_STRIPE = KeyLocks.STRIPES;

    private final KeyLocks locks = new KeyLocks();

    @Test
    void holds_manyThreads_excludeEachOther() throws Exception {
        int[] counts = new int[4];
        AtomicInteger tried = new AtomicInteger();
        Threads.Task counter = () -> {
            for (int turn = 0; turn < 5_000; turn++) {
                int key = turn % 4;
                Hold hold = turn % 3 == 0 ? locks.tryHold(key, key * ONE_STRIPE) : locks.hold(key, key * ONE_STRIPE);
                if (hold != null) {
                    tried.incrementAndGet();
                    counts[key]++;
                    locks.release(hold);
                }
            }
        };
        Threads.run(counter, counter, counter, counter);

        assertThat(counts[0] + counts[1] + counts[2] + counts[3]).isEqualTo(tried.get());
    }

    @Test
    void enterHolding_isASectionOfItsOwnHold_andReleasesInALaterOne() {
        Hold hold = locks.enterHolding("a", 1);
        assertThatThrownBy(() -> locks.hold("a", 1)).isInstanceOf(CacheException.class);
        locks.exit(hold);
        assertThat(locks.enterUnheld(1)).isNull();
        KeyLocks.Stripe section = locks.enterHeld(hold);
        locks.releaseHere(hold);
        section.exit();
        assertThat(hold.isDone()).isTrue();
        locks.enter("a", 1).exit();
    }

    @Test
    void tryHold_heldOrInASection_isNull() throws Exception {
        Hold hold = locks.hold("a", 1);
        assertThat(locks.tryHold("a", 1)).isNull();
        assertThat(locks.enterUnheld(1)).isNull();
        locks.release(hold);

        Stripe section = locks.enter("a", 1);
        Threads.run(() -> assertThat(locks.tryHold("b", 1 + ONE_STRIPE)).isNull());
        section.exit();
        Hold again = locks.tryHold("a", 1);
        assertThat(again).isNotNull();
    }

    @Test
    void overtakeHolds_marksTheHoldsThatThereAreUntilTheirNextLook() {
        Hold before = locks.hold("a", 1);
        locks.withAllKeys(locks::overtakeHolds);
        Hold after = locks.hold("b", 2);

        assertThat(before.overtaken()).isTrue();
        assertThat(after.overtaken()).isFalse();
        before.look();
        assertThat(before.overtaken()).isFalse();
        locks.release(before);
        locks.release(after);
    }

    @Test
    void hold_sameKeyAgain_isRefused() {
        Hold hold = locks.hold("a", 1);

        assertThatThrownBy(() -> locks.hold("a", 1)).isInstanceOf(CacheException.class);
        assertThatThrownBy(() -> locks.enter("a", 1)).isInstanceOf(CacheException.class);

        Hold sameHash = locks.hold("b", 1);
        locks.release(sameHash);
        locks.release(hold);
        locks.enter("a", 1).exit();
    }

    @Test
    void hold_inACircleOfTwo_refusesOne() throws Exception {
        circle(2);
    }

    @Test
    void hold_inACircleOfFive_refusesOne() throws Exception {
        circle(5);
    }

    /** Each thread holds a key and wants that of the next one. */
    private void circle(int size) throws Exception {
        for (int round = 0; round < Effort.of(60); round++) {
            AtomicInteger refused = new AtomicInteger();
            CyclicBarrier allHold = new CyclicBarrier(size);
            Threads.Task[] threads = new Threads.Task[size];
            for (int i = 0; i < size; i++) {
                int own = i;
                int wanted = (i + 1) % size;
                threads[i] = () -> {
                    Hold first = locks.hold(own, own);
                    allHold.await();
                    try {
                        locks.release(locks.hold(wanted, wanted));
                    } catch (CacheException deadlock) {
                        refused.incrementAndGet();
                    } finally {
                        locks.release(first);
                    }
                };
            }
            Threads.run(threads);
            assertThat(refused).hasValue(1);
        }
    }
}
