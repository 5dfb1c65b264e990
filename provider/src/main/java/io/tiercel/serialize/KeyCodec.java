package io.tiercel.serialize;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The canonical bytes of the keys of one cache: two keys that have some are equal exactly if these are.
 *
 * <p>Canonical are strings, boxed primitives, {@link java.util.UUID}, the value types of {@code java.time}, {@link
 * java.math.BigInteger} and {@link java.math.BigDecimal}, enums, and records of such whose {@code equals} the compiler
 * has made. Whether a key is canonical depends on its class, and on what its components hold where their types are open.
 * A key that is not equals none that is; a store has to find it by its hash. The hash code of a key is no part of this:
 * that of an enum changes from one run to the next, so what outlives the process must go by the bytes.
 *
 * <p>Thread-safe. Time is linear in the bytes. Encoding a string, an Integer, a Long or a UUID allocates the bytes, other keys a
 * small object besides. Failures are {@link SerializationException}s.
 */
public final class KeyCodec {

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final CanonicalClasses classes;
    private final Class<?> declaredType;
    private final KeyWriter writer;
    private final KeyReader reader;

    /**
     * @param classes which classes are canonical
     * @param declaredType the type of keys; the bytes do not name it
     * @param admission which other classes the bytes may name
     */
    public KeyCodec(CanonicalClasses classes, Class<?> declaredType, ClassAdmission admission) {
        this.classes = classes;
        this.declaredType = declaredType;
        this.writer = new KeyWriter(classes, admission);
        this.reader = new KeyReader(classes, admission);
    }

    /** Returns the bytes of a key, or null if it is not canonical. */
    public byte @Nullable [] encode(Object key) {
        if (key instanceof String text) {
            return encodeText(text);
        }
        if (key instanceof Long number) {
            byte[] bytes = new byte[1 + Long.BYTES];
            bytes[0] = KeyTags.LONG;
            LONGS.set(bytes, 1, (long) number);
            return bytes;
        }
        if (key instanceof Integer number) {
            byte[] bytes = new byte[1 + Integer.BYTES];
            bytes[0] = KeyTags.INTEGER;
            INTS.set(bytes, 1, (int) number);
            return bytes;
        }
        return encodeItem(key);
    }

    private static byte[] encodeText(String text) {
        boolean latin1 = KeyText.isLatin1(text);
        int lengthBytes = KeyText.lengthBytes(text, latin1);
        if (lengthBytes > KeyOutput.MAX_BYTES) {
            throw KeyOutput.tooLong();
        }
        byte[] bytes = new byte[1 + lengthBytes];
        bytes[0] = latin1 ? KeyTags.LATIN1 : KeyTags.UTF16;
        KeyText.write(text, latin1, bytes, 1);
        return bytes;
    }

    private byte @Nullable [] encodeItem(Object key) {
        KeyOutput out = new KeyOutput();
        try {
            if (!writer.write(key, declaredType, 0, out)) {
                return null;
            }
            byte[] bytes = out.startWriting();
            writer.write(key, declaredType, 0, out);
            return bytes;
        } catch (NotAdmittedException e) {
            throw Failures.encoding(key, e, type -> false);
        }
    }

    /**
     * Returns a key that equals the one that the bytes were made of.
     *
     * @throws SerializationException if they were not made of a key by a codec of the same declared type and classes
     */
    public Object decode(byte[] bytes) {
        try {
            Object key = isText(bytes) ? decodeText(bytes) : decodeItem(bytes);
            if (!Arrays.equals(encode(key), bytes)) {
                throw new IllegalArgumentException("not canonical");
            }
            return key;
        } catch (SerializationException e) {
            throw e;
        } catch (RuntimeException | ReflectiveOperationException | LinkageError e) {
            throw Failures.decoding(bytes.length, e);
        }
    }

    private static boolean isText(byte[] bytes) {
        return bytes.length > 0 && (bytes[0] == KeyTags.LATIN1 || bytes[0] == KeyTags.UTF16);
    }

    private static Object decodeText(byte[] bytes) {
        return KeyText.read(bytes, 1, bytes.length - 1, bytes[0] == KeyTags.LATIN1);
    }

    private Object decodeItem(byte[] bytes) throws ReflectiveOperationException {
        Object key = reader.read(new KeyInput(bytes), declaredType, 0);
        if (key == null) {
            throw new IllegalArgumentException("null is no key");
        }
        return key;
    }

    /** Returns why no key of the declared type is canonical, or null if all or some are. */
    public @Nullable String refusal() {
        return classes.refusalOf(declaredType);
    }

    /** Returns why a key is not canonical, or null if it is. */
    public @Nullable String refusal(Object key) {
        return new KeyRefusal(classes).of(key);
    }

    /**
     * Returns a description of the declared type, down to the components of records. Bytes can be decoded as long as it
     * stays the same.
     */
    public String fingerprint() {
        return classes.describe(declaredType);
    }
}
