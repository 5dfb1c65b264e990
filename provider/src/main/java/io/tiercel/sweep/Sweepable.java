package io.tiercel.sweep;

/** A cache that can be gone through in slices. Called by one thread at a time. */
@FunctionalInterface
public interface Sweepable {

    /**
     * Goes on where the last call ended, for about that long.
     *
     * @return whether it has come round
     */
    boolean sweep(long budgetNanos);
}
