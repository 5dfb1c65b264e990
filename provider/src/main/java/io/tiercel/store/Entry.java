package io.tiercel.store;

import io.tiercel.serialize.AnnotatedValue;
import io.tiercel.serialize.ValueStorage;
import io.tiercel.time.Clock;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A key and its value as one tier holds them, in stored form. The key never changes. The deadline does through {@link
 * Store#touch} and {@link Store#expire}, and deadline and value through {@link Store#put}: where a tier makes no new entry
 * then, the entry that was found before shows the new ones. Who needs the old ones reads them before.
 *
 * <p>Safe for use by many threads. A field that a cache does not use is in no entry of it: see the subclasses of the
 * tier.
 */
public abstract class Entry {

    /** The deadline of an entry that never expires. */
    public static final long NEVER = Long.MAX_VALUE;

    /** The deadline of an entry whose expiry is settled: it has passed at any time, and no touch moves it. */
    public static final long EXPIRED = Long.MIN_VALUE + 1;

    private static final int SIMPLE = 1;
    private static final int KEY_IN_HASH = 2;
    private static final int PLAIN = 4;
    private static final int WHOLE = 8;

    private static final VarHandle HELD;

    static {
        try {
            HELD = MethodHandles.lookup().findVarHandle(Entry.class, "held", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final int hash;

    /** What a hit asks of an entry, in one byte, so that it is loaded once. */
    private final byte traits;

    private final Object key;

    /** Read by a plain load, which depends on that of the entry; see the table of the heap tier. */
    private Object held;

    /** What an entry may have besides a key and a value. */
    protected enum Kind {
        /** It never expires. */
        LASTING,
        /** It may have a deadline. */
        TIMED,
        /** It never expires, and its value has annotations that are held apart from it. */
        ANNOTATED
    }

    /**
     * @param hash the spread hash of the key
     * @param held the value in stored form; without what is held apart
     */
    protected Entry(Object key, int hash, Object held, Kind kind) {
        this.hash = hash;
        int ofValue = kind != Kind.ANNOTATED && ValueStorage.isPlain(held) ? PLAIN : 0;
        int whole = kind != Kind.ANNOTATED ? WHOLE : 0;
        int simple = ofValue != 0 && kind == Kind.LASTING ? SIMPLE : 0;
        this.traits = (byte) (ofValue | whole | simple | (key.getClass() == Integer.class ? KEY_IN_HASH : 0));
        this.key = key;
        this.held = held;
    }

    public final Object key() {
        return key;
    }

    /** Returns the value in stored form. */
    public Object value() {
        return held;
    }

    /** Returns what the entry holds: the value that is handed out, if {@link #isSimple()}. */
    public final Object held() {
        return held;
    }

    /**
     * Returns whether it may hold another value: neither has annotations, which are counted as entries come and go, and both
     * are handed out as they are stored, or neither is.
     */
    protected final boolean mayHold(Object value) {
        boolean isPlain = ValueStorage.isPlain(value);
        return (traits & WHOLE) != 0
                && isPlain == isPlain()
                && (isPlain || !(value instanceof AnnotatedValue || held instanceof AnnotatedValue));
    }

    /** Holds another value, which {@link #mayHold} has allowed. A release: a full fence would cost more. */
    protected final void hold(Object value) {
        HELD.setRelease(this, value);
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
        return (traits & SIMPLE) != 0;
    }

    /** Returns whether the value is handed out as it is stored; like {@link #isSimple()}, without a look at the value. */
    public final boolean isPlain() {
        return (traits & PLAIN) != 0;
    }

    /**
     * Returns whether this is the entry of a key of the same spread hash. An {@link Integer} is all in its hash, which
     * {@link Store#spread} maps one to one, so that it is not fetched from memory to be compared.
     */
    public final boolean hasKey(Object other) {
        return ((traits & KEY_IN_HASH) != 0 && other.getClass() == Integer.class) || key == other || other.equals(key);
    }

    /**
     * Returns the value to hand out, if that is all there is to do for a read: it is handed out as it is stored, its tags, if
     * it has any, were found live, its time is not nearly over, and it is not yet time to load it anew. Else null, which says
     * nothing. Takes no lock, and looks at nothing but the entry itself. For entries whose time does not move with their use.
     *
     * @param era the era of the tags
     * @param clock whose recent time is asked, which may be up to a second behind; not for an entry that never expires
     */
    public @Nullable Object plainAt(long era, Clock clock) {
        return null;
    }

    /** Notes that it is not time to load the value anew before then. */
    public void quietUntil(long millis) {
        // most entries are not loaded anew
    }

    /** Notes that no tag of the entry had been invalidated or forgotten in an era of the tags. */
    public void foundLive(long era) {
        // most entries have no tags
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

    /** Returns what tells this entry apart from earlier ones of its key; 0 where the store goes by the object. */
    public int version() {
        return 0;
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
