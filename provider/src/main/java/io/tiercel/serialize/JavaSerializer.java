package io.tiercel.serialize;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;

/**
 * The serializer of the JDK, with a filter: for classes that rely on every detail of Java serialization. Slower than
 * {@link ForySerializer} by an order of magnitude; asks every class to be {@link Serializable}.
 *
 * <p>Safe for use by many threads; never blocks; keeps nothing between calls. Any failure is a {@link
 * SerializationException}.
 */
public final class JavaSerializer implements Serializer {

    private static final int INITIAL_BYTES = 256;

    private final ClassLoader loader;
    private final ClassAdmission admission;

    /**
     * @param loader the manager's class loader
     * @param admission what may be encoded and decoded
     */
    public JavaSerializer(ClassLoader loader, ClassAdmission admission) {
        this.loader = loader;
        this.admission = admission;
    }

    @Override
    public byte[] serialize(Object object) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(INITIAL_BYTES);
        try (ObjectOutputStream out = new CheckedObjectOutput(bytes, admission)) {
            out.writeObject(object);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw Failures.encoding(object, e, JavaSerializer::isRefused);
        }
        byte[] encoded = bytes.toByteArray();
        verify(object, encoded);
        return encoded;
    }

    @Override
    public Object deserialize(byte[] bytes) {
        try (CheckedObjectInput in = new CheckedObjectInput(bytes, loader, admission)) {
            Object object = in.readObject();
            if (object != null) {
                return object;
            }
        } catch (IOException | ClassNotFoundException | RuntimeException | StackOverflowError | LinkageError e) {
            throw Failures.decoding(bytes.length, e);
        }
        throw Failures.decoding(bytes.length, null);
    }

    /** What others may read later is bounded when it is decoded, so it must not be written beyond the bounds. */
    private void verify(Object object, byte[] bytes) {
        if (admission.isClosed() && bytes.length > DecodingLimits.MAX_DEPTH) {
            try {
                deserialize(bytes);
            } catch (SerializationException e) {
                throw Failures.encoding(object, e, JavaSerializer::isRefused);
            }
        }
    }

    private static boolean isRefused(Class<?> type) {
        return RefusedTypes.isRefused(type)
                || (!Serializable.class.isAssignableFrom(type) && !type.isArray() && !Class.class.equals(type));
    }
}
