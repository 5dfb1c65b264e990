package io.tiercel.offheap.chronicle;

import io.tiercel.offheap.chronicle.Departures.Departure;
import io.tiercel.offheap.chronicle.ExpiredVictims.Untold;
import io.tiercel.offheap.chronicle.PieceLayout.Head;
import io.tiercel.offheap.map.ByteEntry;
import io.tiercel.offheap.map.ByteVictim;
import io.tiercel.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Takes entries out of a segment that is locked for writing, and notes what is to be done about that once it is free: who
 * is to be told, and which pieces go with a head.
 */
final class Farewell {

    private final SegmentShape shape;
    private final Regions regions;
    private final EntryReader reader;
    private final Clock clock;

    Farewell(SegmentShape shape, Regions regions, EntryReader reader, Clock clock) {
        this.shape = shape;
        this.regions = regions;
        this.reader = reader;
        this.clock = clock;
    }

    /** Evicts the entry of a slot; those above and its cache are told by and by. */
    void evict(Segment segment, int at, Departures departures) {
        long entry = segment.entryAt(at);
        Region region = regions.find(EntryLayout.region(entry));
        if (region != null) {
            departures.add(
                    (EntryLayout.region(entry) & Region.PIECES) != 0
                            ? pieceDeparture(region, entry, departures)
                            : departure(segment, region, entry));
        }
        takeOut(segment, at, region);
    }

    /** Evicts the entry of a slot, which is of the cache that evicts, and no piece: of it no more is told than that it left. */
    void evict(Segment segment, int at, Region region, Unnamed unnamed, Departures departures) {
        long entry = segment.entryAt(at);
        long value = EntryLayout.valueAddress(EntryLayout.valueSizeAddress(entry));
        int hash = EntryLayout.hash(value);
        unnamed.add(
                region,
                shape.chunksOf(EntryLayout.entryBytes(entry)),
                region.part().keyToTell(entry),
                hash,
                hasExpired(EntryLayout.deadlineMillis(value, EntryLayout.flags(value))));
        replaced(segment, region, entry, departures);
        segment.remove(at);
    }

    /** Removes the entry of a slot, of which the one who owns it knows already. */
    void remove(Segment segment, int at, Departures departures) {
        long entry = segment.entryAt(at);
        Region region = regions.find(EntryLayout.region(entry));
        if (region != null) {
            replaced(segment, region, entry, departures);
        }
        takeOut(segment, at, region);
    }

    private void takeOut(Segment segment, int at, @Nullable Region region) {
        if (region != null) {
            long entry = segment.entryAt(at);
            boolean piece = (EntryLayout.region(entry) & Region.PIECES) != 0;
            region.count(piece ? 0 : -1, -shape.chunksOf(EntryLayout.entryBytes(entry)));
        }
        segment.remove(at);
    }

    /** Notes what goes with an entry whose place another one takes. */
    void replaced(Segment segment, Region region, long entry, Departures departures) {
        Head head = reader.head(entry, segment.end());
        if (head != null) {
            departures.add(new Departure(region, hash(entry), null, null, /* hasExpired= */ false, head, null));
        }
    }

    private static int hash(long entry) {
        return EntryLayout.hash(EntryLayout.valueAddress(EntryLayout.valueSizeAddress(entry)));
    }

    private Departure pieceDeparture(Region region, long entry, Departures departures) {
        byte[] key = EntryReader.key(entry);
        byte[] payload = reader.payload(entry);
        if (region.part().wantsExpired()) {
            departures.keep(key, payload);
        }
        Head head = new Head(PieceLayout.stamp(key), 0, 0);
        byte[] headKey = PieceLayout.headKey(payload);
        return new Departure(region, hash(entry), null, null, /* hasExpired= */ false, head, headKey);
    }

    private Departure departure(Segment segment, Region region, long entry) {
        Part part = region.part();
        long value = EntryLayout.valueAddress(EntryLayout.valueSizeAddress(entry));
        int flags = EntryLayout.flags(value);
        int hash = EntryLayout.hash(value);
        long deadlineMillis = EntryLayout.deadlineMillis(value, flags);
        boolean hasExpired = hasExpired(deadlineMillis);
        Head head = reader.head(entry, segment.end());
        if (hasExpired && part.wantsExpired()) {
            byte[] key = EntryReader.key(entry);
            ByteEntry content = reader.read(entry, segment.end(), key);
            ByteVictim victim = new ByteVictim(key, hash, deadlineMillis, content);
            Untold untold = content == null ? null : untold(part, victim, content, head);
            if (untold != null) {
                return new Departure(region, hash, null, untold, hasExpired, head, null);
            }
        }
        return new Departure(region, hash, part.keyToTell(entry), null, hasExpired, head, null);
    }

    /** Returns whether a deadline has passed. */
    boolean hasExpired(long deadlineMillis) {
        return clock.hasPassed(deadlineMillis);
    }

    /** While the segment is locked: who finds the entry no more must find this. */
    private static @Nullable Untold untold(Part part, ByteVictim victim, ByteEntry content, @Nullable Head head) {
        int contentBytes = head == null ? content.payload().length : head.lengthBytes();
        return part.untoldExpired().add(victim, contentBytes, /* complete= */ head == null);
    }
}
