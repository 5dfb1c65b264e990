package io.tiercel.serialize;

/**
 * Turns objects into bytes and back: what a user implements to replace the built-in {@link ForySerializer} and {@link
 * JavaSerializer}.
 *
 * <p>Implementations must be safe for use by many threads at once, virtual ones included: one instance serves every
 * operation of a cache, and it may be called again by the code that it calls. They must not keep a reference to an
 * object that they were given or returned, and must not hold a lock while they block.
 *
 * <p>Any {@link RuntimeException} is reported to the caller of the cache as a {@link SerializationException} that names
 * the type, and so is a {@link LinkageError} as bytes are read.
 */
public interface Serializer {

    /** Returns the bytes of an object graph; the array is the cache's from then on. */
    byte[] serialize(Object object);

    /** Returns a new object graph that equals the one the bytes were made of; must not change the array. */
    Object deserialize(byte[] bytes);
}
