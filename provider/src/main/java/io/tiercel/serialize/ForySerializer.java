package io.tiercel.serialize;

import java.io.Closeable;
import java.util.function.Function;

/**
 * The default serializer: Apache Fory, with reference tracking, so that shared and cyclic references survive.
 *
 * <p>It honours {@code writeObject}, {@code readObject}, {@code writeReplace}, {@code readResolve}, {@code
 * Externalizable}, {@code transient}, records and enums, and does not ask classes of the application to be {@code
 * Serializable}. Threads, streams, sockets, locks, class loaders and what else of the JDK is not {@code Serializable}
 * are refused. Classes resolve in the class loader that it was made for.
 *
 * <p>Safe for use by many threads; never blocks. Costs some hundred nanoseconds for an object of ten fields; the first
 * object of a class some milliseconds. Any failure is a {@link SerializationException}.
 */
public final class ForySerializer implements Serializer, Closeable {

    /** Names what a closed admission makes of objects: to be changed with whatever makes older bytes unreadable. */
    public static final String CLOSED_FORM = "fory, enums by name";

    private final ClassLoader loader;
    private final ClassAdmission admission;
    private final ForyCodecs codecs;

    /**
     * @param loader the manager's class loader
     * @param admission what may be encoded and decoded
     */
    public ForySerializer(ClassLoader loader, ClassAdmission admission) {
        this.loader = loader;
        this.admission = admission;
        this.codecs = new ForyCodecs(loader, admission);
    }

    @Override
    public byte[] serialize(Object object) {
        byte[] bytes;
        try {
            bytes = run(session -> session.encode(object));
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            if (Failures.isCausedBy(e, ForeignClassException.class)) {
                return serializeForeign(object);
            }
            throw Failures.encoding(object, e, ForySession::isRefused);
        }
        verify(object, bytes);
        return bytes;
    }

    @Override
    public Object deserialize(byte[] bytes) {
        Object object;
        try {
            object = run(session -> session.decode(bytes));
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            throw Failures.decoding(bytes.length, e);
        }
        if (object == null) {
            throw Failures.decoding(bytes.length, null);
        }
        return object;
    }

    private <T> T run(Function<ForySession, T> call) {
        ForyPool pool = codecs.pool();
        try {
            return runIn(pool, call);
        } catch (RuntimeException | LinkageError e) {
            ForyPool interpreted = codecs.interpretedPool();
            if (pool == interpreted) {
                throw e;
            }
            T result = runIn(interpreted, call);
            codecs.interpret();
            return result;
        }
    }

    /** A session whose call fails is not given back: its state is unknown. */
    private <T> T runIn(ForyPool pool, Function<ForySession, T> call) {
        ForySession session = pool.borrow();
        T result = call.apply(session);
        if (session.becomesHot()) {
            codecs.compileInBackground();
        }
        pool.giveBack(session);
        return result;
    }

    /** Lets go of all codecs and of the classes that they know. Late calls still work, and cost more. */
    @Override
    public void close() {
        codecs.close();
    }

    /** Encodes a graph that holds classes of another class loader; slow, and rare. */
    private byte[] serializeForeign(Object object) {
        try {
            return ForySession.forForeignClasses(loader, admission).encode(object);
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            throw Failures.encoding(object, e, ForySession::isRefused);
        } finally {
            ForyClassCaches.clearRecordAccessors();
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
                throw Failures.encoding(object, e, ForySession::isRefused);
            }
        }
    }
}
