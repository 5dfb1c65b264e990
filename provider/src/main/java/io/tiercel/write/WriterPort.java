package io.tiercel.write;

import java.util.Collection;
import java.util.List;
import javax.cache.integration.CacheWriterException;
import org.jspecify.annotations.Nullable;

/**
 * Where the engine tells changes before it makes them. The key is held by the calling thread, and no lock is.
 *
 * <p>Implementations are thread-safe. What they throw reaches the caller, and the cache does not change then: a {@link
 * CacheWriterException}, or an error as it is.
 */
public interface WriterPort<K, V> {

    /** Tells that a key gets a value. */
    void write(KeyChange<K, V> change);

    /** Tells that a key is taken away. */
    void delete(KeyChange<K, V> change);

    /**
     * Tells that keys get values, and takes those that were told out of the collection, of which all keys are held: it is one
     * that moves no others for that at its head.
     */
    void writeAll(Collection<KeyChange<K, V>> changes);

    /** Tells that keys are taken away, and takes those that were told out of the collection likewise. */
    void deleteAll(Collection<KeyChange<K, V>> changes);

    /** Returns whether a key that was written has no entry afterwards. */
    default boolean writesAround() {
        return false;
    }

    /** Returns whether changes may be told that have not reached the source yet. */
    default boolean queues() {
        return false;
    }

    /** Returns the latest change of a key that has not reached the source yet, or null if it has all. */
    default @Nullable QueuedChange queued(Object storedKey) {
        return null;
    }

    /** Returns the keys of which a value has not reached the source yet, in stored form. */
    default Collection<Object> queuedKeys() {
        return List.of();
    }
}
