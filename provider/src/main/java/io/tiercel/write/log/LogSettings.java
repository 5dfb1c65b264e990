package io.tiercel.write.log;

import java.nio.file.Path;

/**
 * What a log is opened with.
 *
 * @param folder its folder
 * @param cacheName the name of the cache that it is for, which is told to a second opener
 * @param description what its changes are made of: those of another description cannot be read
 * @param durability what its changes survive
 * @param segmentBytes from which length on the next segment is begun
 */
public record LogSettings(Path folder, String cacheName, String description, Durability durability, long segmentBytes) {

    /** The usual length of a segment. */
    public static final long SEGMENT_BYTES = 16L << 20;
}
