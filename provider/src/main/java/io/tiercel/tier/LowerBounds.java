package io.tiercel.tier;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How much a cache may hold outside the heap.
 *
 * @param offHeap in memory, null if nothing
 * @param disk in a file, null if nothing
 */
public record LowerBounds(
        @Nullable OffHeap offHeap, @Nullable Disk disk) {

    public LowerBounds {
        if (offHeap == null && disk == null) {
            throw new IllegalArgumentException("no tier at all");
        }
    }

    /** How much memory. */
    public sealed interface OffHeap {}

    /** As much as it needs of what the caches of the manager share. */
    public record Shared() implements OffHeap {}

    /** So many bytes of its own. */
    public record Own(long bytes) implements OffHeap {}

    /**
     * A file that outlives the process.
     *
     * @param path the folder of this cache's files, which no other cache has
     */
    public record Disk(long bytes, Path path) {}
}
