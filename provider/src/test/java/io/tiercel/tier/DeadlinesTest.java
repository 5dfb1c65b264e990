package io.tiercel.tier;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiercel.heap.EntryShape;
import io.tiercel.heap.HeapCopies;
import io.tiercel.heap.HeapStore;
import io.tiercel.store.Entry;
import io.tiercel.store.Lifetime;
import io.tiercel.store.Store;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A copy leaves between two steps of who moves its deadline, each interleaving made to happen. */
class DeadlinesTest {

    private static final long QUANTUM_MILLIS = 100;
    private static final long START_MILLIS = 1_000_000;
    private static final int HASH = 1;

    private final MapLowerStore lower = new MapLowerStore(/* weighed= */ false, 10);
    private final HeapStore heap =
            new HeapStore(new EntryShape(/* touchable= */ true, /* weighed= */ false, /* versioned= */ true), 10);
    private final HeapCopies copies = heap.copies();
    private final Deadlines deadlines = new Deadlines(hooked(heap), copies, lower, new Stamps(), QUANTUM_MILLIS);
    private @Nullable Runnable beforeChangeAbove;

    /** The copy of the only entry. */
    private Entry copy;

    @BeforeEach
    void putAnEntryWithACopy() {
        Entry below = lower.put("key", HASH, "value", Lifetime.until(START_MILLIS), 1);
        copy = requireNonNull(copies.add("key", below, 1, () -> true));
    }

    @AfterEach
    void theHookHasRun() {
        assertThat(beforeChangeAbove).isNull();
    }

    /** Returns the store, in which something may happen once before a deadline is moved or settled. */
    private Store hooked(Store store) {
        return (Store) Proxy.newProxyInstance(
                Store.class.getClassLoader(), new Class<?>[] {Store.class}, (proxy, method, arguments) -> {
                    Runnable hook = beforeChangeAbove;
                    if (hook != null
                            && (method.getName().equals("touch")
                                    || method.getName().equals("expire"))) {
                        beforeChangeAbove = null;
                        hook.run();
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private void removeCopy() {
        deadlines.removeCopies(HASH);
        assertThat(HeapCopies.isHeld(copy)).isFalse();
    }

    private Entry below() {
        return requireNonNull(lower.peek("key", HASH));
    }

    /** What is among those leaving is never copied again, and is what later uses would move. */
    @Test
    void removeCopies_aDeadlineCannotBeTold_theOthersOfTheHashLeave() {
        Entry other = lower.put("other", HASH, "value", Lifetime.until(START_MILLIS), 1);
        copies.add("other", other, 1, () -> true);
        lower.after(MapLowerStore.Step.TOUCH, () -> {
            throw new IllegalStateException("equals fails");
        });

        assertThatThrownBy(() -> deadlines.removeCopies(HASH)).hasMessage("equals fails");

        assertThat(deadlines.isLeaving(HASH)).isFalse();
        assertThat(heap.size()).isZero();
    }

    @Test
    void expire_copyHasLeftWithItsDeadlineBeforeItIsSettled_isSettledBelow() {
        beforeChangeAbove = this::removeCopy;

        assertThat(deadlines.expire(copy, START_MILLIS)).isTrue();

        assertThat(below().expiresAtMillis()).isEqualTo(Entry.EXPIRED);
        assertThat(deadlines.touch(below(), START_MILLIS, START_MILLIS + 7)).isFalse();
    }

    @Test
    void touch_copyHasLeftWithItsDeadlineBeforeItIsMoved_isMovedBelow() {
        beforeChangeAbove = this::removeCopy;

        assertThat(deadlines.touch(copy, START_MILLIS, START_MILLIS + 7)).isTrue();

        assertThat(below().expiresAtMillis()).isEqualTo(START_MILLIS + 7);
    }

    @Test
    void touch_copyHasLeftBeforeItIsMovedAndWasSettledBelow_isRefused() {
        beforeChangeAbove = () -> {
            removeCopy();
            assertThat(deadlines.expire(below(), START_MILLIS)).isTrue();
        };

        assertThat(deadlines.touch(copy, START_MILLIS, START_MILLIS + 7)).isFalse();

        assertThat(copy.expiresAtMillis()).isEqualTo(Entry.EXPIRED);
        assertThat(below().expiresAtMillis()).isEqualTo(Entry.EXPIRED);
    }
}
