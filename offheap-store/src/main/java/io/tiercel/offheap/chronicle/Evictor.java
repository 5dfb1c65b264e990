package io.tiercel.offheap.chronicle;

import io.tiercel.offheap.map.ByteEntry;
import io.tiercel.offheap.map.ByteVictim;
import io.tiercel.offheap.map.VictimGate;
import org.jspecify.annotations.Nullable;

/** Brings the segments that puts filled back below their mark, an entry a call. Thread-safe. */
final class Evictor {

    private final Segments segments;
    private final Regions regions;
    private final EntryReader reader;
    private final VictimChooser chooser;
    private final Farewell farewell;
    private final FullSegments full;
    private final EntryRemover remover;
    private final LargeValues values;

    Evictor(TableParts parts, EntryRemover remover, LargeValues values) {
        this.segments = parts.segments();
        this.regions = parts.regions();
        this.reader = parts.reader();
        this.chooser = parts.chooser();
        this.farewell = parts.farewell();
        this.full = parts.full();
        this.remover = remover;
        this.values = values;
    }

    /** Evicts an entry for a cache. Entries of other caches may go too; these are told on their own. */
    @Nullable
    ByteVictim evict(Part part, VictimGate gate) {
        part.wantsExpired(gate.wantsExpired());
        ByteVictim told = part.tell(gate);
        if (told != null) {
            return told;
        }
        for (Segment segment = full.poll(); segment != null; segment = full.poll()) {
            Eviction eviction = new Eviction(part, gate);
            evict(segment, eviction);
            if (eviction.victim != null || eviction.isOver) {
                return eviction.victim;
            }
            told = eviction.unnamed.size() > 0 ? part.tell(gate) : null;
            if (told != null) {
                return told;
            }
        }
        return null;
    }

    private void evict(Segment segment, Eviction eviction) {
        while (true) {
            LargeVictim large = null;
            boolean isRefused = false;
            segment.lockWrite();
            try {
                large = evictLocked(segment, eviction);
                isRefused = !eviction.hasEvicted();
            } finally {
                if (large == null) { // or out of memory: then somebody else is to try again
                    full.lookedAfter(segment, !isRefused && full.hasTooMany(segment));
                }
                segment.unlockWrite();
            }
            finish(eviction);
            if (large == null) {
                return;
            }
            evict(large, eviction);
            if (eviction.victim != null || eviction.isOver) {
                lookAfterAgain(segment);
                return;
            }
        }
    }

    private void lookAfterAgain(Segment segment) {
        segment.lockWrite();
        try {
            full.lookedAfter(segment, full.hasTooMany(segment));
        } finally {
            segment.unlockWrite();
        }
    }

    /** Evicts until there is something to tell, or a value that is in other segments too, which is returned. */
    private @Nullable LargeVictim evictLocked(Segment segment, Eviction eviction) {
        while (eviction.goesOn() && full.hasTooMany(segment)) {
            int at = chooser.choose(segment, Spared.NONE, eviction.part);
            if (at < 0) {
                break;
            }
            long entry = segment.entryAt(at);
            Region region = regions.find(EntryLayout.region(entry));
            LargeVictim large = region == null ? null : LargeVictim.of(region, entry, segment.end(), reader);
            if (large != null) {
                return large;
            }
            evictOrAsk(segment, at, region, eviction);
        }
        return null;
    }

    /** Evicts an entry if its cache, if that is the one that evicts, has no objection. */
    private void evictOrAsk(Segment segment, int at, @Nullable Region region, Eviction eviction) {
        if (region == null || region.part() != eviction.part) {
            farewell.evict(segment, at, eviction.departures);
        } else if (eviction.gate == VictimGate.OPEN) {
            farewell.evict(segment, at, region, eviction.unnamed, eviction.departures);
        } else if (eviction.admits(segment, at, reader)) {
            farewell.remove(segment, at, eviction.departures);
        }
    }

    /** Evicts a large value as a whole: the head under the lock of its segment, then the pieces. */
    private void evict(LargeVictim large, Eviction eviction) {
        Region region = large.region();
        long keyHash = KeyHash.of(region.number(), large.key());
        Segment home = segments.of(keyHash);
        boolean found;
        home.lockWrite();
        try {
            int at = home.find(segments.slotKey(keyHash), region.number(), large.key());
            found = at >= 0 && reader.isHead(home.entryAt(at), home.end(), large.stamp());
            if (found) {
                evictOrAsk(home, at, region, eviction);
            }
        } finally {
            home.unlockWrite();
        }
        if (!found && large.piece().length > 0) {
            remover.removePiece(region, large.piece());
        }
        complete(region, eviction);
        finish(eviction);
    }

    /** Puts the content together, if it is wanted, while the pieces are there. */
    private void complete(Region region, Eviction eviction) {
        ByteVictim victim = eviction.victim;
        if (victim == null || victim.content() == null) {
            return;
        }
        ByteEntry said = victim.content();
        ByteEntry content = values.completeLast(region, victim, said, eviction.departures);
        if (content != null) {
            eviction.victim = new ByteVictim(victim.key(), victim.hash(), victim.expiresAtMillis(), content);
        } else { // A put had to take a piece: what nobody can tell is counted. The gate was asked, so this call is
            // over.
            eviction.part.left(victim.key(), victim.hash());
            eviction.part.count(farewell.hasExpired(victim.expiresAtMillis()));
            eviction.victim = null;
            eviction.isOver = true;
        }
    }

    private void finish(Eviction eviction) {
        Departures departures = eviction.departures;
        eviction.departures = new Departures();
        try { // each whatever becomes of the others
            values.finish(departures);
        } finally {
            try {
                if (eviction.victim != null) {
                    eviction.part.left(eviction.victim.key(), eviction.victim.hash());
                }
            } finally {
                eviction.unnamed.finish();
            }
        }
    }

    /** What one call does. Used by one thread. */
    private static final class Eviction {

        private static final int MOST_REFUSALS = 8;

        private final Part part;
        private final VictimGate gate;
        private final Unnamed unnamed;
        private Departures departures = new Departures();
        private @Nullable ByteVictim victim;
        private boolean isOver;
        private int refusals;

        Eviction(Part part, VictimGate gate) {
            this.part = part;
            this.gate = gate;
            this.unnamed = new Unnamed(part);
        }

        boolean hasEvicted() {
            return victim != null || unnamed.size() > 0;
        }

        boolean goesOn() {
            return victim == null && refusals < MOST_REFUSALS && !unnamed.isFull();
        }

        /** Asks the gate, and copies what it wants. */
        boolean admits(Segment segment, int at, EntryReader reader) {
            long entry = segment.entryAt(at);
            long value = EntryLayout.valueAddress(EntryLayout.valueSizeAddress(entry));
            int hash = EntryLayout.hash(value);
            long expiresAtMillis = EntryLayout.deadlineMillis(value, EntryLayout.flags(value));
            if (!gate.admits(hash, expiresAtMillis)) {
                refusals++;
                return false;
            }
            byte[] key = EntryReader.key(entry);
            boolean wanted = gate.wantsContent(hash, expiresAtMillis);
            ByteEntry content = wanted ? reader.read(entry, segment.end(), key) : null;
            victim = new ByteVictim(key, hash, expiresAtMillis, content);
            return true;
        }
    }
}
