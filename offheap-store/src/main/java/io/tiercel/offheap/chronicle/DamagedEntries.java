package io.tiercel.offheap.chronicle;

import io.tiercel.offheap.chronicle.PieceLayout.Head;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Takes entries out that are not as they were written, as an eviction would: those above drop their copies, the cache counts
 * it, and the pieces go with their head. Of what such an entry says, no more is believed than cannot do harm. Thread-safe.
 */
final class DamagedEntries {

    private final Segments segments;
    private final Regions regions;
    private final EntryReader reader;
    private final EntryRemover remover;
    private final AtomicBoolean logged = new AtomicBoolean();

    DamagedEntries(TableParts parts, EntryRemover remover) {
        this.segments = parts.segments();
        this.regions = parts.regions();
        this.reader = parts.reader();
        this.remover = remover;
    }

    /**
     * Removes an entry if it is damaged still. Called with nothing locked.
     *
     * @param number of the region, with that of pieces if it is one: of that nobody is told, for its head leaves when it is
     *     missed
     * @param hash of the key, whatever the entry says
     */
    void remove(int number, byte[] key, int hash) {
        long keyHash = KeyHash.of(number, key);
        Segment segment = segments.of(keyHash);
        boolean piece = (number & Region.PIECES) != 0;
        Region region = regions.find(number);
        Head head;
        segment.lockWrite();
        try {
            int at = segment.find(segments.slotKey(keyHash), number, key);
            if (at < 0 || reader.read(segment.entryAt(at), segment.end(), key) != null) {
                return;
            }
            head = reader.head(segment.entryAt(at), segment.end());
            int chunks = segment.removeDamaged(at);
            if (region != null) {
                region.count(piece ? 0 : -1, -chunks);
            }
        } finally {
            segment.unlockWrite();
        }
        if (region != null && !piece) {
            tell(region, key, hash, head);
        }
        if (!logged.getAndSet(true)) {
            System.getLogger(DamagedEntries.class.getName())
                    .log(Level.WARNING, "An entry was removed that is not as it was written; others will be silently");
        }
    }

    private void tell(Region region, byte[] key, int hash, @Nullable Head head) {
        region.part().left(key, hash);
        region.part().count(/* hasExpired= */ false);
        if (head != null) {
            remover.removePieces(region, head);
        }
    }
}
