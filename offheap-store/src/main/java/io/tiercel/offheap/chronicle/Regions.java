package io.tiercel.offheap.chronicle;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The regions of a map that live, by number. Thread-safe; {@link #find} takes no lock. */
final class Regions {

    private static final int SPREAD = 0x9E37_79B9;

    private final ReentrantLock changing = new ReentrantLock();

    /** Open addressing, at most half full, a power of two long; never changed in place. */
    private volatile @Nullable Region[] table = new @Nullable Region[2];

    /** How often a region died. */
    private volatile int epoch;

    private int next;

    /** @param next the number that no region had yet */
    Regions(int next) {
        this.next = next;
    }

    /** Returns the region that a number in a key is of, or null if that is dead. */
    @Nullable
    Region find(int number) {
        int wanted = number & ~Region.PIECES;
        @Nullable Region[] seen = table;
        for (int at = home(wanted, seen.length); ; at = (at + 1) & (seen.length - 1)) {
            Region region = seen[at];
            if (region == null || region.number() == wanted) {
                return region;
            }
        }
    }

    /** Returns a number that changes with each death of a region. */
    int epoch() {
        return epoch;
    }

    /** Makes a region of a number that none had before, in the place of another one if there is one. */
    Region open(Part part, @Nullable Region old) {
        changing.lock();
        try {
            if (next < 0) {
                throw new IllegalStateException("all numbers of regions are used up");
            }
            Region region = new Region(next++, part);
            rebuild(region, old);
            return region;
        } finally {
            changing.unlock();
        }
    }

    /** Makes a region with a given number. */
    Region open(Part part, @Nullable Region old, int number) {
        changing.lock();
        try {
            Region region = new Region(number, part);
            next = Math.max(next, number + 1);
            rebuild(region, old);
            return region;
        } finally {
            changing.unlock();
        }
    }

    /** Declares what is in a region dead. */
    void close(Region region) {
        changing.lock();
        try {
            rebuild(null, region);
        } finally {
            changing.unlock();
        }
    }

    private void rebuild(@Nullable Region added, @Nullable Region removed) {
        @Nullable Region[] old = table;
        int deaths = epoch;
        int count = added != null ? 1 : 0;
        for (Region region : old) {
            count += region != null && region != removed ? 1 : 0;
        }
        @Nullable Region[] fresh = new @Nullable Region[Integer.highestOneBit(count * 2 + 1) * 2];
        for (Region region : old) {
            if (region != null && region != removed) {
                add(fresh, region);
            }
        }
        if (added != null) {
            add(fresh, added);
        }
        table = fresh;
        if (removed != null) {
            epoch = deaths + 1;
        }
    }

    private static void add(@Nullable Region[] table, Region region) {
        int at = home(region.number(), table.length);
        while (table[at] != null) {
            at = (at + 1) & (table.length - 1);
        }
        table[at] = region;
    }

    private static int home(int number, int length) {
        return ((number * SPREAD) >>> 16) & (length - 1);
    }
}
