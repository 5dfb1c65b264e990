package io.tiercel.serialize;

import java.io.Closeable;
import org.apache.fory.logging.LogLevel;
import org.apache.fory.logging.LoggerFactory;
import org.apache.fory.resolver.SharedRegistry;

/**
 * The default serializer: Apache Fory, with reference tracking, so that shared and cyclic references survive.
 *
 * <p>It honours {@code writeObject}, {@code readObject}, {@code writeReplace}, {@code readResolve}, {@code
 * Externalizable}, {@code transient}, records and enums, and does not ask classes of the application to be {@code
 * Serializable}. Threads, streams, sockets, locks, class loaders and what else of the JDK is not {@code Serializable}
 * are refused. Classes resolve in the class loader that it was made for.
 *
 * <p>Safe for use by many threads; never blocks. Costs some hundred nanoseconds for an object of ten fields; the first
 * object of a class costs the compilation of its codec. Any failure is a {@link SerializationException}.
 */
public final class ForySerializer implements Serializer, Closeable {

    static {
        UnsafeWarning.silence();
        if (LoggerFactory.getLogLevel() == LogLevel.DEFAULT_LEVEL) {
            LoggerFactory.disableLogging(); // it writes to the standard streams; failures arrive as exceptions
        }
    }

    private final ClassLoader loader;
    private final ClassAdmission admission;
    private final ForyPool pool;

    /**
     * @param loader the manager's class loader
     * @param admission what may be encoded and decoded
     */
    public ForySerializer(ClassLoader loader, ClassAdmission admission) {
        this.loader = loader;
        this.admission = admission;
        SharedRegistry registry = new SharedRegistry();
        this.pool = new ForyPool(() -> ForySession.pooled(loader, admission, registry));
    }

    @Override
    public byte[] serialize(Object object) {
        ForySession session = pool.borrow();
        byte[] bytes;
        try {
            bytes = session.encode(object);
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            if (Failures.isCausedBy(e, ForeignClassException.class)) {
                return serializeForeign(object);
            }
            throw Failures.encoding(object, e, RefusedTypes::isRefused);
        }
        pool.giveBack(session);
        verify(object, bytes);
        return bytes;
    }

    @Override
    public Object deserialize(byte[] bytes) {
        ForySession session = pool.borrow();
        Object object;
        try {
            object = session.decode(bytes);
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            throw Failures.decoding(bytes.length, e);
        }
        pool.giveBack(session);
        if (object == null) {
            throw Failures.decoding(bytes.length, null);
        }
        return object;
    }

    /** Lets go of all codecs and of the classes that they know. Late calls still work. */
    @Override
    public void close() {
        pool.close();
    }

    /** Encodes a graph that holds classes of another class loader; slow, and rare. */
    private byte[] serializeForeign(Object object) {
        try {
            return ForySession.forForeignClasses(loader, admission).encode(object);
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            throw Failures.encoding(object, e, RefusedTypes::isRefused);
        }
    }

    /**
     * What others may read later is bounded when it is decoded, so it must not be written beyond the bounds. Fory counts
     * the depth when it reads only; each level takes a byte at least.
     */
    private void verify(Object object, byte[] bytes) {
        if (admission.isClosed() && bytes.length > DecodingLimits.MAX_DEPTH) {
            try {
                deserialize(bytes);
            } catch (SerializationException e) {
                throw Failures.encoding(object, e, RefusedTypes::isRefused);
            }
        }
    }
}
