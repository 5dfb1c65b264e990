package io.tiercel.offheap.chronicle;

import java.util.function.LongPredicate;

/**
 * A small cache that has keys and no entries, and does as {@link VictimChooser} does, always by one rule: so it tells
 * what that would be worth (Waldspurger, Saemundsson, Ahmad and Park, "Cache Modeling and Optimization
 * using Miniature Simulations", 2017). Two queues in the order of the last use, of new ones and of settled ones. Not
 * thread-safe.
 */
final class GhostCache {

    /** Those that are looked at for eviction come some at a time, so that more may be new before. */
    private static final int SURPLUS_FRACTION = 64;

    private final WindowRule rule;
    private final GhostKeys keys;
    private final short[] newer;
    private final short[] older;
    private final int[] usedAt;
    private final boolean[] settled;

    /** The ends of the queues: after the number of the last key. */
    private final int newEnd;

    private final int settledEnd;
    private int limit;
    private int newOnes;
    private int now;

    /**
     * @param rule how many may be new, and who of two stays
     * @param most how many there is room for
     */
    GhostCache(WindowRule rule, int most) {
        this.rule = rule;
        this.keys = new GhostKeys(most);
        this.newEnd = most;
        this.settledEnd = most + 1;
        this.newer = new short[most + 2];
        this.older = new short[most + 2];
        this.usedAt = new int[most];
        this.settled = new boolean[most];
        this.limit = most;
        clear();
    }

    private void clear() {
        keys.clear();
        newOnes = 0;
        for (int end = newEnd; end <= settledEnd; end++) {
            newer[end] = (short) end;
            older[end] = (short) end;
        }
    }

    int size() {
        return keys.size();
    }

    /** Says how many keys there may be from now on. */
    void limit(int most) {
        limit = most;
    }

    /** Takes what another one has, all of it new. */
    void copy(GhostCache other) {
        clear();
        for (int number = other.newer[other.newEnd]; number != other.newEnd; number = other.newer[number]) {
            add(other.keys.key(number));
        }
    }

    /** Forgets the keys that do not count any more. */
    void retain(LongPredicate wanted) {
        for (int number = 0; number < newEnd; number++) {
            if (isThere(number) && !wanted.test(keys.key(number))) {
                remove(number);
            }
        }
    }

    private boolean isThere(int number) {
        return keys.find(keys.key(number)) == number;
    }

    /** Asks for a key, and adds it if it is not there. Returns whether it was. */
    boolean use(long key, GhostFrequencies frequencies) {
        int number = keys.find(key);
        if (number >= 0) {
            unlink(number);
            usedAt[number] = now++;
            link(number, settled[number] ? settledEnd : newEnd);
            return true;
        }
        while (keys.size() >= limit) {
            evict(frequencies);
        }
        add(key);
        return false;
    }

    private void add(long key) {
        int number = keys.add(key);
        settled[number] = false;
        usedAt[number] = now++;
        link(number, newEnd);
        newOnes++;
    }

    private void evict(GhostFrequencies frequencies) {
        while (surplus() > 1 + limit / SURPLUS_FRACTION || newOnes == keys.size()) {
            settle(newer[newEnd]);
        }
        int candidate = newer[newEnd];
        int incumbent = newer[settledEnd];
        if (newOnes > 0 && surplus() > 0) {
            if (!rule.admits(frequencies.of(keys.key(candidate)), frequencies.of(keys.key(incumbent)))) {
                remove(candidate);
                return;
            }
            usedAt[candidate] = now++;
            settle(candidate);
        }
        remove(incumbent);
    }

    private int surplus() {
        return newOnes - rule.newEntries(limit);
    }

    /** Moves a new one to where it belongs among the settled ones, by its last use. */
    private void settle(int number) {
        unlink(number);
        newOnes--;
        settled[number] = true;
        int before = older[settledEnd];
        while (before != settledEnd && usedAt[before] - usedAt[number] > 0) {
            before = older[before];
        }
        link(number, newer[before]);
    }

    private void remove(int number) {
        unlink(number);
        if (!settled[number]) {
            newOnes--;
        }
        keys.remove(number);
    }

    private void unlink(int number) {
        newer[older[number]] = newer[number];
        older[newer[number]] = older[number];
    }

    /** Puts a key into a queue, as the next older one than another key, or than its end. */
    private void link(int number, int than) {
        int before = older[than];
        older[number] = (short) before;
        newer[number] = (short) than;
        newer[before] = (short) number;
        older[than] = (short) number;
    }
}
