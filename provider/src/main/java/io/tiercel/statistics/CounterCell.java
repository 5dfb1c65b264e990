package io.tiercel.statistics;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * A row of counters that one platform thread owns, or that many threads share. The owner adds with a plain load and
 * an opaque store, which is exact because nobody else stores; sharers add atomically. Any thread may read.
 *
 * <p>The reference to the owner is weak, so that a cache does not keep a finished thread, and through it a class
 * loader, in memory. Comparing it costs no more than comparing a thread's id would, and cannot be fooled by a subclass
 * of {@code Thread} that overrides {@code getId}.
 *
 * <p>Costs about 330 bytes, of which 128 keep neighbours off the counters' cache lines.
 */
final class CounterCell extends WeakReference<Thread> {

    private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int PADDING_LONGS = 8;

    private final boolean shared;
    private final int hash;
    private final long[] slots;

    private CounterCell(@Nullable Thread owner, int hash, int slotCount) {
        super(owner);
        this.shared = owner == null;
        this.hash = hash;
        this.slots = new long[PADDING_LONGS + slotCount + PADDING_LONGS];
    }

    static CounterCell ownedBy(Thread owner, int slotCount) {
        return new CounterCell(owner, hash(owner), slotCount);
    }

    static CounterCell shared(int slotCount) {
        return new CounterCell(null, /* hash= */ 0, slotCount);
    }

    /** Spreads threads over cells. Ids are given in sequence, so the threads of a pool spread without collision. */
    static int hash(Thread thread) {
        return (int) thread.getId();
    }

    /** The owner's hash, which outlives the owner. */
    int hash() {
        return hash;
    }

    /**
     * Whether the owner is gone, and all it counted is visible to the caller: detecting that a thread has terminated
     * orders the caller after everything it did (JLS 17.4.4).
     */
    boolean isAbandoned() {
        Thread owner = get();
        return owner == null || !owner.isAlive();
    }

    /** Adds to a counter. Called by the owner only, unless the cell is shared. */
    void add(int slot, long amount) {
        int index = PADDING_LONGS + slot;
        if (shared) {
            LONGS.getAndAdd(slots, index, amount);
        } else {
            LONGS.setOpaque(slots, index, slots[index] + amount);
        }
    }

    long get(int slot) {
        return (long) LONGS.getOpaque(slots, PADDING_LONGS + slot);
    }

    /** Overwrites a slot that need not be exact, from any thread. */
    void set(int slot, long value) {
        LONGS.setOpaque(slots, PADDING_LONGS + slot, value);
    }
}
