package io.tiercel.write.behind;

import io.tiercel.write.log.Durability;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a cache is written behind. Immutable.
 *
 * @param cacheName the name of the cache
 * @param batch how many changes the writer is told in one call, at most
 * @param delay how long a change waits for others
 * @param queue how many keys may have changes, and where they are
 * @param retry what happens when the writer fails
 * @param closeTimeout how long a close waits for what is not written
 */
public record BehindSettings(
        String cacheName, int batch, Duration delay, Queue queue, Retry retry, Duration closeTimeout) {

    PendingChanges.Limits limits() {
        return new PendingChanges.Limits(queue.entries, batch, delay.toMillis());
    }

    /**
     * Where changes wait.
     *
     * @param folder the folder of a queue that outlives the process, null for one in memory
     * @param entries how many keys may have changes
     * @param durability what a change in the folder survives
     * @param waitWhenFull how long an operation waits for room
     */
    public record Queue(@Nullable Path folder, int entries, Durability durability, Duration waitWhenFull) {}

    /**
     * What happens when the writer fails.
     *
     * @param attempts how often a change is tried by itself before it is given up
     * @param leastBackOff how long it waits after the first failure
     * @param mostBackOff how long it waits at most
     * @param deadLetters the folder of what is given up; null for memory, or for the queue's own folder where it has one
     */
    public record Retry(
            int attempts,
            Duration leastBackOff,
            Duration mostBackOff,
            @Nullable Path deadLetters) {}
}
