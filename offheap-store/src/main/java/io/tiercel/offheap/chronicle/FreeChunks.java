package io.tiercel.offheap.chronicle;

/** The bitmap of the chunks of a segment: a bit is set where a chunk is taken. Not thread-safe. */
final class FreeChunks {

    private FreeChunks() {}

    /**
     * Returns the first chunk of the first run of free ones of a length.
     *
     * @param from where to start looking
     * @param to the chunk to stop at
     * @return -1 if there is none
     */
    static int findRun(long bitmap, int from, int to, int length) {
        int run = 0;
        int at = from;
        while (at < to) {
            long taken = NativeMemory.getLong(bitmap + ((long) (at >>> 6) << 3)) >>> (at & 63);
            int seen = Math.min(Long.SIZE - (at & 63), to - at);
            int free = Math.min(Long.numberOfTrailingZeros(taken), seen);
            run += free;
            if (run >= length) {
                return at + free - run;
            }
            if (free < seen) {
                run = 0;
                free += Math.min(Long.numberOfTrailingZeros(~(taken >>> free)), seen - free);
            }
            at += free;
        }
        return -1;
    }

    static boolean isFree(long bitmap, int from, int to) {
        return from >= to || findRun(bitmap, from, to, to - from) == from;
    }

    static void take(long bitmap, int from, int length) {
        for (int at = from, to = from + length; at < to; ) {
            int seen = Math.min(Long.SIZE - (at & 63), to - at);
            long word = wordAddress(bitmap, at);
            NativeMemory.putLong(word, NativeMemory.getLong(word) | mask(at, seen));
            at += seen;
        }
    }

    static void free(long bitmap, int from, int length) {
        for (int at = from, to = from + length; at < to; ) {
            int seen = Math.min(Long.SIZE - (at & 63), to - at);
            long word = wordAddress(bitmap, at);
            NativeMemory.putLong(word, NativeMemory.getLong(word) & ~mask(at, seen));
            at += seen;
        }
    }

    private static long wordAddress(long bitmap, int chunk) {
        return bitmap + ((long) (chunk >>> 6) << 3);
    }

    private static long mask(int at, int length) {
        return (-1L >>> (Long.SIZE - length)) << (at & 63);
    }
}
