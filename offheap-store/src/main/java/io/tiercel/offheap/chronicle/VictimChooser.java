package io.tiercel.offheap.chronicle;

import io.tiercel.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Chooses which entry of a segment leaves next, from samples. Called with the segment locked for writing.
 *
 * <p>Dead and expired entries leave first, see {@link Sweeper}; then those of caches that have more than their share.
 * Among them, an entry is <em>new</em> until it has shown what
 * it is worth. While new ones are more than a part of the segment, the one that was longest not used meets the settled one
 * that was longest not used: who was used more often lately stays, and the newcomer is settled if it is that one (the
 * window and the admission of TinyLFU: Einziger, Friedman and Manes, "TinyLFU: A Highly Efficient Cache Admission Policy",
 * 2017); on a tie the settled one stays, which holds a part of a loop that is larger than the segment. So scans pass
 * through a small part of the segment. Of a large value, all parts are lost with any of them: so they are new for a given
 * time instead, and until it is over they leave only if nothing else can; nor does what came a moment ago. A sample looks at heat and slots, which lie close together, and at entries only
 * where it must: that is what makes it cheap.
 */
final class VictimChooser {

    private static final int SAMPLE = 16;

    /** For new ones, of which there may be few. */
    private static final int MOST_LOOKS = 128;

    private static final int MOST_TRIES = 8;
    private static final int MOST_TRIES_FOR_SHARES = 4;

    /** What speaks against the eviction of an entry, the strongest last. */
    private static final int WITHIN_SHARE = 1;

    private static final int HELD = 2;
    private static final int WANTED = 4;
    private static final int MOST_FILLS = 4;
    private static final int MOST_SURPLUS = 4;

    private final SegmentShape shape;
    private final Regions regions;
    private final Clock clock;
    private final Shares shares;
    private final Sweeper sweeper;
    private final WindowBalance balance;

    VictimChooser(SegmentShape shape, Regions regions, Shares shares, Clock clock) {
        this.shape = shape;
        this.regions = regions;
        this.clock = clock;
        this.shares = shares;
        this.sweeper = new Sweeper(shape, regions, clock);
        this.balance = new WindowBalance(shape.segments);
    }

    /**
     * Returns the slot of the entry that leaves next, -1 if there is none.
     *
     * @param spared what stays
     * @param evicting the cache that evicts, null if it is a put that has to
     */
    int choose(Segment segment, Spared spared, @Nullable Part evicting) {
        int useless = sweeper.find(segment, spared, evicting);
        return useless >= 0 ? useless : chooseBySample(segment, spared, evicting);
    }

    private int chooseBySample(Segment segment, Spared spared, @Nullable Part evicting) {
        long nowMillis = clock.recentMillis();
        int fallback = -1;
        int worst = Integer.MAX_VALUE;
        boolean shared = false;
        for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
            int at = sample(segment, spared, shared, MOST_FILLS);
            if (at < 0) {
                if (!shared) {
                    break;
                }
                continue;
            }
            int objections = objections(segment.entryAt(at), nowMillis, evicting);
            if (objections == 0 || (objections == WITHIN_SHARE && attempt >= MOST_TRIES_FOR_SHARES)) {
                segment.remember(at);
                return at;
            }
            if (objections < worst) {
                worst = objections;
                fallback = at;
            }
            if (objections == WITHIN_SHARE) {
                shared = attempt < MOST_TRIES_FOR_SHARES;
            } else {
                segment.used(at);
            }
        }
        return fallback;
    }

    /** Notes that a key was missed, and comes now. */
    void missed(Segment segment, int slotKey) {
        switch (segment.recall(slotKey)) {
            case NEW -> balance.grow(segment.entries());
            case SETTLED -> balance.shrink(segment.entries());
            case NONE -> {}
        }
    }

    /** Returns what speaks against the eviction of an entry, 0 if nothing does. */
    private int objections(long entry, long nowMillis, @Nullable Part evicting) {
        int number = EntryLayout.region(entry);
        Region region = regions.find(number);
        if (region == null) {
            return 0;
        }
        Part part = region.part();
        long value = EntryLayout.valueAddress(EntryLayout.valueSizeAddress(entry));
        if (EntryLayout.deadlineMillis(value, EntryLayout.flags(value)) <= nowMillis) {
            return part.letsExpiredGo(evicting) ? 0 : WANTED;
        }
        int objections = shares.isWithin(region) ? WITHIN_SHARE : 0;
        if (part.copies().holds(EntryLayout.hash(value))) {
            objections |= HELD;
        }
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
    private int sample(Segment segment, Spared spared, boolean shared, int fills) {
        int tick = segment.tick();
        int newest = -1;
        int settled = -1;
        int young = -1;
        int newIdle = -1;
        int settledIdle = -1;
        int youngIdle = -1;
        int looks = 0;
        int surplus = segment.newEntries() - balance.newEntries(segment.entries());
        int at = segment.random(shape.slots);
        for (int turn = 0; turn < shape.slots; turn++, at = (at + 1) & (shape.slots - 1)) {
            if (looks >= (newest < 0 && surplus > 0 ? MOST_LOOKS : SAMPLE)) {
                break;
            }
            int heat = segment.heat(at);
            if (heat == 0 || (spared.isAny() && spared.spares(segment.entryAt(at)))) {
                continue;
            }
            looks++;
            int idle = Heat.idleTicks(heat, tick);
            if (Heat.isSettled(heat)) {
                if (Heat.wasCold(heat)) {
                    segment.heat(at, Heat.withoutWasCold(heat));
                    balance.shrink(segment.entries());
                }
                if (idle > settledIdle && !(shared && isWithinShare(segment.entryAt(at)))) {
                    settledIdle = idle;
                    settled = at;
                }
            } else if (Heat.isYoung(heat, tick)) {
                if (idle > youngIdle && !shared) {
                    youngIdle = idle;
                    young = at;
                }
            } else if (idle > newIdle && !(shared && isWithinShare(segment.entryAt(at)))) {
                newIdle = idle;
                newest = at;
            }
        }
        if (newest >= 0 && (surplus > MOST_SURPLUS || settled < 0) && fills > 0) {
            // There are not yet as many settled ones as there may be.
            segment.settle(newest, /* refresh= */ false);
            return sample(segment, spared, shared, fills - 1);
        }
        if (settled >= 0) {
            segment.coldestIdle(settledIdle);
        }
        if (newest < 0 || settled < 0) {
            return newest < 0 && settled < 0 ? young : Math.max(newest, settled);
        }
        if (surplus <= 0 && !Heat.isNewPart(segment.heat(newest))) {
            return settled;
        }
        if (segment.harvest(newest) > segment.harvest(settled)) {
            segment.settle(newest, /* refresh= */ true);
            return settled;
        }
        return newest;
    }
}
