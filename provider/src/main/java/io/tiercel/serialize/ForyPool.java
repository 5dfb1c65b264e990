package io.tiercel.serialize;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Idle Fory instances, which are not thread-safe and dear to make. Each thread looks first into a slot of its own
 * number, so that threads rarely meet; nothing is tied to a thread, so virtual threads cost no more than others.
 *
 * <p>Safe for use by many threads; never blocks. Borrowing takes one atomic exchange if the slot is filled; when all
 * slots are empty, an instance is made, and dropped on return if all slots are full by then. So at most {@link #size()}
 * instances are kept. A codec that calls back into the cache borrows another instance.
 */
final class ForyPool {

    private static final int MAX_SLOTS = 64;

    /** One slot in this many elements of the array, so that two slots do not share a cache line. */
    private static final int STRIDE = 16;

    private final AtomicReferenceArray<@Nullable ForySession> slots;
    private final int size;
    private final Supplier<ForySession> maker;
    private volatile boolean closed;

    ForyPool(Supplier<ForySession> maker) {
        this.maker = maker;
        int wanted = Math.min(MAX_SLOTS, 4 * Runtime.getRuntime().availableProcessors());
        this.size = Integer.highestOneBit(Math.max(4, 2 * wanted - 1));
        this.slots = new AtomicReferenceArray<>(size * STRIDE);
    }

    int size() {
        return size;
    }

    ForySession borrow() {
        int home = home();
        for (int i = 0; i < size; i++) {
            int index = ((home + i) & (size - 1)) * STRIDE;
            if (slots.getPlain(index) != null) {
                ForySession session = slots.getAndSet(index, null);
                if (session != null) {
                    return session;
                }
            }
        }
        return maker.get();
    }

    /** Takes an instance back; not one whose last call failed, for its state is unknown. */
    void giveBack(ForySession session) {
        int home = home();
        for (int i = 0; i < size && !closed; i++) {
            int index = ((home + i) & (size - 1)) * STRIDE;
            if (slots.getPlain(index) == null && slots.compareAndSet(index, null, session)) {
                return;
            }
        }
    }

    /** Lets go of all instances. Later calls work, but keep none. */
    void close() {
        closed = true;
        for (int i = 0; i < size; i++) {
            slots.set(i * STRIDE, null);
        }
    }

    private int home() {
        long id = Thread.currentThread().getId();
        return (int) (id ^ (id >>> 6)) & (size - 1);
    }
}
