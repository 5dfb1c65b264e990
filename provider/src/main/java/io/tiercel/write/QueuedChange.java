package io.tiercel.write;

import org.jspecify.annotations.Nullable;

/**
 * A change that was told and has not reached the source yet.
 *
 * @param storedValue the value as the cache holds it, null if the key is taken away
 */
public record QueuedChange(@Nullable Object storedValue) {}
