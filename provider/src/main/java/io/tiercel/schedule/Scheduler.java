package io.tiercel.schedule;

/** Does things later. Thread-safe. */
@FunctionalInterface
public interface Scheduler {

    /** What was scheduled. */
    @FunctionalInterface
    interface Task {

        /** Sees to it that it is not begun any more. */
        void cancel();
    }

    /**
     * Runs a short action once, when this time has passed. What takes long it hands to an executor. A scheduler that is
     * closed forgets it.
     */
    Task after(long delayMillis, Runnable action);
}
