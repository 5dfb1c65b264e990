package io.tiercel.serialize;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How one cache holds its keys, or its values: turns objects of the application into their stored form and back.
 *
 * <p>A by-reference cache stores the objects themselves. A by-value cache stores immutable objects as they are, arrays
 * of primitives as clones, and all others as {@link Encoded} bytes, or as copies if the user gave a {@link Copier}.
 *
 * <p>Safe for use by many threads. Nothing is allocated for objects that are held as they are. Failures are {@link
 * SerializationException}s.
 */
public final class ValueStorage {

    private final @Nullable String cacheName;
    private final Serializer serializer;
    private final @Nullable Immutability immutability;
    private final @Nullable Copier<Object> copier;
    private final HeapWeight weight;

    private ValueStorage(
            @Nullable String cacheName,
            Serializer serializer,
            @Nullable Immutability immutability,
            @Nullable Copier<Object> copier) {
        this.cacheName = cacheName;
        this.serializer = serializer;
        this.immutability = immutability;
        this.copier = copier;
        this.weight = new HeapWeight(serializer);
    }

    /** Holds every object as it is; the serializer only estimates weights. */
    public static ValueStorage byReference(Serializer serializer) {
        return new ValueStorage(null, serializer, null, null);
    }

    /** Holds mutable objects as bytes. */
    public static ValueStorage byValue(Serializer serializer, Immutability immutability) {
        return new ValueStorage(null, serializer, immutability, null);
    }

    /** Holds mutable objects as copies; the serializer only estimates weights. */
    @SuppressWarnings("unchecked") // the cache's type is the copier's, which is checked where they are configured
    public static ValueStorage copying(Copier<?> copier, Serializer serializer, Immutability immutability) {
        return new ValueStorage(null, serializer, immutability, (Copier<Object>) copier);
    }

    /** Returns one that holds objects alike, and tells of which cache they are where they cannot be. */
    public ValueStorage of(String cache) {
        return new ValueStorage(cache, serializer, immutability, copier);
    }

    /** Returns the stored form of an object of the application. */
    public Object toStored(Object value) {
        if (immutability == null || immutability.isImmutable(value)) {
            return value;
        }
        HeldArray array = HeldArray.of(value);
        if (array != null) {
            return array;
        }
        return copier == null ? new Encoded(encode(value)) : new HeldCopy(copied(value));
    }

    /**
     * Returns the stored form of an object that another process encoded: that which it has here, whichever it had there.
     *
     * @param bytes what the object was encoded to; they are the storage's from then on
     */
    Object restored(byte[] bytes) {
        Object decoded = decode(bytes);
        if (isHeldAsIs(decoded)) {
            return decoded;
        }
        return copier == null ? new VettedEncoded(bytes, decoded) : new HeldCopy(decoded);
    }

    /** Returns whether a stored form is itself the object to hand out. */
    public static boolean isPlain(Object stored) {
        return !(stored instanceof Held);
    }

    /** Returns the object to hand out: a fresh one, unless the object itself is stored. */
    public Object fromStored(Object stored) {
        return stored instanceof Held held ? held.open(this) : stored;
    }

    /** Returns the object to hand out of a stored form that nobody else has, and that is not used again. */
    public Object fromLast(Object stored) {
        Object bare = AnnotatedValue.bare(stored);
        return bare instanceof HeldArray held ? held.array() : fromStored(bare);
    }

    /** Returns an object that the application cannot reach, or the object itself if it is held as it is. */
    public Object copyOf(Object value) {
        return fromStored(toStored(value));
    }

    /** Returns whether the object is held as it is, so that the application shares it with the cache. */
    public boolean isHeldAsIs(Object value) {
        return immutability == null || immutability.isImmutable(value);
    }

    /**
     * Returns the bytes of heap that a stored form takes, what it refers to included. Exact for encoded objects, arrays
     * of primitives, strings and boxed numbers; computed from the fields for records and final classes; estimated for
     * the rest. An object that several entries share counts in each.
     */
    public long weightBytes(Object stored) {
        return stored instanceof Held held ? held.weightBytes(this) : weight.of(stored);
    }

    /** Returns the bytes of any object, immutable ones included, for a tier that holds bytes. */
    public byte[] encode(Object value) {
        try {
            return notNull(serializer.serialize(value), "The serializer", value.getClass());
        } catch (SerializationException e) {
            throw named(e);
        } catch (RuntimeException e) {
            throw named(Failures.encoding(value, e, type -> false));
        }
    }

    /** Returns a new object from the bytes that {@link #encode(Object)} made. */
    public Object decode(byte[] bytes) {
        try {
            return notNull(serializer.deserialize(bytes), "The serializer", byte[].class);
        } catch (SerializationException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) { // the latter of a class that has gone
            throw Failures.decoding(bytes.length, e);
        }
    }

    Object copied(Object original) {
        Copier<Object> present = Objects.requireNonNull(copier);
        try {
            return notNull(present.copy(original), "The copier", original.getClass());
        } catch (SerializationException e) {
            throw named(e);
        } catch (RuntimeException e) {
            throw named(new SerializationException(
                    "The copier failed on " + original.getClass().getName(), e));
        }
    }

    private SerializationException named(SerializationException failure) {
        return cacheName == null ? failure : failure.in(cacheName);
    }

    /** Code of the user may return null all the same; an entry without a value would look like none. */
    private static <T> T notNull(@Nullable T made, String maker, Class<?> given) {
        if (made == null) {
            throw new SerializationException(maker + " returned null for a " + given.getName());
        }
        return made;
    }

    long estimateBytes(Object object) {
        return weight.of(object);
    }
}
