package io.tiercel.engine;

import io.tiercel.store.Entry;
import org.jspecify.annotations.Nullable;

/**
 * One operation of JSR-107 on one key: a function from the entry that the key has to what is to become of it.
 *
 * @param <R> what the operation returns, values in stored form
 */
interface Operation<R extends @Nullable Object> {

    /**
     * Decides. Called while the key belongs to the calling thread.
     *
     * @param current the entry of the key, or what stands for it while a value is on its way to the source; null if the key has
     *     neither, or an expired entry
     */
    Decision<R> decide(@Nullable Entry current);

    /** Returns whether statistics count this as a hit or a miss. */
    default boolean isLookup() {
        return false;
    }

    /** Returns whether {@link #decide} decides the same whatever the entry is, and nothing that it returns is asked for. */
    default boolean isBlind() {
        return false;
    }

    /** Returns whether {@link #decide} runs code of the user, so that the key has to be held for it. */
    default boolean runsUserCode() {
        return false;
    }
}
