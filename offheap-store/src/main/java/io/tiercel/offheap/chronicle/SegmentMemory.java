package io.tiercel.offheap.chronicle;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import net.openhft.chronicle.core.OS;
import net.openhft.chronicle.hash.impl.BigSegmentHeader;
import net.openhft.chronicle.hash.impl.util.BuildVersion;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.ChronicleMapBuilder;
import net.openhft.chronicle.map.VanillaChronicleMap;
import org.jspecify.annotations.Nullable;

/**
 * A Chronicle Map as a place for segments, and beside it memory for what is known of their heat. Together they never take
 * more than the capacity.
 */
final class SegmentMemory {

    private static final int USUAL_KEY_BYTES = 16;

    /** Chronicle knows a file that is open by its path, and would give us that, though it was moved and another is there now. */
    private static final Set<File> OPEN_FILES = ConcurrentHashMap.newKeySet();

    private final VanillaChronicleMap<byte[], byte[], ?> map;
    private final SegmentShape shape;
    private final long firstSegment;
    private final long segmentBytes;
    private final long side;
    private final @Nullable File file;
    private final String text;

    private SegmentMemory(ChronicleMap<byte[], byte[]> map, @Nullable File file, boolean checksums) {
        this.file = file;
        this.text = "the memory outside the heap of '" + map.name() + "'";
        this.map = (VanillaChronicleMap<byte[], byte[], ?>) map;
        this.shape = new SegmentShape(this.map, checksums);
        this.firstSegment = this.map.segmentBaseAddr(0);
        this.segmentBytes = this.map.tierSize;
        this.side = OS.memory().allocate(allSideBytes());
    }

    /** For want of memory there may be the map and not the rest: then it is closed. */
    private static SegmentMemory of(ChronicleMap<byte[], byte[]> map, @Nullable File file, boolean checksums) {
        boolean made = false;
        try {
            SegmentMemory memory = new SegmentMemory(map, file, checksums);
            made = true;
            return memory;
        } finally {
            if (!made) {
                map.close();
            }
        }
    }

    /** Allocates memory; pages that hold no entries yet are not touched, but for slots and bitmaps. */
    static SegmentMemory allocate(String name, Geometry geometry) {
        return of(builder(name, geometry).create(), null, /* checksums= */ false);
    }

    /**
     * Maps a file, which is made if there is none.
     *
     * @throws UncheckedIOException if the disk refuses, or this process has another file open that had this path
     * @throws IllegalArgumentException if it is of another geometry, or is no Chronicle Map
     */
    static SegmentMemory map(String name, Geometry geometry, Path path) {
        SegmentMemory mapped = null;
        File file = canonical(path);
        if (!OPEN_FILES.add(file)) {
            throw new UncheckedIOException(
                    new IOException("this process has a file of this path open still, which somebody"
                            + " moved or deleted: close the cache that it belongs to"));
        }
        try {
            mapped = mapUnshared(name, geometry, file);
        } finally {
            if (mapped == null) {
                OPEN_FILES.remove(file);
            }
        }
        return mapped;
    }

    private static File canonical(Path path) {
        try {
            return path.toFile().getCanonicalFile();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SegmentMemory mapUnshared(String name, Geometry geometry, File file) {
        ChronicleMap<byte[], byte[]> map;
        try {
            map = KnownFile.open(builder(name, geometry), file);
            if (map == null) {
                map = builder(name, geometry).createPersistedTo(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("file=" + file + " is not the file of an off-heap map", e);
        }
        SegmentMemory memory = of(map, file, /* checksums= */ true);
        if (!memory.fits(geometry)) {
            memory.close();
            throw new IllegalArgumentException(
                    "file=" + file + " was made for another capacity than capacityBytes=" + geometry.capacityBytes());
        }
        return memory;
    }

    private boolean fits(Geometry geometry) {
        return shape.segments == geometry.segments()
                && shape.slots == geometry.slots()
                && shape.chunkBytes == geometry.chunkBytes()
                && shape.chunks == geometry.chunks();
    }

    /** Returns what Chronicle calls its files. */
    static String chronicleVersion() {
        return "Chronicle Map " + BuildVersion.version();
    }

    static ChronicleMapBuilder<byte[], byte[]> builder(String name, Geometry geometry) {
        return ChronicleMapBuilder.of(byte[].class, byte[].class)
                .name(name)
                .averageKeySize(USUAL_KEY_BYTES)
                .averageValueSize(geometry.chunkBytes())
                .entries((long) geometry.entriesPerSegment() * geometry.segments())
                .actualSegments(geometry.segments())
                .entriesPerSegment(geometry.entriesPerSegment())
                .actualChunkSize(geometry.chunkBytes())
                .actualChunksPerSegmentTier(geometry.chunks())
                .maxChunksPerEntry(geometry.chunks())
                .maxBloatFactor(1)
                .allowSegmentTiering(false)
                .checksumEntries(false)
                .skipCloseOnExitHook(true);
    }

    SegmentShape shape() {
        return shape;
    }

    private long allSideBytes() {
        return shape.sideBytes() * shape.segments + SideMemory.ALIGNMENT;
    }

    /** Returns where a segment starts. */
    long segmentAddress(int index) {
        return firstSegment + index * segmentBytes;
    }

    /** Tells Chronicle how many entries a segment has. */
    void entries(int index, int entries) {
        BigSegmentHeader.INSTANCE.entries(map.segmentHeaderAddress(index), entries);
    }

    /** Returns where the heat and the frequencies of a segment are; not cleared. */
    long sideAddress(int index) {
        return ((side + SideMemory.ALIGNMENT - 1) & -SideMemory.ALIGNMENT) + index * shape.sideBytes();
    }

    /**
     * Returns how many bytes of a file are before the first that changes: what Chronicle says of itself, and its global
     * state, which is about extra tiers that are never allocated.
     */
    int headerBytes() {
        return Math.toIntExact(map.segmentHeadersOffset);
    }

    /** Writes all to the device. */
    void force() {
        map.msync();
    }

    /** Returns what the map takes. */
    long takenBytes() {
        return map.offHeapMemoryUsed() + allSideBytes();
    }

    /** Returns whose memory it is: the cache's, or the manager's if its caches share it. */
    @Override
    public String toString() {
        return text;
    }

    /** Gives the memory back. Nobody may use an address of it any more. */
    void close() {
        try {
            map.close();
        } finally {
            if (file != null) {
                OPEN_FILES.remove(file);
            }
            OS.memory().freeMemory(side, allSideBytes());
        }
    }
}
