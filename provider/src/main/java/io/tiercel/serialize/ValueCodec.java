package io.tiercel.serialize;

import io.tiercel.tag.TagRegistry;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The values of one by-value cache in a tier that holds bytes: turns what the heap tier holds, the stored form that a
 * {@link ValueStorage} makes, into a kind and bytes, and these into a stored form or into the application's object.
 *
 * <p>Arrays of bytes and encoded objects are their own bytes: nothing is copied here, so the tier must neither change
 * nor keep the array that it is given, and gives away the one that it hands in. Strings, numbers, the value classes of
 * the JDK and arrays of primitives need no serializer.
 *
 * <p>Thread-safe. Time is linear in the bytes. Failures are {@link SerializationException}s.
 */
public final class ValueCodec {

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final ValueStorage storage;
    private final AnnotationCodec annotations;

    /** @param storage holds the values of the cache, and has the serializer */
    public ValueCodec(ValueStorage storage) {
        this(storage, new TagRegistry());
    }

    /** @param tags knows the tags that values have */
    public ValueCodec(ValueStorage storage, TagRegistry tags) {
        this.storage = storage;
        this.annotations = new AnnotationCodec(tags);
    }

    /** Returns what {@link #bytesOf} will return. */
    public byte kindOf(Object stored) {
        if (stored instanceof AnnotatedValue annotated) {
            return (byte) (kindOf(annotated.value()) | ValueKinds.ANNOTATED);
        }
        if (stored instanceof HeldArray held) {
            return PrimitiveArrays.kindOf(held.array());
        }
        if (stored instanceof Encoded) {
            return ValueKinds.ENCODED;
        }
        if (stored instanceof String text) {
            return KeyText.isLatin1(text) ? ValueKinds.LATIN1 : ValueKinds.UTF16;
        }
        if (stored instanceof Integer) {
            return ValueKinds.INTEGER;
        }
        if (stored instanceof Long) {
            return ValueKinds.LONG;
        }
        if (stored instanceof HeldCopy) {
            return ValueKinds.COPIED;
        }
        return JdkKeyTypes.of(stored.getClass()) == null ? ValueKinds.SERIALIZED : ValueKinds.JDK_VALUE;
    }

    /**
     * Returns the bytes of a stored form; they may be its own.
     *
     * @param kind what {@link #kindOf} returned
     */
    public byte[] bytesOf(Object stored, byte kind) {
        if (stored instanceof AnnotatedValue annotated) {
            byte[] bare = bytesOf(annotated.value(), (byte) (kind & ~ValueKinds.ANNOTATED));
            return annotations.bytesOf(annotated, bare);
        }
        if (stored instanceof HeldArray held) {
            return PrimitiveArrays.bytesOf(held.array());
        }
        if (stored instanceof Encoded encoded) {
            return encoded.bytes();
        }
        if (stored instanceof String text) {
            boolean latin1 = kind == ValueKinds.LATIN1;
            byte[] bytes = new byte[KeyText.lengthBytes(text, latin1)];
            KeyText.write(text, latin1, bytes, 0);
            return bytes;
        }
        if (stored instanceof Integer number) {
            byte[] bytes = new byte[Integer.BYTES];
            INTS.set(bytes, 0, (int) number);
            return bytes;
        }
        if (stored instanceof Long number) {
            byte[] bytes = new byte[Long.BYTES];
            LONGS.set(bytes, 0, (long) number);
            return bytes;
        }
        if (stored instanceof HeldCopy held) {
            return storage.encode(held.copy());
        }
        JdkKeyType<?> known = JdkKeyTypes.of(stored.getClass());
        return known == null ? storage.encode(stored) : bytesOf(known, stored);
    }

    private static byte[] bytesOf(JdkKeyType<?> known, Object value) {
        KeyOutput out = new KeyOutput();
        known.write(out, value);
        byte[] bytes = out.startWriting();
        known.write(out, value);
        return bytes;
    }

    /** Brings the bytes of a value up to date with what changed of its annotations since they were made. */
    public void restamp(Object stored, byte[] bytes) {
        if (stored instanceof AnnotatedValue annotated) {
            annotations.restamp(annotated, bytes);
        }
    }

    /** Returns the stored form; the bytes are the codec's from then on. */
    public Object toStored(byte kind, byte[] bytes) {
        if ((kind & ValueKinds.ANNOTATED) != 0) {
            return annotated(bytes, bare -> toStored((byte) (kind & ~ValueKinds.ANNOTATED), bare));
        }
        return switch (kind) {
            case ValueKinds.ENCODED -> new Encoded(bytes);
            case ValueKinds.COPIED -> new HeldCopy(storage.decode(bytes));
            default -> {
                Object object = toObject(kind, bytes);
                yield kind >= ValueKinds.BYTES ? HeldArray.owning(object) : object;
            }
        };
    }

    /**
     * Returns the stored form of bytes that another process made, decoded once to see that they can be; the bytes are the
     * codec's from then on. What was immutable there may not be here, and the other way round.
     */
    public Object toVetted(byte kind, byte[] bytes) {
        if ((kind & ValueKinds.ANNOTATED) != 0) {
            return annotated(bytes, bare -> toVetted((byte) (kind & ~ValueKinds.ANNOTATED), bare));
        }
        return switch (kind) {
            case ValueKinds.SERIALIZED, ValueKinds.ENCODED, ValueKinds.COPIED -> storage.restored(bytes);
            default -> toStored(kind, bytes);
        };
    }

    private Object annotated(byte[] bytes, Function<byte[], Object> form) {
        try {
            return annotations.read(bytes, form);
        } catch (RuntimeException e) {
            throw e instanceof SerializationException ? e : Failures.decoding(bytes.length, e);
        }
    }

    /**
     * Returns a stored form without running the serializer: what that made is decoded when it is handed out. The bytes are
     * the codec's from then on.
     */
    public Object toUndecoded(byte kind, byte[] bytes) {
        if ((kind & ValueKinds.ANNOTATED) != 0) {
            return annotated(bytes, bare -> toUndecoded((byte) (kind & ~ValueKinds.ANNOTATED), bare));
        }
        return kind == ValueKinds.SERIALIZED || kind == ValueKinds.COPIED ? new Encoded(bytes) : toStored(kind, bytes);
    }

    /** Returns the object to hand out to the application, decoded once; the bytes are the codec's from then on. */
    public Object toObject(byte kind, byte[] bytes) {
        if ((kind & ValueKinds.ANNOTATED) != 0) {
            return storage.fromLast(toStored(kind, bytes));
        }
        try {
            return switch (kind) {
                case ValueKinds.SERIALIZED, ValueKinds.ENCODED, ValueKinds.COPIED -> storage.decode(bytes);
                case ValueKinds.LATIN1, ValueKinds.UTF16 ->
                    KeyText.read(bytes, 0, bytes.length, kind == ValueKinds.LATIN1);
                case ValueKinds.INTEGER -> (Integer) (int) INTS.get(exactly(bytes, Integer.BYTES), 0);
                case ValueKinds.LONG -> (Long) (long) LONGS.get(exactly(bytes, Long.BYTES), 0);
                case ValueKinds.JDK_VALUE -> jdkValue(bytes);
                default -> PrimitiveArrays.arrayOf(kind, bytes);
            };
        } catch (SerializationException e) {
            throw e;
        } catch (RuntimeException e) {
            throw Failures.decoding(bytes.length, e);
        }
    }

    private static Object jdkValue(byte[] bytes) {
        KeyInput in = new KeyInput(bytes);
        @Nullable JdkKeyType<?> known = JdkKeyTypes.of(in.takeByte());
        if (known == null) {
            throw new IllegalArgumentException("unknown tag=" + bytes[0]);
        }
        Object value = known.reader().read(in);
        if (!in.isAtEnd()) {
            throw new IllegalArgumentException("bytes are left over");
        }
        return value;
    }

    private static byte[] exactly(byte[] bytes, int lengthBytes) {
        if (bytes.length != lengthBytes) {
            throw new IllegalArgumentException("lengthBytes=" + bytes.length + ", expected=" + lengthBytes);
        }
        return bytes;
    }
}
