package io.tiercel.offheap.chronicle;

import net.openhft.chronicle.hash.impl.CompactOffHeapLinearHashTable;
import net.openhft.chronicle.hash.impl.VanillaChronicleHash;

/**
 * What all segments of a map have in common: a hash look-up of {@link #slots}, counters, a bitmap of the chunks, and the
 * chunks. A slot is an int: {@link #keyBits} of the hash of a key, never 0, and above them the first chunk of its entry;
 * 0 is empty.
 */
final class SegmentShape {

    private static final double MOST_LOAD = CompactOffHeapLinearHashTable.MAX_LOAD_FACTOR;

    final int segments;
    final int segmentBits;
    final int slots;
    final int keyBits;
    final int keyMask;
    final int chunks;
    final int chunkBytes;
    final int chunkShift;
    final long bitmapOffset;
    final long chunksOffset;
    final long chunksEnd;
    final int mostEntries;
    final int mostEntryChunks;
    final boolean checksums;

    SegmentShape(VanillaChronicleHash<?, ?, ?, ?> map, boolean checksums) {
        if (map.tierHashLookupSlotSize != Integer.BYTES || Long.bitCount(map.chunkSize) != 1) {
            throw new IllegalArgumentException(
                    "slotBytes=" + map.tierHashLookupSlotSize + " chunkBytes=" + map.chunkSize + " are not supported");
        }
        this.segments = map.actualSegments;
        this.segmentBits = Integer.numberOfTrailingZeros(segments);
        this.slots = Math.toIntExact(map.tierHashLookupCapacity);
        this.keyBits = map.tierHashLookupKeyBits;
        this.keyMask = (int) CompactOffHeapLinearHashTable.mask(keyBits);
        this.chunks = Math.toIntExact(map.actualChunksPerSegmentTier);
        this.chunkBytes = Math.toIntExact(map.chunkSize);
        this.chunkShift = Integer.numberOfTrailingZeros(chunkBytes);
        this.bitmapOffset = map.tierHashLookupOuterSize + VanillaChronicleHash.TIER_COUNTERS_AREA_SIZE;
        this.chunksOffset = bitmapOffset + map.tierFreeListOuterSize + map.tierEntrySpaceInnerOffset;
        this.chunksEnd = chunksOffset + ((long) chunks << chunkShift);
        this.mostEntries = (int) (slots * MOST_LOAD);
        this.mostEntryChunks = chunksOf(Geometry.pieceBytes(chunks, chunkBytes));
        this.checksums = checksums;
    }

    /** Returns how many bytes a segment has beside it. */
    long sideBytes() {
        return SideMemory.bytes(slots);
    }

    int segment(long keyHash) {
        return (int) keyHash & (segments - 1);
    }

    /** Returns what the slot of a key has in its low bits. */
    int slotKey(long keyHash) {
        int key = (int) (keyHash >>> segmentBits) & keyMask;
        return key != 0 ? key : keyMask;
    }

    int slot(int slotKey, int chunk) {
        return slotKey | (chunk << keyBits);
    }

    int chunk(int slot) {
        return slot >>> keyBits;
    }

    int chunksOf(long lengthBytes) {
        return (int) ((lengthBytes + chunkBytes - 1) >>> chunkShift);
    }

    /** Returns where the entry of a slot is, by the address of its segment. */
    long entry(long segment, int slot) {
        return segment + chunksOffset + ((long) chunk(slot) << chunkShift);
    }
}
