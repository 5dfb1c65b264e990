package io.tiercel.offheap.chronicle;

import io.tiercel.offheap.chronicle.EvictionHistory.Origin;
import java.util.function.IntPredicate;

/**
 * How hot the entries of a segment are, how often keys near them were used lately, and which left a short time ago.
 * Guarded by the lock of the segment: held for writing, or for reading where it says so.
 */
final class SegmentHeat {

    /** Of how many samples the age of the coldest is a mean. */
    private static final int COLD_SAMPLES = 8;

    private static final int HALVING_COUNTS_PER_ENTRY = 30;

    private final long side;
    private final int slots;
    private final int slotBits;
    private boolean cleared;
    private int tick;
    private int chunksInTick;
    private int coldTicks = Integer.MAX_VALUE;
    private int newEntries;
    private int counted;

    /**
     * @param side the address of its {@link SideMemory}, not cleared
     * @param slots a power of two
     */
    SegmentHeat(long side, int slots) {
        this.side = side;
        this.slots = slots;
        this.slotBits = Integer.numberOfTrailingZeros(slots);
    }

    /** Forgets all. */
    void clear() {
        NativeMemory.clear(side, SideMemory.bytes(slots));
        cleared = true;
        newEntries = 0;
    }

    /** Returns how hot the entry at a place is, 0 if there is none. Held for reading. */
    int at(int place) {
        return NativeMemory.getShort(SideMemory.heat(side, place)) & 0xFFFF;
    }

    /** Returns how hot the entries at four places in a row are, the first in the lowest bits. */
    long atFour(int place) {
        long heats = NativeMemory.getLong(SideMemory.heat(side, place));
        return NativeMemory.IS_LITTLE_ENDIAN ? heats : reversed(heats);
    }

    static long reversed(long heats) {
        long halves = Long.rotateLeft(heats, Integer.SIZE);
        return ((halves & 0xFFFF_0000_FFFFL) << Short.SIZE) | ((halves >>> Short.SIZE) & 0xFFFF_0000_FFFFL);
    }

    private void set(int place, int heat) {
        NativeMemory.putShort(SideMemory.heat(side, place), (short) heat);
    }

    /** Counts a use of an entry. Held for reading; of several who write one stays. */
    void used(int place) {
        int before = at(place);
        int after = Heat.used(before, tick, coldTicks);
        if (after != before) {
            set(place, after);
        }
    }

    /** Takes note that a use of an entry that was among the coldest was looked at. */
    void lookedAtUseWhenCold(int place) {
        set(place, Heat.withoutWasCold(at(place)));
    }

    /**
     * Takes a new entry in.
     *
     * @param part whether it is the head or a piece of a large value
     * @param entries those of the segment
     */
    void entered(int place, int slotKey, boolean part, int entries) {
        if (!cleared) {
            clear();
        }
        set(place, Heat.fresh(tick, part));
        countNew(at(place), 1);
        count(slotKey, frequency(slotKey) + 1, entries);
    }

    /** Counts chunks that new entries took: so many make a tick, by those that are taken in all. */
    void passed(int newChunks, int takenChunks) {
        chunksInTick += newChunks;
        if ((long) chunksInTick * Heat.TICKS_PER_TURNOVER >= takenChunks) {
            chunksInTick = 0;
            tick++;
        }
    }

    /** Takes note that an entry is about to leave. */
    void leaving(int place, int slotKey, int entries) {
        harvest(place, slotKey, entries);
        countNew(at(place), -1);
    }

    /** Takes note that an entry has another place. */
    void moved(int from, int to) {
        set(to, at(from));
    }

    /** Takes note that there is nothing at a place any more. */
    void emptied(int place) {
        set(place, 0);
    }

    /**
     * Declares a new entry settled.
     *
     * @param refresh whether that is as good as a use
     */
    void settle(int place, boolean refresh) {
        countNew(at(place), -1);
        set(place, Heat.settled(refresh ? tick : at(place)));
    }

    /** Declares all entries settled, and alike. */
    void settleAll(IntPredicate isTaken) {
        for (int place = 0; place < slots; place++) {
            if (isTaken.test(place)) {
                set(place, Heat.settled(tick));
            }
        }
        newEntries = 0;
    }

    private void countNew(int heat, int more) {
        if (!Heat.isSettled(heat) && !Heat.isNewPart(heat)) {
            newEntries += more;
        }
    }

    /** Returns how many entries are not settled, but for parts of large values. */
    int newEntries() {
        return newEntries;
    }

    /** Remembers an entry that is about to be evicted. */
    void remember(int place, int slotKey) {
        boolean settled = Heat.isSettled(at(place));
        EvictionHistory.add(
                SideMemory.history(side, home(slotKey)), SideMemory.SLOTS, keyInBlock(slotKey), settled, tick);
    }

    /** Returns from where a key was evicted a short time ago, and forgets it. */
    Origin recall(int slotKey) {
        return cleared
                ? EvictionHistory.take(
                        SideMemory.history(side, home(slotKey)), SideMemory.SLOTS, keyInBlock(slotKey), tick)
                : Origin.NONE;
    }

    /** Notes how long the coldest settled entry of a sample was not used. */
    void coldestIdle(int ticks) {
        coldTicks = coldTicks == Integer.MAX_VALUE ? ticks : coldTicks + (ticks - coldTicks) / COLD_SAMPLES;
    }

    /** Returns about how often a key was used lately, but for the uses that are in its heat. */
    private int frequency(int slotKey) {
        return FrequencySketch.frequency(SideMemory.sketch(side, home(slotKey)), SideMemory.SLOTS, keyInBlock(slotKey));
    }

    private void count(int slotKey, int frequency, int entries) {
        FrequencySketch.raise(SideMemory.sketch(side, home(slotKey)), SideMemory.SLOTS, keyInBlock(slotKey), frequency);
        if (++counted >= entries * HALVING_COUNTS_PER_ENTRY) {
            counted = 0;
            SideMemory.halveFrequencies(side, slots);
        }
    }

    /** Moves the uses that are in the heat of an entry to its frequency, and returns that. */
    int harvest(int place, int slotKey, int entries) {
        int seen = at(place);
        int frequency = frequency(slotKey);
        int uses = Heat.uses(seen);
        if (uses > 0) {
            frequency = Math.min(FrequencySketch.SATURATED, frequency + uses);
            counted += uses - 1;
            count(slotKey, frequency, entries);
            set(place, Heat.withoutUses(seen));
        }
        return frequency;
    }

    /** Reads the heat at a key's home and a frequency near it, so that all of that is at hand. */
    int readAhead(int slotKey) {
        int home = home(slotKey);
        return NativeMemory.getByte(SideMemory.heat(side, home)) + NativeMemory.getByte(SideMemory.sketch(side, home));
    }

    private int home(int slotKey) {
        return slotKey & (slots - 1);
    }

    /** Returns what tells a key from others whose home is near. */
    private int keyInBlock(int slotKey) {
        return (slotKey & (SideMemory.SLOTS - 1)) | (slotKey >>> slotBits) * SideMemory.SLOTS;
    }

    /** Returns the time by which age is told. Held for reading, or not at all: then it may be a little behind. */
    int tick() {
        return tick;
    }
}
