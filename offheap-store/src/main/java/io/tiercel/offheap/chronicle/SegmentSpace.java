package io.tiercel.offheap.chronicle;

/**
 * The chunks of a segment: finds, takes and frees them. Called with the segment locked for writing, unless it says else.
 *
 * <p>In the bitmap chunks that were freed lately are taken still, until others need them: so most entries come and go
 * without it, and do not wait for one more part of memory.
 */
final class SegmentSpace {

    /** An entry is small if it takes no more than this part of the chunks. */
    private static final int SMALL_FRACTION = 64;

    private static final int SMALL_STEP_FRACTION = 16;
    private static final int NEARLY_FULL_FRACTION = 8;

    /** To look at more chunks would cost more than to read ahead gains. */
    private static final int LIKELY_WITHIN = 2048;

    private final long bitmap;
    private final int chunks;
    private final FreedRuns freed = new FreedRuns();

    private int takenChunks;
    private int nextChunk;

    /** Where the next entry is going to be if none of the freed runs suits it; a guess. */
    private int likelyFree;

    /** Where the next entry is going to be; a guess. */
    private int likelyChunk;

    /** Where small entries end, but for those that found no room before it. */
    private int smallEnd;

    /**
     * @param bitmap the address of a bit for each chunk, in whole longs
     * @param chunks how many there are
     */
    SegmentSpace(long bitmap, int chunks) {
        this.bitmap = bitmap;
        this.chunks = chunks;
    }

    /** Declares all chunks free. */
    void clearBitmap() {
        NativeMemory.clear(bitmap, (long) ((chunks + Long.SIZE - 1) / Long.SIZE) * Long.BYTES);
        freed.clear();
        takenChunks = 0;
    }

    /** Takes chunks that an entry has, unless another one has them too. */
    boolean takeIfFree(int from, int length) {
        if (!FreeChunks.isFree(bitmap, from, from + length)) {
            return false;
        }
        take(from, length);
        return true;
    }

    /** Takes chunks in a row and returns the first, or -1 if there are none. */
    int allocate(int length) {
        if (takenChunks + length > chunks) {
            return -1;
        }
        int again = freed.take(length);
        if (again >= 0) {
            takenChunks += length;
            guess();
            return again;
        }
        int found = find(length);
        if (found < 0 && !freed.isEmpty()) {
            freed.giveBack(bitmap);
            found = find(length);
        }
        if (found >= 0) {
            take(found, length);
            likelyFree = likelyAfter(found, length);
            guess();
        }
        return found;
    }

    /** Keeps it where it is read with one look, for a put reads it before all else. */
    private void guess() {
        likelyChunk = freed.lastOr(likelyFree);
    }

    private int find(int length) {
        return length > chunks / SMALL_FRACTION ? findForLarge(length) : findForSmall(length);
    }

    /** Finds where the next entry is going to be if it is of the same size, while that part of the bitmap is at hand. */
    private int likelyAfter(int found, int length) {
        int end = found + length;
        int likely = FreeChunks.findRun(bitmap, end, Math.min(smallEnd, end + LIKELY_WITHIN), length);
        return likely < 0 ? found : likely;
    }

    /** Small entries fill the segment from its start, so that free chunks in a row are left for large ones. */
    private int findForSmall(int length) {
        int found = FreeChunks.findRun(bitmap, nextChunk, smallEnd, length);
        if (found < 0) {
            found = FreeChunks.findRun(bitmap, 0, Math.min(smallEnd, nextChunk + length - 1), length);
        }
        if (found < 0 && smallEnd < chunks) {
            int from = Math.max(0, smallEnd - length);
            int end = Math.min(chunks, smallEnd + chunks / SMALL_STEP_FRACTION + length);
            found = FreeChunks.findRun(bitmap, from, end, length);
            if (found >= 0) {
                smallEnd = end;
            } else {
                return FreeChunks.findRun(bitmap, Math.max(0, end - length), chunks, length);
            }
        }
        nextChunk = found < 0 ? nextChunk : found + length;
        return found;
    }

    private int findForLarge(int length) {
        int found = FreeChunks.findRun(bitmap, smallEnd, chunks, length);
        return found >= 0 ? found : FreeChunks.findRun(bitmap, 0, chunks, length);
    }

    private void take(int from, int length) {
        FreeChunks.take(bitmap, from, length);
        takenChunks += length;
    }

    /** Declares some chunks free. */
    void free(int from, int length) {
        if (!freed.add(from, length)) {
            FreeChunks.free(bitmap, from, length);
        }
        guess();
        takenChunks -= length;
    }

    /** Takes the chunks after some, if they are free. */
    boolean extend(int from, int length, int newLength) {
        int end = from + newLength;
        freed.giveBack(bitmap);
        if (end > chunks || !FreeChunks.isFree(bitmap, from + length, end)) {
            return false;
        }
        take(from + length, newLength - length);
        return true;
    }

    /**
     * Returns the first chunk that the next entry is likely to have, if it is as large as the last one. Called without the lock,
     * too.
     */
    int likelyChunk() {
        return likelyChunk;
    }

    /** Reads what tells where {@link #likelyChunk()} is, so that it is at hand: the runs that were freed, or a byte of the bitmap. */
    int readAheadToTake(int chunk) {
        return freed.isEmpty() ? bitmapAt(chunk) : freed.lastOr(0);
    }

    /** Reads a byte of the bitmap at a chunk, so that it is at hand, if so many are to be freed that it is needed. */
    int readAheadToFree(int chunk, int runs) {
        return freed.hasRoomFor(runs) ? 0 : bitmapAt(chunk);
    }

    private int bitmapAt(int chunk) {
        return NativeMemory.getByte(bitmap + (chunk >>> 3));
    }

    /** Returns whether so much is taken that entries may have to leave soon. */
    boolean isNearlyFull() {
        return takenChunks > chunks - chunks / NEARLY_FULL_FRACTION;
    }

    /** Returns how many chunks are taken from one on, before the first that is free or the end. */
    int takenInARow(int from, int end) {
        freed.giveBack(bitmap);
        int at = from;
        while (at < end && !FreeChunks.isFree(bitmap, at, at + 1)) {
            at++;
        }
        return at - from;
    }

    /** Returns how many chunks are taken. Held for reading, or not at all: then it may be a little behind. */
    int takenChunks() {
        return takenChunks;
    }
}
