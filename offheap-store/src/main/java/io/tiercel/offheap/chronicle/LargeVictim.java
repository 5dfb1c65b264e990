package io.tiercel.offheap.chronicle;

import io.tiercel.offheap.chronicle.PieceLayout.Head;
import org.jspecify.annotations.Nullable;

/**
 * A large value that is to be evicted, since its head or one of its pieces was chosen.
 *
 * @param key of the head
 * @param stamp of the value
 * @param piece the key of the piece that was chosen, empty if it was the head
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier that nobody compares
record LargeVictim(Region region, byte[] key, long stamp, byte[] piece) {

    /** Returns the value that an entry of a segment locked for writing is the head or a piece of, null if of none. */
    static @Nullable LargeVictim of(Region region, long entry, long end, EntryReader reader) {
        if ((EntryLayout.region(entry) & Region.PIECES) != 0) {
            byte[] key = EntryReader.key(entry);
            byte[] headKey = PieceLayout.headKey(reader.payload(entry));
            return new LargeVictim(region, headKey, PieceLayout.stamp(key), key);
        }
        Head head = reader.head(entry, end);
        return head == null ? null : new LargeVictim(region, EntryReader.key(entry), head.stamp(), new byte[0]);
    }
}
