package io.tiercel.offheap.map;

import io.tiercel.store.Copies;

/**
 * What is held above a map by who does not find copies by the hash of their key. A map that is given one tells it the key of
 * each entry that left. Thread-safe.
 */
public interface KeyedCopies extends Copies {

    /** Says that the entry of a key has left, as {@link #left(int)} would. */
    void left(byte[] key, int hash);

    /** Is not called: the copies are not found by that. */
    @Override
    default void left(int hash) {
        throw new UnsupportedOperationException("without the key");
    }
}
