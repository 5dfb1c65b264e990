package io.tiercel.offheap;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * How many numbers the keys of a hash may have, where there was ever more than one key. Most hashes have one, and take no
 * memory. Thread-safe.
 */
final class Collisions {

    /** The most keys of one hash. */
    static final int MOST = 64;

    private final ConcurrentMap<Integer, Integer> highest = new ConcurrentHashMap<>();

    /** Returns the highest number that a key of the hash may have. */
    int highest(int hash) {
        return highest.isEmpty() ? 0 : highest.getOrDefault(hash, 0);
    }

    /** Returns one number more for a hash whose numbers are all taken; the last one again if there are too many. */
    int add(int hash) {
        return highest.merge(hash, 1, (before, one) -> Math.min(before + one, MOST - 1));
    }

    void clear() {
        highest.clear();
    }
}
