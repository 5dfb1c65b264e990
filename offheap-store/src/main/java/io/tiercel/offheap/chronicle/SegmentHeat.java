package io.tiercel.offheap.chronicle;

import java.util.function.IntPredicate;

/**
 * How hot the entries of a segment are, and how often keys near them were used lately.
 * Guarded by the lock of the segment: held for writing, or for reading where it says so.
 */
final class SegmentHeat {

    /** After so many halvings nothing is left. */
    private static final int MOST_HALVINGS = 3;

    private static final int LANES = Long.BYTES / Short.BYTES;
    private static final int PLACES_PER_LINE = 64 / Short.BYTES;

    private final long side;
    private final int slots;
    private final int slotBits;
    private boolean cleared;
    private int tick;
    private int chunksInTick;
    private int newEntries;
    private int fadings;

    /** Is never looked at: without it, a compiler might leave out what is read ahead. */
    @SuppressWarnings("UnusedVariable")
    private int readAhead;

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

    /** Returns a bit for each new entry of a block; the first place is a multiple of {@link SideMemory#SLOTS}. */
    long newInBlock(int first) {
        long found = 0;
        for (int i = 0; i < SideMemory.SLOTS; i += LANES) {
            found |= Heat.packed(Heat.unsettled(atFour(first + i))) << i;
        }
        return found;
    }

    /** Returns a bit for each settled entry of a block; the first place is a multiple of {@link SideMemory#SLOTS}. */
    long settledInBlock(int first) {
        long found = 0;
        for (int i = 0; i < SideMemory.SLOTS; i += LANES) {
            found |= Heat.packed(Heat.settled(atFour(first + i))) << i;
        }
        return found;
    }

    /** Reads what is known of places in a row, in whole blocks, so that who looks at it waits for memory once. */
    void readAhead(int first, int places) {
        int read = 0;
        for (int passed = 0; passed < places; passed += SideMemory.SLOTS) {
            int place = (first + passed) & (slots - 1);
            read += at(place) + at(place + PLACES_PER_LINE) + NativeMemory.getByte(SideMemory.sketch(side, place));
        }
        readAhead = read;
    }

    private void set(int place, int heat) {
        NativeMemory.putShort(SideMemory.heat(side, place), (short) heat);
    }

    /** Counts a use of an entry. Held for reading; of several who write one stays. */
    void used(int place) {
        int before = at(place);
        int after = Heat.used(before, tick);
        if (after != before) {
            set(place, after);
        }
    }

    /**
     * Takes a new entry in.
     *
     * @param part whether it is the head or a piece of a large value
     */
    void entered(int place, int slotKey, boolean part) {
        if (!cleared) {
            clear();
        }
        set(place, Heat.fresh(tick, part));
        countNew(at(place), 1);
        raise(slotKey, frequency(slotKey) + 1);
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
    void leaving(int place, int slotKey) {
        harvest(place, slotKey);
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
     * @param refresh whether that is as good as a use; its uses are in its frequency then
     */
    void settle(int place, boolean refresh) {
        countNew(at(place), -1);
        set(place, refresh ? Heat.settled(tick) : Heat.asSettled(at(place)));
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

    /** Returns about how often a key was used lately, but for the uses that are in its heat. */
    private int frequency(int slotKey) {
        return FrequencySketch.frequency(
                SideMemory.sketch(side, home(slotKey)), SideMemory.COUNTERS, keyInBlock(slotKey));
    }

    private void raise(int slotKey, int frequency) {
        FrequencySketch.raise(
                SideMemory.sketch(side, home(slotKey)), SideMemory.COUNTERS, keyInBlock(slotKey), frequency);
    }

    /** Halves the frequencies as often as they were to be by now, and were not yet. */
    void fade(int fadingsByNow) {
        for (int halvings = Math.min(MOST_HALVINGS, fadingsByNow - fadings); halvings > 0 && cleared; halvings--) {
            SideMemory.halveFrequencies(side, slots);
        }
        fadings = fadingsByNow;
    }

    /** Moves the uses that are in the heat of an entry to its frequency, and returns that. */
    int harvest(int place, int slotKey) {
        int seen = at(place);
        int frequency = frequency(slotKey);
        int uses = Heat.uses(seen);
        if (uses > 0) {
            frequency = Math.min(FrequencySketch.SATURATED, frequency + uses);
            raise(slotKey, frequency);
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
