package io.tiercel.offheap.chronicle;

import io.tiercel.time.Clock;

/**
 * How far a segment was looked through for entries that are of no use to anybody. It is looked through again only if
 * there may be such: a region died, or the earliest deadline has passed; and not at once again if there were few. Guarded
 * by the lock of the segment.
 */
final class Sweep {

    private static final int FEW = 8;
    private static final int REST_TICKS = Heat.TICKS_PER_TURNOVER / 2;
    private static final int NOT_SWEEPING = -1;

    private int hand = NOT_SWEEPING;
    private int epoch;
    private int cleanEpoch;
    private int looked;
    private int found;
    private int offered;
    private int restUntilTick;
    private long earliestMillis = Long.MAX_VALUE;
    private long earliestSeenMillis;

    /** Takes note of a deadline of an entry of the segment. */
    void note(long expiresAtMillis) {
        earliestMillis = Math.min(earliestMillis, expiresAtMillis);
        earliestSeenMillis = Math.min(earliestSeenMillis, expiresAtMillis);
    }

    /** Returns whether there may be something to find; starts to look if so. */
    boolean isDue(Clock clock, int currentEpoch, int tick) {
        if (hand != NOT_SWEEPING) {
            return true;
        }
        if (cleanEpoch == currentEpoch && (tick - restUntilTick < 0 || !clock.hasPassed(earliestMillis))) {
            return false;
        }
        hand = 0;
        epoch = currentEpoch;
        looked = 0;
        found = 0;
        offered = 0;
        earliestSeenMillis = Long.MAX_VALUE;
        return true;
    }

    /** Returns the place to look at next. */
    int hand() {
        return hand;
    }

    /** Moves on from an entry that stays. */
    void pass(long expiresAtMillis) {
        earliestSeenMillis = Math.min(earliestSeenMillis, expiresAtMillis);
        looked++;
        hand++;
    }

    /** Moves on from an empty place. */
    void passEmpty() {
        hand++;
    }

    /** Notes that an entry was offered to leave. If it does, another one may come to its place. */
    void offer(int slot) {
        offered = slot;
        found++;
    }

    /** Returns whether an entry was offered and did not leave. */
    boolean wasOffered(int slot) {
        return offered == slot;
    }

    /** Says that all places were looked at. */
    void end(int tick) {
        hand = NOT_SWEEPING;
        cleanEpoch = epoch;
        earliestMillis = earliestSeenMillis;
        restUntilTick = found * FEW < looked ? tick + REST_TICKS : tick;
    }
}
