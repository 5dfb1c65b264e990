package io.tiercel.store;

/**
 * How many entries left of which no more is told, together one or more.
 *
 * @param evicted those that were of use still
 * @param expired those that were not
 */
public record Evictions(long evicted, long expired) {

    private static final Evictions ONE_EVICTED = new Evictions(1, 0);
    private static final Evictions ONE_EXPIRED = new Evictions(0, 1);

    /** Returns that one left. */
    public static Evictions one(boolean hasExpired) {
        return hasExpired ? ONE_EXPIRED : ONE_EVICTED;
    }
}
