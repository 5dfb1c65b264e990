package io.tiercel.sweep;

import org.jspecify.annotations.Nullable;

/** A cache that can be gone through in slices. Called by one thread at a time. */
public interface Sweepable {

    /**
     * Goes on where the last call ended, for about that long.
     *
     * @return whether it has come round
     */
    boolean sweep(long budgetNanos);

    /**
     * Returns what tells the listeners of what the sweeps before this have done, once, or null if they need not be told. It
     * takes as long as they do, and may run in another thread; nobody sweeps meanwhile.
     */
    @Nullable
    Runnable takeEvents();
}
