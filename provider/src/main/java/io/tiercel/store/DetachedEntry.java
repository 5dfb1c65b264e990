package io.tiercel.store;

/**
 * A copy of an entry that a store keeps in another form, as it was when it was looked at. What becomes of the entry does
 * not show in it, save for the deadline where {@link Store#touch} or {@link Store#expire} was refused.
 *
 * <p>Thread-safe. A store whose entries have a weight adds it in a subclass.
 */
public class DetachedEntry extends Entry {

    /** Stands for a key or value that was not looked at. */
    public static final Object UNTOLD = "untold";

    private final int version;
    private final long limitMillis;
    private volatile long expiresAtMillis;

    /** @param version what tells the entry apart from earlier ones of its key */
    public DetachedEntry(Object key, int hash, Object value, Lifetime lifetime, int version) {
        this(key, hash, value, lifetime.expiresAtMillis(), lifetime.limitMillis(), version);
    }

    /** @param version what tells the entry apart from earlier ones of its key */
    public DetachedEntry(Object key, int hash, Object value, long expiresAtMillis, long limitMillis, int version) {
        super(key, hash, value, Kind.TIMED); // a touch may give it a deadline, and arrays are handed out as they are
        this.expiresAtMillis = expiresAtMillis;
        this.limitMillis = limitMillis;
        this.version = version;
    }

    @Override
    public final long expiresAtMillis() {
        return expiresAtMillis;
    }

    @Override
    public final long limitMillis() {
        return limitMillis;
    }

    @Override
    public final int version() {
        return version;
    }

    /** Shows another deadline: the one that was found instead of the one that had been seen. */
    public final void show(long foundMillis) {
        expiresAtMillis = foundMillis;
    }
}
