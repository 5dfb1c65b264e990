package io.tiercel.serialize;

/**
 * Copies objects without bytes: a user's alternative to a {@link Serializer} for the values that a cache has on the heap. Tiers
 * beneath have the bytes of a serializer all the same.
 *
 * <p>Implementations must be safe for use by many threads at once. The copy must share nothing mutable with its
 * original: the cache copies an object when it comes in and again at each hand-out.
 *
 * @param <T> the type of the objects
 */
@FunctionalInterface
public interface Copier<T> {

    /** Returns a copy that shares nothing mutable with the original. */
    T copy(T original);
}
