package io.tiercel.offheap.chronicle;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The states of the locks of all segments. They lie together, and apart from what else is known of a segment on the heap: in a
 * large map that is in no cache of a processor when a read comes, and the read would wait for it before it can begin. With
 * few segments each has a line of such a cache to itself, so that threads which use two of them do not disturb each other;
 * with many that is rare. Thread-safe.
 */
final class LockWords {

    private static final int CACHE_LINE_BYTES = 64;
    private static final int MOST_SPREAD_BYTES = 64 * 1024;

    private static final VarHandle WORD = MethodHandles.arrayElementVarHandle(int[].class);

    private final int[] words;
    private final int strideBits;

    /**
     * @param count a power of two
     * @param state what all begin with
     */
    LockWords(int count, int state) {
        int strideBytes = Math.max(Integer.BYTES, Math.min(CACHE_LINE_BYTES, MOST_SPREAD_BYTES / count));
        strideBits = Integer.numberOfTrailingZeros(strideBytes / Integer.BYTES);
        words = new int[(count + 1) << strideBits]; // before the first is the length of the array
        if (state != 0) {
            for (int lock = 0; lock < count; lock++) {
                words[at(lock)] = state;
            }
        }
    }

    private int at(int lock) {
        return (lock + 1) << strideBits;
    }

    int get(int lock) {
        return (int) WORD.getVolatile(words, at(lock));
    }

    void set(int lock, int state) {
        WORD.setVolatile(words, at(lock), state);
    }

    void add(int lock, int difference) {
        int unused = (int) WORD.getAndAdd(words, at(lock), difference);
    }

    boolean replace(int lock, int seen, int state) {
        return WORD.compareAndSet(words, at(lock), seen, state);
    }
}
