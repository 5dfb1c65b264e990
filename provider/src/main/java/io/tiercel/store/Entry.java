package io.tiercel.store;

import io.tiercel.serialize.ValueStorage;

/**
 * A key and its value as one tier holds them, in stored form. Key and value never change: a write makes a new entry.
 * What may change is the deadline, and only through {@link #touch} and {@link #expire}, which agree on who was first.
 *
 * <p>Safe for use by many threads. A field that a cache does not use is in no entry of it: see the subclasses of the
 * tier.
 */
public abstract class Entry {

    /** The deadline of an entry that never expires. */
    public static final long NEVER = Long.MAX_VALUE;

    private final int hash;
    private final boolean simple;
    private final boolean keyInHash;
    private final Object key;
    private final Object value;

    /** @param hash the spread hash of the key */
    protected Entry(Object key, int hash, Object value) {
        this(key, hash, value, /* timed= */ false);
    }

    /** @param timed whether it may have a deadline */
    protected Entry(Object key, int hash, Object value, boolean timed) {
        this.hash = hash;
        this.simple = !timed && ValueStorage.isPlain(value);
        this.keyInHash = key.getClass() == Integer.class;
        this.key = key;
        this.value = value;
    }

    public final Object key() {
        return key;
    }

    public final Object value() {
        return value;
    }

    /** Returns the spread hash of the key, the same in every tier of the cache. */
    public final int hash() {
        return hash;
    }

    /**
     * Returns whether the entry never expires and its value is handed out as it is stored: what most hits need to know,
     * in one field, for the value itself is a cache miss away.
     */
    public final boolean isSimple() {
        return simple;
    }

    /**
     * Returns whether this is the entry of a key of the same spread hash. An {@link Integer} is all in its hash, which
     * {@link Store#spread} maps one to one, so that it is not fetched from memory to be compared.
     */
    public final boolean hasKey(Object other) {
        return key == other || (keyInHash && other.getClass() == Integer.class) || other.equals(key);
    }

    /** Returns the time from which on the entry is absent, {@link #NEVER} if there is none. */
    public long expiresAtMillis() {
        return NEVER;
    }

    /** Returns the time that no touch moves the deadline beyond, {@link #NEVER} if there is none. */
    public long limitMillis() {
        return NEVER;
    }

    /** Returns what the entry counts against the bound of its tier: 1, or bytes. */
    public long weight() {
        return 1;
    }

    /**
     * Moves the deadline, as far as its limit, unless the entry was touched, expired or found expired by another thread meanwhile. Takes no
     * lock.
     *
     * @param seenMillis the deadline that the caller's decision rests on
     * @return whether it was moved, or is there already
     */
    public boolean touch(long seenMillis, long expiresAtMillis) {
        return true;
    }

    /**
     * Settles that the entry has expired, so that no touch can revive it: of a reader that extends the deadline and a
     * writer that finds it passed, one comes first and the other sees so.
     *
     * @param seenMillis the deadline that was found to have passed
     * @return false if the deadline was moved meanwhile; the entry is then to be looked at anew
     */
    public boolean expire(long seenMillis) {
        return false;
    }

    /** Returns whether the deadline has been reached. Takes no lock. */
    public final boolean isExpiredAt(long nowMillis) {
        return expiresAtMillis() <= nowMillis;
    }

    @Override
    public final String toString() {
        return getClass().getSimpleName() + "[key=" + key + "]";
    }
}
