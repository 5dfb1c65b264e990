package io.tiercel.offheap.chronicle;

import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Looks through a segment of a file before it is used first: keeps what is an entry of a region that lives, whole and in
 * the right place, forgets the rest, and counts. A process that was killed may have left slots that lead to the same
 * chunks, or bits in the bitmap that say other than the slots; so the bitmap is made anew, and the slots are if any of
 * them is wrong.
 *
 * <p>Takes a look at the key of each entry, and if told to, also at its payload, which is checked again when it is read.
 * Thread-safe.
 */
final class SegmentCheck {

    private final SegmentShape shape;
    private final Regions regions;
    private final @Nullable EntryReader reader;
    private final LongAdder damaged = new LongAdder();

    /** @param payloads whether to look at payloads too */
    SegmentCheck(SegmentShape shape, Regions regions, boolean payloads) {
        this.shape = shape;
        this.regions = regions;
        this.reader = payloads ? new EntryReader(shape.checksums) : null;
    }

    /** Returns how many entries were not what was written, so far. */
    long damagedEntries() {
        return damaged.sum();
    }

    /** Called with the segment locked for writing; if it throws, for want of memory say, to be called anew. */
    void check(Segment segment) {
        int[] kept = new int[shape.slots];
        Tally tally = new Tally();
        int count = 0;
        int seen = 0;
        int lastVersion = 0;
        segment.space().clearBitmap();
        for (int at = 0; at < shape.slots; at++) {
            int slot = segment.slotAt(at);
            if (slot != 0) {
                seen++;
                if (count < shape.mostEntries && keep(segment, slot, tally)) {
                    kept[count++] = slot;
                    lastVersion = Math.max(lastVersion, EntryLayout.versionOf(segment.entryOf(slot)));
                }
            }
        }
        segment.versionsUpTo(lastVersion);
        segment.entries(count);
        if (count != seen || !allFound(segment, kept, count)) {
            segment.clearSlots();
            for (int i = 0; i < count; i++) {
                segment.insert(kept[i] & shape.keyMask, shape.chunk(kept[i]), /* part= */ false);
            }
        }
        segment.settleAll();
        tally.tell();
    }

    /** What a segment has of a region; the one that a file is of. */
    private static final class Tally {
        private @Nullable Region region;
        private int entries;
        private int chunks;

        void add(Region of, int moreEntries, int moreChunks) {
            if (of != region) {
                tell();
                region = of;
            }
            entries += moreEntries;
            chunks += moreChunks;
        }

        void tell() {
            if (region != null) {
                region.count(entries, chunks);
            }
            entries = 0;
            chunks = 0;
        }
    }

    private boolean keep(Segment segment, int slot, Tally tally) {
        int chunk = shape.chunk(slot);
        if (chunk >= shape.chunks) {
            damaged.increment();
            return false;
        }
        long entry = segment.chunkAddress(chunk);
        if (!isWhole(entry, segment.end())) {
            damaged.increment();
            return false;
        }
        Region region = regions.find(EntryLayout.region(entry));
        if (region == null) {
            return false;
        }
        int chunks = shape.chunksOf(EntryLayout.entryBytes(entry));
        if (!isHome(segment, entry, slot & shape.keyMask) || !segment.space().takeIfFree(chunk, chunks)) {
            damaged.increment();
            return false;
        }
        tally.add(region, (EntryLayout.region(entry) & Region.PIECES) != 0 ? 0 : 1, chunks);
        return true;
    }

    private boolean isWhole(long entry, long end) {
        int keyBytes = StopBit.read(entry);
        if (keyBytes < EntryLayout.REGION_BYTES || keyBytes > end - entry - 8) {
            return false;
        }
        long valueSizeAddress = EntryLayout.valueSizeAddress(entry);
        if (valueSizeAddress > end - 8) {
            return false;
        }
        int valueBytes = StopBit.read(valueSizeAddress);
        long value = EntryLayout.valueAddress(valueSizeAddress);
        return valueBytes >= EntryLayout.HEADER_BYTES
                && valueBytes <= end - value
                && valueBytes >= EntryLayout.overheadBytes(EntryLayout.flags(value), shape.checksums);
    }

    private boolean isHome(Segment segment, long entry, int slotKey) {
        byte[] key = EntryReader.key(entry);
        long keyHash = KeyHash.of(EntryLayout.region(entry), key);
        return shape.segment(keyHash) == segment.index()
                && shape.slotKey(keyHash) == slotKey
                && (reader == null || reader.read(entry, segment.end(), key) != null);
    }

    /** Returns whether a look-up would find each slot: none is behind an empty one. */
    private boolean allFound(Segment segment, int[] kept, int count) {
        int mask = shape.slots - 1;
        for (int i = 0; i < count; i++) {
            int at = kept[i] & shape.keyMask & mask;
            while (segment.slotAt(at) != kept[i]) {
                if (segment.slotAt(at) == 0) {
                    return false;
                }
                at = (at + 1) & mask;
            }
        }
        return true;
    }
}
