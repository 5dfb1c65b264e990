package io.tiercel.heap;

/**
 * Divides the capacity between the window of new entries and the main part, by what each would gain from a little more.
 *
 * <p>Not thread-safe: used under the store's lock. Constant time and size. Weights are in the cache's units.
 */
final class QueueBalance {

    private static final double FIRST_WINDOW_SHARE = 0.10;
    private static final double LEAST_WINDOW_SHARE = 0.01;
    private static final double MOST_WINDOW_SHARE = 0.95;
    private static final double PROBATION_SHARE = 0.16;

    /** How far one miss or use moves the border, in entries. */
    private static final double STEP_ENTRIES = 0.5;

    private static final double EVICTED_TOO_SOON_STEPS = 1;

    private final long capacity;
    private double window;

    QueueBalance(long capacity) {
        this(capacity, capacity * FIRST_WINDOW_SHARE);
    }

    private QueueBalance(long capacity, double window) {
        this.capacity = capacity;
        this.window = bounded(capacity, window);
    }

    /** Returns a balance that divides another capacity in the same ratio. */
    QueueBalance withCapacity(long newCapacity) {
        return new QueueBalance(newCapacity, window / capacity * newCapacity);
    }

    long windowWeight() {
        return (long) window;
    }

    long mainWeight() {
        return capacity - windowWeight();
    }

    /** Returns the weight of the part of the main part that is observed, at its cold end. */
    long probationWeight() {
        return Math.max(1, (long) (capacity * PROBATION_SHARE));
    }

    /** Notes that a key was missed that the main part refused a short time ago: a larger window would have kept it. */
    void missedRefused(double entryWeight) {
        move(entryWeight);
    }

    /** Notes that a key was missed that left the main part a short time ago: a larger main part would have kept it. */
    void missedEvicted(double entryWeight) {
        move(-EVICTED_TOO_SOON_STEPS * entryWeight);
    }

    /** Notes a use of an entry at the cold end of the main part: a smaller main part would have lost it. */
    void usedOnProbation(double entryWeight) {
        move(-entryWeight);
    }

    private void move(double weight) {
        window = bounded(capacity, window + weight * STEP_ENTRIES);
    }

    private static double bounded(long capacity, double window) {
        return Math.max(Math.max(1, LEAST_WINDOW_SHARE * capacity), Math.min(MOST_WINDOW_SHARE * capacity, window));
    }
}
