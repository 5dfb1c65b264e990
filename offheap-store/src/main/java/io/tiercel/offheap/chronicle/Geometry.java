package io.tiercel.offheap.chronicle;

import io.tiercel.configuration.OffHeapBound;

/**
 * How a number of bytes is divided: into segments of 256 to 512 KiB, so that a lock covers little, up to {@value
 * #ENOUGH_SEGMENTS} of them; beyond that into segments of up to 1 MiB, since what is known of each on the heap is the farther
 * from a processor the more there are. They are smaller in a small map, and up to 2 MiB beyond 64 GiB. Each has a slot of four
 * bytes for every 64 bytes or more, and the rest in small chunks. All of it, headers included, fits the capacity.
 *
 * @param capacityBytes what all may take
 * @param segments a power of two
 * @param slots of the hash look-up of a segment, a power of two
 * @param chunkBytes the unit in which space is given to entries, a power of two
 * @param chunks of a segment
 */
record Geometry(long capacityBytes, int segments, int slots, int chunkBytes, int chunks) {

    /** The least capacity there is. */
    static final long LEAST_BYTES = 128 * 1024;

    /**
     * The greatest. The more segments there are, the more they take on the heap; the larger they are, the fewer bits of a slot
     * are left to say where an entry is, and the larger chunks have to be.
     */
    static final long MOST_BYTES = OffHeapBound.MOST_BYTES;

    private static final int USUAL_SEGMENT_BYTES = 256 * 1024;
    private static final int LARGE_SEGMENT_BYTES = 1024 * 1024;

    /** So many locks are enough for all threads that run at a time. */
    static final int ENOUGH_SEGMENTS = 1024;

    private static final int LEAST_SEGMENT_BYTES = 8 * 1024;
    private static final int FEW_SEGMENTS = 16;
    private static final int MOST_SEGMENTS = 1 << 16;
    private static final int BYTES_PER_SLOT = 64;
    private static final int LEAST_CHUNK_BYTES = 16;
    private static final int SLOT_BITS = 32;
    private static final int CACHE_LINE_BYTES = 64;

    /** What a map has before its segments' headers, and what rounding to pages may add. */
    private static final int HEADER_BYTES = 4 * 4096;

    /** What a segment has beside slots, bitmap and chunks: its counters, and room to align each. */
    private static final int SEGMENT_FIXED_BYTES = 6 * CACHE_LINE_BYTES;

    private static final int MOST_SEGMENT_HEADER_BYTES = 3 * CACHE_LINE_BYTES;

    static Geometry of(long capacityBytes) {
        if (capacityBytes < LEAST_BYTES || capacityBytes > MOST_BYTES) {
            throw new IllegalArgumentException(
                    "capacityBytes=" + capacityBytes + ", must be from " + LEAST_BYTES + " to " + MOST_BYTES);
        }
        long few = Math.min(FEW_SEGMENTS, Long.highestOneBit(capacityBytes / LEAST_SEGMENT_BYTES));
        long usual = Math.min(ENOUGH_SEGMENTS, Long.highestOneBit(capacityBytes / USUAL_SEGMENT_BYTES));
        long many = Long.highestOneBit((capacityBytes - 1) / LARGE_SEGMENT_BYTES) << 1;
        int segments = (int) Math.min(MOST_SEGMENTS, Math.max(few, Math.max(usual, many)));
        long segmentBytes = (capacityBytes - HEADER_BYTES) / segments - MOST_SEGMENT_HEADER_BYTES;
        long slots = Math.min(1 << 20, Long.highestOneBit(segmentBytes / BYTES_PER_SLOT));
        long bits = (segmentBytes - slots * (Integer.BYTES + Short.BYTES + 1) - SEGMENT_FIXED_BYTES) * Byte.SIZE;
        int chunkBytes = LEAST_CHUNK_BYTES;
        while (slotBits(slots, bits / (chunkBytes * Byte.SIZE + 1)) > SLOT_BITS) {
            chunkBytes *= 2;
        }
        int chunks = (int) Math.min(1 << 24, bits / (chunkBytes * Byte.SIZE + 1));
        return new Geometry(capacityBytes, segments, (int) slots, chunkBytes, chunks);
    }

    /** The entries of a segment that Chronicle is told of: they make it choose the number of slots. */
    int entriesPerSegment() {
        return slots / 2 + 1;
    }

    /** What an entry may take, key and header included: a larger one is divided. */
    int pieceBytes() {
        return pieceBytes(chunks, chunkBytes);
    }

    static int pieceBytes(int chunks, int chunkBytes) {
        return Math.max(512, Math.min(1 << 15, Integer.highestOneBit(chunks * chunkBytes) / 32));
    }

    private static int slotBits(long slots, long chunks) {
        int entryBits = Long.SIZE - Long.numberOfLeadingZeros(slots / 2) + 3;
        int chunkBits = Long.SIZE - Long.numberOfLeadingZeros(chunks - 1);
        return entryBits + chunkBits;
    }
}
