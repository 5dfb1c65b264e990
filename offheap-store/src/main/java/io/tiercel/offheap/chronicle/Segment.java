package io.tiercel.offheap.chronicle;

import org.jspecify.annotations.Nullable;

/**
 * A part of a map with a lock of its own: finds entries. Every method but those of the lock is called with it held: for
 * reading where it says so, else for writing.
 */
final class Segment extends SegmentLock {

    private static final int CACHE_LINE_BYTES = 64;
    private static final int SLOTS_PER_LINE = CACHE_LINE_BYTES / Integer.BYTES;

    /** What is before the payload in most entries; it may begin in one line and end in the next. */
    private static final int USUAL_HEADER_BYTES = 24;

    private final SegmentMemory memory;
    private final SegmentShape shape;
    private final int index;
    private final long slots;
    private final SegmentSpace space;
    private final long chunks;
    private final SegmentHeat heat;
    private final @Nullable SegmentCheck check;

    private final ColdSearch cold = new ColdSearch(this);
    private final Sweep sweep = new Sweep();

    private int entries;
    private int sequence;
    private int inheritedUpTo = -1;
    private int seed;
    private boolean queued;

    /** Is never looked at: without it, a compiler might leave out what is read ahead. */
    @SuppressWarnings("UnusedVariable")
    private int readAhead;

    /** @param check what looks through it before it is used first, null if there is nothing in it yet */
    Segment(SegmentMemory memory, LockWords locks, int index, @Nullable SegmentCheck check) {
        super(locks, index);
        this.check = check;
        this.memory = memory;
        this.shape = memory.shape();
        this.index = index;
        long address = memory.segmentAddress(index);
        this.slots = address;
        this.space = new SegmentSpace(address + shape.bitmapOffset, shape.chunks);
        this.chunks = address + shape.chunksOffset;
        this.heat = new SegmentHeat(memory.sideAddress(index), shape.slots);
        this.seed = index * 0x9E37_79B9 | 1;
    }

    @Override
    void prepare() {
        if (check != null) {
            heat.clear();
            check.check(this);
            sweep.note(Long.MIN_VALUE); // nobody has looked at the deadlines
        }
    }

    @Override
    String owner() {
        return memory.toString();
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

    /** Returns how many slots it has. */
    int places() {
        return shape.slots;
    }

    /** Empties all slots. */
    void clearSlots() {
        NativeMemory.clear(slots, (long) shape.slots * Integer.BYTES);
        entries(0);
    }

    /** Returns the slot of a key, or -1. Held for reading. */
    int find(int slotKey, int region, byte[] key) {
        return SlotSearch.find(shape, slots, slotKey, region, key);
    }

    /** Returns what is in a slot, 0 if nothing. Held for reading. */
    int slotAt(int at) {
        return SlotSearch.slotAt(slots, at);
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

    /**
     * Puts a new entry into the look-up.
     *
     * @param part whether it is the head or a piece of a large value
     */
    void insert(int slotKey, int chunk, boolean part) {
        int mask = shape.slots - 1;
        int at = slotKey & mask;
        while (slotAt(at) != 0) {
            at = (at + 1) & mask;
        }
        writeSlot(at, shape.slot(slotKey, chunk));
        heat.entered(at, slotKey, part);
        entries(entries + 1);
        heat.passed(endChunk(slotAt(at)) - chunk, space.takenChunks());
    }

    /** Reads what is known of it on the heap, all at once. Called with no lock held: taking it waits for what comes before. */
    int readAheadOnHeap() {
        return space.likelyChunk() + heat.tick() + sweep.hand();
    }

    /**
     * Reads what a put needs from all over a segment that is nearly full at once, so that it waits for memory once.
     *
     * @param chunks those that the entry takes
     */
    void readAhead(int slotKey, int chunks, int readBefore) {
        if (!space.isNearlyFull()) {
            return;
        }
        int first = space.likelyChunk();
        int read = readBefore
                + slotAt(slotKey & (shape.slots - 1))
                + heat.readAhead(slotKey)
                + space.readAheadToTake(first);
        long chunk = chunkAddress(first);
        long end = Math.min(end(), chunk + ((long) chunks << shape.chunkShift));
        for (long at = chunk & -CACHE_LINE_BYTES; at < end; at += CACHE_LINE_BYTES) {
            read += NativeMemory.getByte(at);
        }
        readAhead = read;
    }

    /**
     * Reads what the evictions of some entries need, in two steps and all at once, so that they wait for memory twice. Each loop
     * is short, for a processor looks only so many instructions ahead of the one that waits.
     */
    void readAhead(ColdEntries found) {
        int read = 0;
        for (int i = found.first(); i < found.size(); i++) {
            read += slotAt(found.place(i));
        }
        long last = end() - 1;
        for (int i = found.first(); i < found.size(); i++) {
            long entry = entryOf(slotAt(found.place(i))); // of an empty slot the first chunk, which is there as well
            read += NativeMemory.getByte(entry) + NativeMemory.getByte(Math.min(last, entry + USUAL_HEADER_BYTES));
        }
        for (int i = found.first(); i < found.size(); i++) {
            int slot = slotAt(found.place(i));
            read += heat.readAhead(slot & shape.keyMask) + space.readAheadToFree(shape.chunk(slot), found.left());
        }
        readAhead = read;
    }

    /** Reads slots in a row, so that who looks at them waits for memory once. */
    void readSlotsAhead(int first, int places) {
        int read = 0;
        for (int passed = 0; passed < places; passed += SLOTS_PER_LINE) {
            read += slotAt((first + passed) & (shape.slots - 1));
        }
        readAhead = read;
    }

    /** Returns which entries were found to be cold. */
    ColdSearch cold() {
        return cold;
    }

    /** Returns how hot its entries are. */
    SegmentHeat heat() {
        return heat;
    }

    /** Declares all entries settled, and alike. */
    void settleAll() {
        heat.settleAll(at -> slotAt(at) != 0);
    }

    /** Returns about how often an entry was used lately. */
    int frequency(int at) {
        return heat.harvest(at, slotKeyAt(at));
    }

    private int slotKeyAt(int at) {
        return slotAt(at) & shape.keyMask;
    }

    /** Lets a slot lead to another chunk. */
    void redirect(int at, int chunk) {
        writeSlot(at, shape.slot(slotKeyAt(at), chunk));
    }

    /** Takes an entry out of the look-up and frees its chunks. */
    void remove(int at) {
        int slot = slotAt(at);
        remove(at, endChunk(slot) - shape.chunk(slot));
    }

    /**
     * Takes an entry out whose length may be wrong: it has what is taken from its start to where the next one is.
     *
     * @return how many chunks it had
     */
    int removeDamaged(int at) {
        int chunk = shape.chunk(slotAt(at));
        int end = shape.chunks;
        for (int other = 0; other < shape.slots; other++) {
            int start = slotAt(other) == 0 ? end : shape.chunk(slotAt(other));
            end = start > chunk && start < end ? start : end;
        }
        int length = space.takenInARow(chunk, end);
        remove(at, length);
        return length;
    }

    private void remove(int at, int length) {
        heat.leaving(at, slotKeyAt(at));
        int chunk = shape.chunk(slotAt(at));
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
                heat.moved(at, gap);
                gap = at;
            }
        }
        writeSlot(gap, 0);
        heat.emptied(gap);
    }

    private void writeSlot(int at, int slot) {
        NativeMemory.putInt(slots + ((long) at << 2), slot);
    }

    void entries(int now) {
        entries = now;
        if (shape.checksums) {
            memory.entries(index, now);
        }
    }

    /** Held for reading. */
    int entries() {
        return entries;
    }

    /** Says that entries have numbers up to one from before it was opened. */
    void versionsUpTo(int version) {
        inheritedUpTo = version;
        sequence = version + 1;
    }

    /**
     * Returns whether an entry was there before it was opened; of one that was put here, by mistake, once the numbers have
     * begun anew. Called with no lock held, by who has found the entry here.
     */
    boolean isInherited(int version) {
        return version <= inheritedUpTo;
    }

    /** Returns a number that the entries of a key do not have in common. */
    int nextVersion() {
        return sequence++;
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
