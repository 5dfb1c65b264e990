package io.tiercel.offheap.chronicle;

import io.tiercel.time.Clock;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Chooses which entry of a segment leaves next. Called with the segment locked for writing.
 *
 * <p>Dead and expired entries leave first, see {@link Sweeper}; then those of caches that have more than their share. Among
 * them, an entry is <em>new</em> until it has shown what it is worth. While new ones are more than a part of the segment,
 * one of those that were longest not used meets a settled one of the kind: who was used more often lately stays, and the
 * newcomer is settled if it is that one (the window and the admission of TinyLFU: Einziger, Friedman and Manes, "TinyLFU: A
 * Highly Efficient Cache Admission Policy", 2017); on a tie the settled one stays, which holds a part of a loop that is
 * larger than the segment. {@link WindowBalance} says how many are to be new, and whether one use more is enough. So scans
 * pass through a small part of the segment. Of a large value, all parts are lost with any of them: so they are new for a
 * given time instead, and until it is over they leave only if nothing else can; nor does what came a moment ago. Who is cold
 * is known from {@link ColdSearch}, for several evictions at a time; entries themselves are looked at only where they must
 * be: that is what makes it cheap.
 */
final class VictimChooser {

    private static final int MOST_TRIES = 8;
    private static final int MOST_TRIES_FOR_SHARES = 4;

    /** What speaks against the eviction of an entry, the strongest last. */
    private static final int WITHIN_SHARE = 1;

    private static final int WANTED = 2;
    private static final int MOST_FILLS = 4;
    private static final int MOST_SURPLUS = 4;

    /** Evictions come some at a time: so many more than there are to be may be new before. */
    private static final int SURPLUS_FRACTION = 64;

    private final Regions regions;
    private final Clock clock;
    private final Shares shares;
    private final Sweeper sweeper;
    private final WindowBalance balance;

    VictimChooser(SegmentShape shape, Regions regions, Shares shares, Clock clock, WindowBalance balance) {
        this.regions = regions;
        this.clock = clock;
        this.shares = shares;
        this.sweeper = new Sweeper(shape, regions, clock);
        this.balance = balance;
    }

    /**
     * Returns the slot of the entry that leaves next, -1 if there is none.
     *
     * @param spared what stays
     * @param evicting the cache that evicts, null if it is a put that has to
     */
    int choose(Segment segment, Spared spared, @Nullable Part evicting) {
        int useless = sweeper.find(segment, spared, evicting);
        return useless >= 0 ? useless : chooseByWorth(segment, spared, evicting);
    }

    private int chooseByWorth(Segment segment, Spared spared, @Nullable Part evicting) {
        balance.full(segment.entries());
        segment.heat().fade(balance.fadings());
        int fallback = -1;
        int worst = Integer.MAX_VALUE;
        boolean shared = false;
        for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
            int at = leastWorth(segment, spared, shared);
            if (at < 0) {
                if (!shared) {
                    break;
                }
                continue;
            }
            int objections = objections(segment.entryAt(at), evicting);
            if (objections == 0 || (objections == WITHIN_SHARE && attempt >= MOST_TRIES_FOR_SHARES)) {
                return at;
            }
            if (objections < worst) {
                worst = objections;
                fallback = at;
            }
            if (objections == WITHIN_SHARE) {
                shared = attempt < MOST_TRIES_FOR_SHARES;
            } else {
                segment.heat().used(at);
            }
        }
        return fallback;
    }

    /** Returns what speaks against the eviction of an entry, 0 if nothing does. */
    private int objections(long entry, @Nullable Part evicting) {
        int number = EntryLayout.region(entry);
        Region region = regions.find(number);
        if (region == null) {
            return 0;
        }
        Part part = region.part();
        long value = EntryLayout.valueAddress(EntryLayout.valueSizeAddress(entry));
        if (clock.hasPassed(EntryLayout.deadlineMillis(value, EntryLayout.flags(value)))) {
            return part.letsExpiredGo(evicting) ? 0 : WANTED;
        }
        int objections = shares.isWithin(region) ? WITHIN_SHARE : 0;
        // A piece does not tell whether its value has expired.
        if ((number & Region.PIECES) != 0 && !part.letsExpiredGo(evicting)) {
            objections |= WANTED;
        }
        return objections;
    }

    private boolean isWithinShare(long entry) {
        Region region = regions.find(EntryLayout.region(entry));
        return region != null && shares.isWithin(region);
    }

    /** @param shared whether to look at whose the coldest are, and pass by those of caches within their share */
    private int leastWorth(Segment segment, Spared spared, boolean shared) {
        IntPredicate mayLeave =
                spared.isAny() || shared ? at -> !isToStay(segment.entryAt(at), spared, shared) : ColdSearch.ANY;
        ColdSearch cold = segment.cold();
        int fills = 0;
        while (true) {
            int surplus = segment.heat().newEntries() - balance.rule().newEntries(segment.entries());
            int newest = coldest(segment, cold.fresh(), mayLeave);
            int settled = coldest(segment, cold.settled(), mayLeave);
            if (settled < 0) {
                cold.lookForSettled(mayLeave);
                spareHeld(segment, cold.settled());
                settled = coldest(segment, cold.settled(), mayLeave);
            }
            if (newest < 0 && (surplus > 0 || settled < 0)) {
                cold.lookForNew(mayLeave);
                spareHeld(segment, cold.fresh());
                newest = coldest(segment, cold.fresh(), mayLeave);
            }
            if (newest < 0 && settled < 0) {
                return shared ? -1 : cold.coldestOfAll(mayLeave);
            }
            if (newest >= 0 && fills < MOST_FILLS && (settled < 0 || surplus > mostSurplus(segment))) {
                // There are not yet as many settled ones as there may be.
                cold.fresh().pass();
                segment.heat().settle(newest, /* refresh= */ false);
                fills++;
            } else if (loses(segment, newest, settled, surplus)) {
                cold.fresh().pass();
                return newest;
            } else {
                cold.settled().pass();
                return settled;
            }
        }
    }

    /** Counts as used what is held above; all of them are read one after the other, so that none waits for memory alone. */
    private void spareHeld(Segment segment, ColdEntries found) {
        for (int i = 0; i < found.size(); i++) {
            int at = found.place(i);
            if (isHeld(segment.entryAt(at))) {
                segment.heat().used(at);
            }
        }
    }

    private boolean isHeld(long entry) {
        Region region = regions.find(EntryLayout.region(entry));
        if (region == null) {
            return false;
        }
        long value = EntryLayout.valueAddress(EntryLayout.valueSizeAddress(entry));
        return region.part().copies().holds(EntryLayout.hash(value));
    }

    /** Returns whether of a new and a settled one the former leaves; if not, it may be settled now. */
    private boolean loses(Segment segment, int newest, int settled, int surplus) {
        if (settled < 0) {
            return true;
        }
        if (newest < 0 || (surplus <= 0 && !Heat.isNewPart(segment.heat().at(newest)))) {
            return false;
        }
        if (!balance.rule().admits(segment.frequency(newest), segment.frequency(settled))) {
            return true;
        }
        segment.heat().settle(newest, /* refresh= */ true);
        return false;
    }

    private static int mostSurplus(Segment segment) {
        return MOST_SURPLUS + segment.entries() / SURPLUS_FRACTION;
    }

    /** Returns the coldest of some entries that may leave, or -1. */
    private static int coldest(Segment segment, ColdEntries among, IntPredicate mayLeave) {
        int at = among.coldest(segment.heat());
        while (at >= 0 && !mayLeave.test(at)) {
            among.pass();
            at = among.coldest(segment.heat());
        }
        return at;
    }

    private boolean isToStay(long entry, Spared spared, boolean shared) {
        return (spared.isAny() && spared.spares(entry)) || (shared && isWithinShare(entry));
    }
}
