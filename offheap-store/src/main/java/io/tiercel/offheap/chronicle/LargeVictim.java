package io.tiercel.offheap.chronicle;

/**
 * A large value that is to be evicted, since its head or one of its pieces was chosen.
 *
 * @param key of the head
 * @param stamp of the value
 * @param piece the key of the piece that was chosen, empty if it was the head
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier that nobody compares
record LargeVictim(Region region, byte[] key, long stamp, byte[] piece) {

    /** Returns the value that an entry of a segment locked for writing is the head or a piece of. */
    static LargeVictim of(Region region, long entry, EntryReader reader) {
        byte[] key = EntryReader.key(entry);
        byte[] payload = reader.payload(entry);
        return (EntryLayout.region(entry) & Region.PIECES) != 0
                ? new LargeVictim(region, PieceLayout.headKey(payload), PieceLayout.stamp(key), key)
                : new LargeVictim(region, key, PieceLayout.stamp(payload), new byte[0]);
    }
}
