package io.tiercel.offheap.chronicle;

import io.tiercel.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Finds entries that are dead or expired, a few places at a time, so that no lock is held long. Called with the segment
 * locked for writing.
 */
final class Sweeper {

    private static final int MOST_LOOKS = 32;
    private static final int MOST_PLACES = 256;

    private final SegmentShape shape;
    private final Regions regions;
    private final Clock clock;

    Sweeper(SegmentShape shape, Regions regions, Clock clock) {
        this.shape = shape;
        this.regions = regions;
        this.clock = clock;
    }

    /**
     * Returns the slot of an entry that is of no use, or -1 if there is none among those looked at now.
     *
     * @param evicting the cache that is asked about its expired entries, null if none is
     */
    int find(Segment segment, Spared spared, @Nullable Part evicting) {
        Sweep sweep = segment.sweep();
        if (!sweep.isDue(clock, regions.epoch(), segment.heat().tick())) {
            return -1;
        }
        int looks = 0;
        for (int places = 0; places < MOST_PLACES && looks < MOST_LOOKS; places++) {
            int at = sweep.hand();
            if (at >= shape.slots) {
                sweep.end(segment.heat().tick());
                return -1;
            }
            int slot = segment.slotAt(at);
            if (slot == 0) {
                sweep.passEmpty();
                continue;
            }
            looks++;
            long entry = segment.entryOf(slot);
            long value = EntryLayout.valueAddress(EntryLayout.valueSizeAddress(entry));
            long deadlineMillis = EntryLayout.deadlineMillis(value, EntryLayout.flags(value));
            if (isUseless(entry, value, clock.hasPassed(deadlineMillis), evicting)
                    && !sweep.wasOffered(slot)
                    && !(spared.isAny() && spared.spares(entry))) {
                sweep.offer(slot);
                return at;
            }
            sweep.pass(deadlineMillis);
        }
        return -1;
    }

    private boolean isUseless(long entry, long value, boolean expired, @Nullable Part evicting) {
        Region region = regions.find(EntryLayout.region(entry));
        if (region == null) {
            return true;
        }
        // One that is held above may have a later deadline there.
        return expired
                && region.part().letsExpiredGo(evicting)
                && !region.part().copies().holds(EntryLayout.hash(value));
    }
}
