package io.tiercel.offheap.chronicle;

import java.util.Arrays;

/** A few keys, each with a number of its own from 0 on as long as it is there: a hash table. Not thread-safe. */
final class GhostKeys {

    static final int NONE = -1;

    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

    private final long[] keys;

    /** For a key that is not there, which number is free after it. */
    private final short[] nextFree;

    /** Numbers with one added, 0 where there is none. */
    private final short[] look;

    private final int mask;
    private int free;
    private int size;

    /** @param most how many there is room for */
    GhostKeys(int most) {
        this.keys = new long[most];
        this.nextFree = new short[most];
        this.look = new short[Integer.highestOneBit(3 * most)];
        this.mask = look.length - 1;
        clear();
    }

    void clear() {
        Arrays.fill(look, (short) 0);
        for (int number = 0; number < nextFree.length; number++) {
            nextFree[number] = (short) (number + 1);
        }
        free = 0;
        size = 0;
    }

    int size() {
        return size;
    }

    long key(int number) {
        return keys[number];
    }

    /** Returns the number of a key, or -1. */
    int find(long key) {
        for (int at = home(key); look[at] != 0; at = after(at)) {
            int number = look[at] - 1;
            if (keys[number] == key) {
                return number;
            }
        }
        return NONE;
    }

    /** Adds a key that is not there, for which there is room, and returns its number. */
    int add(long key) {
        int number = free;
        free = nextFree[number];
        keys[number] = key;
        int at = home(key);
        while (look[at] != 0) {
            at = after(at);
        }
        look[at] = (short) (number + 1);
        size++;
        return number;
    }

    void remove(int number) {
        int gap = home(keys[number]);
        while (look[gap] != number + 1) {
            gap = after(gap);
        }
        for (int at = after(gap); look[at] != 0; at = after(at)) {
            // It moves to the gap if that is not before its home.
            if (((at - home(keys[look[at] - 1])) & mask) >= ((at - gap) & mask)) {
                look[gap] = look[at];
                gap = at;
            }
        }
        look[gap] = 0;
        nextFree[number] = (short) free;
        free = number;
        size--;
    }

    private int home(long key) {
        return (int) ((key * SPREAD) >>> Integer.SIZE) & mask;
    }

    private int after(int at) {
        return (at + 1) & mask;
    }
}
