package io.tiercel.heap;

import io.tiercel.store.Entry;
import io.tiercel.store.Lifetime;

/**
 * Makes the entries of a store, each with the fields that it needs and no more. In bytes: 40, with a deadline 48, with a
 * limit of the deadline 56; a weight adds 8.
 *
 * @param touchable whether a use may give a deadline to an entry that has none
 * @param weighed whether entries have a weight
 */
public record EntryShape(boolean touchable, boolean weighed) {

    private static final int TABLE_BYTES = 6;
    private static final int POLICY_BYTES = 8;

    /**
     * Returns about how many bytes an entry of a store that is bounded in bytes takes besides its key and value: the
     * entry, its share of the table, and what the policy remembers of entries that have left.
     */
    public static long overheadBytes(boolean timed) {
        return (timed ? 56L : 48L) + TABLE_BYTES + POLICY_BYTES;
    }

    HeapEntry make(Object key, int hash, Object value, Lifetime lifetime, long weight) {
        if (lifetime.limitMillis() != Entry.NEVER) {
            return weighed
                    ? new WeighedLimited(key, hash, value, lifetime, clip(weight))
                    : new LimitedEntry(key, hash, value, lifetime);
        }
        if (touchable || lifetime.expiresAtMillis() != Entry.NEVER) {
            return weighed
                    ? new WeighedTimed(key, hash, value, lifetime.expiresAtMillis(), clip(weight))
                    : new TimedEntry(key, hash, value, lifetime.expiresAtMillis());
        }
        return weighed ? new Weighed(key, hash, value, clip(weight)) : new HeapEntry(key, hash, value);
    }

    private static int clip(long weight) {
        return (int) Math.min(Math.max(weight, 0), Integer.MAX_VALUE);
    }

    private static final class Weighed extends HeapEntry {
        private final int weight;

        Weighed(Object key, int hash, Object value, int weight) {
            super(key, hash, value);
            this.weight = weight;
        }

        @Override
        public long weight() {
            return weight;
        }
    }

    private static final class WeighedTimed extends TimedEntry {
        private final int weight;

        WeighedTimed(Object key, int hash, Object value, long expiresAtMillis, int weight) {
            super(key, hash, value, expiresAtMillis);
            this.weight = weight;
        }

        @Override
        public long weight() {
            return weight;
        }
    }

    private static final class WeighedLimited extends LimitedEntry {
        private final int weight;

        WeighedLimited(Object key, int hash, Object value, Lifetime lifetime, int weight) {
            super(key, hash, value, lifetime);
            this.weight = weight;
        }

        @Override
        public long weight() {
            return weight;
        }
    }
}
