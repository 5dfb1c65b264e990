package io.tiercel.offheap.chronicle;

import io.tiercel.offheap.map.ByteVictim;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The segments of a map: which one the entry of a key is in, and what concerns all of them. Thread-safe. */
final class Segments {

    private final SegmentMemory memory;
    private final SegmentShape shape;
    private final LockWords locks;
    private final Segment[] segments;

    /** @param check what looks through segments before they are used first, null if the memory is new */
    Segments(SegmentMemory memory, @Nullable SegmentCheck check) {
        this.memory = memory;
        this.shape = memory.shape();
        this.locks = SegmentLock.words(shape.segments, /* prepared= */ check == null);
        this.segments = new Segment[shape.segments];
        for (int i = 0; i < segments.length; i++) {
            segments[i] = new Segment(memory, locks, i, check);
        }
    }

    SegmentShape shape() {
        return shape;
    }

    /** Returns how many there are. */
    int count() {
        return segments.length;
    }

    /** Returns the segment that the entry of a key is in, if it is there. */
    Segment of(long keyHash) {
        return segments[shape.segment(keyHash)];
    }

    /** Returns what is known of a segment on the heap. */
    Segment at(int index) {
        return segments[index];
    }

    /** Returns where the slots of a segment start. */
    long address(int index) {
        return memory.segmentAddress(index);
    }

    /**
     * Locks a segment for reading, and does not look at what is known of it on the heap unless it has to wait: in a large map
     * that is in no cache of a processor.
     *
     * @throws IllegalStateException if it is closed
     */
    void lockRead(int index) {
        if (!SegmentLock.tryLockRead(locks, index)) {
            segments[index].lockRead();
        }
    }

    void unlockRead(int index) {
        SegmentLock.unlockRead(locks, index);
    }

    /** Returns what the slot of a key has in its low bits. */
    int slotKey(long keyHash) {
        return shape.slotKey(keyHash);
    }

    /** Copies the keys and deadlines of the entries of a region in one segment. */
    void scan(Region region, int index, List<? super ByteVictim> into) {
        Segment segment = segments[index];
        segment.lockRead();
        try {
            for (int at = 0; at < shape.slots; at++) {
                int slot = segment.slotAt(at);
                if (slot != 0 && EntryLayout.region(segment.entryOf(slot)) == region.number()) {
                    into.add(EntryReader.victim(segment.entryOf(slot), null));
                }
            }
        } finally {
            segment.unlockRead();
        }
    }

    /** Returns how many entries there are, pieces and dead ones too; a little behind. */
    long entries() {
        long entries = 0;
        for (Segment segment : segments) {
            entries += segment.entries();
        }
        return entries;
    }

    /** Returns the bytes that some entries take, slots included. */
    long bytes(long entries, long chunks) {
        return chunks * shape.chunkBytes + entries * Integer.BYTES;
    }

    /** Looks through the segments that were not used yet, until they are closed. */
    void checkAll() {
        Pace pace = new Pace();
        for (Segment segment : segments) {
            if (!segment.ensurePrepared()) {
                return;
            }
            pace.rest();
        }
    }

    /** Returns the bytes that are taken in all of them, by dead entries too; a little behind. */
    long takenBytes() {
        long chunks = 0;
        for (Segment segment : segments) {
            chunks += segment.space().takenChunks();
        }
        return chunks * shape.chunkBytes;
    }

    /** Returns how many bytes of a file are before the first that changes. */
    int headerBytes() {
        return memory.headerBytes();
    }

    /** Writes all to the device; nobody closes them meanwhile. */
    void force() {
        memory.force();
    }

    /** Waits for all operations and gives the memory back. Later ones throw. */
    void close() {
        boolean first = true;
        for (Segment segment : segments) {
            first &= segment.close();
        }
        if (first) {
            memory.close();
        }
    }
}
