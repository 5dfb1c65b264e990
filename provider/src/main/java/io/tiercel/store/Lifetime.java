package io.tiercel.store;

/**
 * When an entry expires.
 *
 * @param expiresAtMillis the time from which on it is absent, {@link Entry#NEVER} if there is none
 * @param limitMillis the time that no touch may move the deadline beyond, {@link Entry#NEVER} if there is none
 */
public record Lifetime(long expiresAtMillis, long limitMillis) {

    /** That of an entry that never expires. */
    public static final Lifetime ETERNAL = new Lifetime(Entry.NEVER, Entry.NEVER);

    /** That of an entry that is given no time at all. */
    public static final Lifetime OVER = new Lifetime(Long.MIN_VALUE, Long.MIN_VALUE);

    /** Returns a lifetime that ends at a time, unless a touch moves its end. */
    public static Lifetime until(long expiresAtMillis) {
        return expiresAtMillis == Entry.NEVER ? ETERNAL : new Lifetime(expiresAtMillis, Entry.NEVER);
    }

    /** Returns whether this is no time at all. */
    public boolean isOver() {
        return expiresAtMillis == OVER.expiresAtMillis;
    }

    /** Returns this lifetime, ending at a time at the latest. */
    public Lifetime within(long latestMillis) {
        return new Lifetime(Math.min(expiresAtMillis, latestMillis), Math.min(limitMillis, latestMillis));
    }
}
