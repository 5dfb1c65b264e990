package io.tiercel.heap;

import io.tiercel.serialize.AnnotatedValue;
import io.tiercel.store.Entry;
import io.tiercel.store.Lifetime;

/**
 * Makes the entries of a store, each with the fields that it needs and no more. In bytes: 40, with a deadline 48, with a
 * limit of the deadline 56, with tags 56, with a deadline and annotations 72; a weight, a version or both add 8.
 *
 * <p>Each kind of entry is there without these two and with them, and the latter repeat them: a class has one parent, and
 * that is the kind. In a common parent they would be in every entry; in an object of their own they would take 24 bytes for
 * 8, and a weighing or a comparison of versions would wait for one more object to come from memory.
 *
 * @param touchable whether a use may give a deadline to an entry that has none
 * @param weighed whether entries have a weight
 * @param versioned whether entries are copies of those of a lower tier, and have their versions
 */
public record EntryShape(boolean touchable, boolean weighed, boolean versioned) {

    private static final int TABLE_BYTES = 12;
    private static final int POLICY_BYTES = 8;

    public EntryShape(boolean touchable, boolean weighed) {
        this(touchable, weighed, /* versioned= */ false);
    }

    /**
     * Returns about how many bytes an entry of a store that is bounded in bytes takes besides its key and value: the
     * entry, its share of the table, and what the policy remembers of entries that have left.
     */
    public static long overheadBytes(boolean timed) {
        return (timed ? 56L : 48L) + TABLE_BYTES + POLICY_BYTES;
    }

    HeapEntry make(Object key, int hash, Object value, Lifetime lifetime, long weight) {
        return make(key, hash, value, lifetime, new Marks(counted(weight), 0));
    }

    HeapEntry copy(Object key, Entry below, long weight) {
        Lifetime lifetime = new Lifetime(below.expiresAtMillis(), below.limitMillis());
        return make(key, below.hash(), below.value(), lifetime, new Marks(counted(weight), below.version()));
    }

    private HeapEntry make(Object key, int hash, Object value, Lifetime lifetime, Marks marks) {
        boolean marked = weighed || versioned;
        if (lifetime.limitMillis() != Entry.NEVER) {
            return marked
                    ? new MarkedLimited(key, hash, value, lifetime, marks)
                    : new LimitedEntry(key, hash, value, lifetime);
        }
        if (!touchable && lifetime.expiresAtMillis() != Entry.NEVER && AgingEntry.suits(value)) {
            AnnotatedValue aging = (AnnotatedValue) value;
            return marked
                    ? new MarkedAging(key, hash, aging, lifetime.expiresAtMillis(), marks)
                    : new AgingEntry(key, hash, aging, lifetime.expiresAtMillis());
        }
        if (touchable || lifetime.expiresAtMillis() != Entry.NEVER) {
            return marked
                    ? new MarkedTimed(key, hash, value, lifetime.expiresAtMillis(), marks)
                    : new TimedEntry(key, hash, value, lifetime.expiresAtMillis());
        }
        if (TaggedEntry.suits(value)) {
            AnnotatedValue tagged = (AnnotatedValue) value;
            return marked ? new MarkedTagged(key, hash, tagged, marks) : new TaggedEntry(key, hash, tagged);
        }
        return marked ? new Marked(key, hash, value, marks) : new HeapEntry(key, hash, value);
    }

    /** What is not in every entry. */
    private record Marks(int weight, int version) {}

    /** Returns what an entry of a weight counts. */
    int counted(long weight) {
        return weighed ? (int) Math.min(Math.max(weight, 0), Integer.MAX_VALUE) : 1;
    }

    private static final class Marked extends HeapEntry {
        private final int weight;
        private final int version;

        Marked(Object key, int hash, Object value, Marks marks) {
            super(key, hash, value);
            this.weight = marks.weight();
            this.version = marks.version();
        }

        @Override
        public long weight() {
            return weight;
        }

        @Override
        public int version() {
            return version;
        }
    }

    private static final class MarkedTagged extends TaggedEntry {
        private final int weight;
        private final int version;

        MarkedTagged(Object key, int hash, AnnotatedValue value, Marks marks) {
            super(key, hash, value);
            this.weight = marks.weight();
            this.version = marks.version();
        }

        @Override
        public long weight() {
            return weight;
        }

        @Override
        public int version() {
            return version;
        }
    }

    private static final class MarkedAging extends AgingEntry {
        private final int weight;
        private final int version;

        MarkedAging(Object key, int hash, AnnotatedValue value, long expiresAtMillis, Marks marks) {
            super(key, hash, value, expiresAtMillis);
            this.weight = marks.weight();
            this.version = marks.version();
        }

        @Override
        public long weight() {
            return weight;
        }

        @Override
        public int version() {
            return version;
        }
    }

    private static final class MarkedTimed extends TimedEntry {
        private final int weight;
        private final int version;

        MarkedTimed(Object key, int hash, Object value, long expiresAtMillis, Marks marks) {
            super(key, hash, value, expiresAtMillis);
            this.weight = marks.weight();
            this.version = marks.version();
        }

        @Override
        public long weight() {
            return weight;
        }

        @Override
        public int version() {
            return version;
        }
    }

    private static final class MarkedLimited extends LimitedEntry {
        private final int weight;
        private final int version;

        MarkedLimited(Object key, int hash, Object value, Lifetime lifetime, Marks marks) {
            super(key, hash, value, lifetime);
            this.weight = marks.weight();
            this.version = marks.version();
        }

        @Override
        public long weight() {
            return weight;
        }

        @Override
        public int version() {
            return version;
        }
    }
}
