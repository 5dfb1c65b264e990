package io.tiercel.offheap.chronicle;

import io.tiercel.offheap.chronicle.EvictionHistory.Origin;
import org.jspecify.annotations.Nullable;

/**
 * A part of a map with a lock of its own: finds entries, and knows how hot they are. Every method but those of the lock is called with
 * it held: for reading where it says so, else for writing.
 */
final class Segment extends SegmentLock {

    /** Of how many samples the age of the coldest is a mean. */
    private static final int COLD_SAMPLES = 8;

    private static final int HALVING_COUNTS_PER_ENTRY = 30;

    private final SegmentMemory memory;
    private final SegmentShape shape;
    private final int index;
    private final long slots;
    private final SegmentSpace space;
    private final long chunks;
    private final long heat;
    private final long sketch;
    private final long history;
    private final @Nullable SegmentCheck check;

    private int entries;
    private int sequence;
    private int newEntries;
    private int counted;
    private int coldTicks = Integer.MAX_VALUE;
    private boolean sideCleared;
    private int tick;
    private int chunksInTick;
    private int seed;
    private boolean queued;
    private final Sweep sweep = new Sweep();

    /** @param check what looks through it before it is used first, null if there is nothing in it yet */
    Segment(SegmentMemory memory, int index, @Nullable SegmentCheck check) {
        super(/* prepared= */ check == null);
        this.check = check;
        this.memory = memory;
        this.shape = memory.shape();
        this.index = index;
        long address = memory.segmentAddress(index);
        this.slots = address;
        this.space = new SegmentSpace(address + shape.bitmapOffset, shape.chunks);
        this.chunks = address + shape.chunksOffset;
        this.heat = memory.sideAddress(index);
        this.sketch = heat + (long) shape.slots * Short.BYTES;
        this.history = sketch + FrequencySketch.bytes(shape.slots);
        this.seed = index * 0x9E37_79B9 | 1;
    }

    @Override
    void prepare() {
        if (check != null) {
            clearSide();
            check.check(this);
            sweep.note(Long.MIN_VALUE); // nobody has looked at the deadlines
        }
    }

    Sweep sweep() {
        return sweep;
    }

    /** Returns its chunks. */
    SegmentSpace space() {
        return space;
    }

    int index() {
        return index;
    }

    /** Empties all slots. */
    void clearSlots() {
        NativeMemory.clear(slots, (long) shape.slots * Integer.BYTES);
        newEntries = 0;
        entries(0);
    }

    /** Returns the slot of a key, or -1. Held for reading. */
    int find(int slotKey, int region, byte[] key) {
        int mask = shape.slots - 1;
        int keyBytes = EntryLayout.REGION_BYTES + key.length;
        for (int at = slotKey & mask; ; at = (at + 1) & mask) {
            int slot = slotAt(at);
            if (slot == 0) {
                return -1;
            }
            if ((slot & shape.keyMask) == slotKey && isOf(entryOf(slot), keyBytes, region, key)) {
                return at;
            }
        }
    }

    private static boolean isOf(long entry, int keyBytes, int region, byte[] key) {
        if (StopBit.read(entry) != keyBytes) {
            return false;
        }
        long keyAddress = entry + StopBit.lengthBytes(keyBytes);
        return NativeMemory.getInt(keyAddress) == region
                && NativeMemory.matches(keyAddress + EntryLayout.REGION_BYTES, key);
    }

    /** Returns what is in a slot, 0 if nothing. Held for reading. */
    int slotAt(int at) {
        return NativeMemory.getInt(slots + ((long) at << 2));
    }

    /** Returns where the entry is that a slot is of. Held for reading. */
    long entryOf(int slot) {
        return chunks + ((long) shape.chunk(slot) << shape.chunkShift);
    }

    /** Returns where the entry is of the slot at a place. Held for reading. */
    long entryAt(int at) {
        return entryOf(slotAt(at));
    }

    /** Returns the first chunk after the entry that a slot is of. */
    int endChunk(int slot) {
        return shape.chunk(slot) + shape.chunksOf(EntryLayout.entryBytes(entryOf(slot)));
    }

    /** Returns the address of a chunk. */
    long chunkAddress(int chunk) {
        return chunks + ((long) chunk << shape.chunkShift);
    }

    /** Returns the end of the chunks. Held for reading. */
    long end() {
        return chunkAddress(shape.chunks);
    }

    private void clearSide() {
        NativeMemory.clear(heat, shape.sideBytes());
        sideCleared = true;
    }

    /**
     * Puts a new entry into the look-up.
     *
     * @param part whether it is the head or a piece of a large value
     */
    void insert(int slotKey, int chunk, boolean part) {
        if (!sideCleared) {
            clearSide();
        }
        int mask = shape.slots - 1;
        int at = slotKey & mask;
        while (slotAt(at) != 0) {
            at = (at + 1) & mask;
        }
        writeSlot(at, shape.slot(slotKey, chunk));
        heat(at, Heat.fresh(tick, part));
        countNew(heat(at), 1);
        count(slotKey, frequency(slotKey) + 1);
        entries(entries + 1);
        pass(endChunk(slotAt(at)) - chunk);
    }

    private void pass(int newChunks) {
        chunksInTick += newChunks;
        if ((long) chunksInTick * Heat.TICKS_PER_TURNOVER >= space.takenChunks()) {
            chunksInTick = 0;
            tick++;
        }
    }

    /** Returns how hot the entry of a slot is. Held for reading. */
    int heat(int at) {
        return NativeMemory.getShort(heat + ((long) at << 1)) & 0xFFFF;
    }

    /** Says how hot the entry of a slot is. Held for reading; of several who write one stays. */
    void heat(int at, int now) {
        NativeMemory.putShort(heat + ((long) at << 1), (short) now);
    }

    /** Counts a use of an entry. Held for reading. */
    void used(int at) {
        int before = heat(at);
        int after = Heat.used(before, tick, coldTicks);
        if (after != before) {
            heat(at, after);
        }
    }

    /**
     * Declares a new entry settled.
     *
     * @param refresh whether that is as good as a use
     */
    void settle(int at, boolean refresh) {
        countNew(heat(at), -1);
        heat(at, Heat.settled(refresh ? tick : heat(at)));
    }

    private void countNew(int heat, int more) {
        if (!Heat.isSettled(heat) && !Heat.isNewPart(heat)) {
            newEntries += more;
        }
    }

    /** Declares all entries settled, and alike. */
    void settleAll() {
        for (int at = 0; at < shape.slots; at++) {
            if (slotAt(at) != 0) {
                heat(at, Heat.settled(tick));
            }
        }
        newEntries = 0;
    }

    /** Remembers an entry that is about to be evicted. */
    void remember(int at) {
        int slotKey = slotAt(at) & shape.keyMask;
        EvictionHistory.add(history, shape.slots, slotKey, Heat.isSettled(heat(at)), tick);
    }

    /** Returns from where a key was evicted a short time ago, and forgets it. */
    Origin recall(int slotKey) {
        return sideCleared ? EvictionHistory.take(history, shape.slots, slotKey, tick) : Origin.NONE;
    }

    /** Notes how long the coldest settled entry of a sample was not used. */
    void coldestIdle(int ticks) {
        coldTicks = coldTicks == Integer.MAX_VALUE ? ticks : coldTicks + (ticks - coldTicks) / COLD_SAMPLES;
    }

    /** Returns how many entries are not settled, but for parts of large values. */
    int newEntries() {
        return newEntries;
    }

    /** Returns about how often a key was used lately, but for the uses that are in its heat. */
    int frequency(int slotKey) {
        return FrequencySketch.frequency(sketch, shape.slots, slotKey);
    }

    private void count(int slotKey, int frequency) {
        FrequencySketch.raise(sketch, shape.slots, slotKey, frequency);
        if (++counted >= entries * HALVING_COUNTS_PER_ENTRY) {
            counted = 0;
            FrequencySketch.halve(sketch, shape.slots);
        }
    }

    /** Moves the uses that are in the heat of an entry to its frequency, and returns that. */
    int harvest(int at) {
        int slotKey = slotAt(at) & shape.keyMask;
        int seen = heat(at);
        int frequency = frequency(slotKey);
        int uses = Heat.uses(seen);
        if (uses > 0) {
            frequency = Math.min(FrequencySketch.SATURATED, frequency + uses);
            counted += uses - 1;
            count(slotKey, frequency);
            heat(at, Heat.withoutUses(seen));
        }
        return frequency;
    }

    /** Lets a slot lead to another chunk. */
    void redirect(int at, int chunk) {
        writeSlot(at, shape.slot(slotAt(at) & shape.keyMask, chunk));
    }

    /** Takes an entry out of the look-up and frees its chunks. */
    void remove(int at) {
        harvest(at);
        countNew(heat(at), -1);
        int chunk = shape.chunk(slotAt(at));
        int length = endChunk(slotAt(at)) - chunk;
        removeSlot(at);
        space.free(chunk, length);
        entries(entries - 1);
    }

    private void removeSlot(int removed) {
        int mask = shape.slots - 1;
        int gap = removed;
        for (int at = (removed + 1) & mask; ; at = (at + 1) & mask) {
            int slot = slotAt(at);
            if (slot == 0) {
                break;
            }
            // Move it to the gap if that is not before its home.
            int home = slot & shape.keyMask & mask;
            if (((at - home) & mask) >= ((at - gap) & mask)) {
                writeSlot(gap, slot);
                heat(gap, heat(at));
                gap = at;
            }
        }
        writeSlot(gap, 0);
        heat(gap, 0);
    }

    private void writeSlot(int at, int slot) {
        NativeMemory.putInt(slots + ((long) at << 2), slot);
    }

    void entries(int now) {
        entries = now;
        memory.entries(index, now);
    }

    /** Held for reading. */
    int entries() {
        return entries;
    }

    /** Returns a number that the entries of a key do not have in common. */
    int nextVersion() {
        return sequence++;
    }

    /** Held for reading, or not at all: then it may be a little behind. */
    int tick() {
        return tick;
    }

    /** Returns a number at random, from 0 to below a bound. */
    int random(int bound) {
        seed ^= seed << 13;
        seed ^= seed >>> 17;
        seed ^= seed << 5;
        return (int) (((seed & 0xFFFF_FFFFL) * bound) >>> Integer.SIZE);
    }

    boolean isQueued() {
        return queued;
    }

    void queued(boolean now) {
        queued = now;
    }
}
