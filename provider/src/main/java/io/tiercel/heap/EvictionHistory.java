package io.tiercel.heap;

/**
 * Remembers which keys were evicted lately, and from where.
 *
 * <p>A table of fingerprints in buckets of four: 14 bits of the hash, two bits that say from where, and 16 bits of the
 * number of the miss at which the key was evicted, in coarse units. A new fingerprint takes the oldest place of its
 * bucket, so the older a key the more often it is forgotten early: one in nine at half the horizon, half of them at
 * its end. It is enough to weigh one queue against another, which asks for a share of the keys and not for each.
 *
 * <p>Not thread-safe: used under the store's lock. Constant time; 1.6 bytes per entry of the cache. A key is mistaken for
 * another one in about one of five thousand look-ups; then the border of the queues moves by one step.
 */
final class EvictionHistory {

    /** From where a key was evicted. */
    enum Origin {
        /** It is not known to be evicted lately. */
        NONE,
        /** It was new, and refused by the main part. */
        WINDOW,
        /** The same, in a close contest with an incumbent that stayed. */
        CLOSE_CANDIDATE,
        /** It was in the main part. */
        MAIN,
        /** The same, and left in a close contest with a candidate that was admitted. */
        CLOSE_INCUMBENT;

        static Origin of(boolean main, boolean close) {
            if (main) {
                return close ? CLOSE_INCUMBENT : MAIN;
            }
            return close ? CLOSE_CANDIDATE : WINDOW;
        }

        private int bits() {
            return switch (this) {
                case NONE, WINDOW -> 0;
                case CLOSE_CANDIDATE -> CLOSE;
                case MAIN -> ORIGIN_MAIN;
                case CLOSE_INCUMBENT -> ORIGIN_MAIN | CLOSE;
            };
        }
    }

    /** For how long it remembers: longer ago, no border between the queues would have kept the key. */
    private static final double HORIZON_MISSES_PER_ENTRY = 0.36;

    private static final int WAYS = 4;
    private static final int ENTRIES_PER_BUCKET = 10;
    private static final int MOST_TICKS = 1 << 13;
    private static final int FINGERPRINT = 0x3FFF;
    private static final int CLOSE = 0x4000;
    private static final int ORIGIN_MAIN = 0x8000;
    private static final int EMPTY = 0;

    private final int[] slots;
    private final long horizonTicks;
    private final int tickShift;

    /**
     * @param entries the number of entries in the cache that it is for
     */
    EvictionHistory(long entries) {
        long buckets = Math.min(Math.max(1, (entries + ENTRIES_PER_BUCKET - 1) / ENTRIES_PER_BUCKET), 1 << 28);
        slots = new int[(int) buckets * WAYS];
        long horizonMisses = (long) Math.ceil(entries * HORIZON_MISSES_PER_ENTRY);
        tickShift = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(horizonMisses / MOST_TICKS));
        horizonTicks = Math.max(1, horizonMisses >>> tickShift);
    }

    /** Returns how many entries it is made for. */
    long entries() {
        return (long) slots.length / WAYS * ENTRIES_PER_BUCKET;
    }

    /** Remembers that the key was evicted at the given miss. */
    void add(int hash, Origin origin, long miss) {
        int fingerprint = fingerprint(hash);
        int bucket = bucket(hash);
        int place = bucket;
        long oldest = -1;
        for (int slot = bucket; slot < bucket + WAYS; slot++) {
            boolean free = slots[slot] == EMPTY || (slots[slot] & FINGERPRINT) == fingerprint;
            long age = free ? Long.MAX_VALUE : ageTicks(slots[slot], miss);
            if (age > oldest) {
                oldest = age;
                place = slot;
            }
        }
        slots[place] = (int) (miss >>> tickShift) << 16 | origin.bits() | fingerprint;
    }

    /** Returns from where the key was evicted within the horizon, and forgets it. */
    Origin take(int hash, long miss) {
        int fingerprint = fingerprint(hash);
        int bucket = bucket(hash);
        for (int slot = bucket; slot < bucket + WAYS; slot++) {
            int found = slots[slot];
            if (found != EMPTY && (found & FINGERPRINT) == fingerprint) {
                slots[slot] = EMPTY;
                if (ageTicks(found, miss) > horizonTicks) {
                    return Origin.NONE;
                }
                return Origin.of((found & ORIGIN_MAIN) != 0, (found & CLOSE) != 0);
            }
        }
        return Origin.NONE;
    }

    private long ageTicks(int slot, long miss) {
        return ((miss >>> tickShift) - (slot >>> 16)) & 0xFFFF;
    }

    private int bucket(int hash) {
        return (int) (((hash & 0xFFFF_FFFFL) * (slots.length / WAYS)) >>> Integer.SIZE) * WAYS;
    }

    /** Returns 1 to 0x3FFF, from all bits of the hash, for the high ones chose the bucket. */
    private static int fingerprint(int hash) {
        return Math.max(1, (int) ((hash * 0x9E37_79B9_7F4A_7C15L) >>> 40) & FINGERPRINT);
    }
}
