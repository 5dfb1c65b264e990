package io.tiercel.tier;

import io.tiercel.concurrent.KeyLocks;
import io.tiercel.concurrent.KeyLocks.Stripe;
import io.tiercel.heap.HeapCopies;
import io.tiercel.heap.HeapStore;
import io.tiercel.statistics.CacheStatistics;
import io.tiercel.statistics.Counter;
import io.tiercel.store.Copies;
import io.tiercel.store.Entry;
import io.tiercel.store.EvictionGate;
import io.tiercel.store.Evictions;
import io.tiercel.store.Lifetime;
import io.tiercel.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A heap tier over a lower one, as one store. The lower tier has every entry and is what counts for size, bound and
 * iteration; the heap has copies of those that are read most, and what it has is what readers see.
 *
 * <p>Thread-safe. A hit on the heap costs what it costs in a {@link HeapStore}. A read below happens outside all locks of
 * the heap.
 *
 * <h2>Why the tiers never disagree</h2>
 *
 * <p>Copies are made in a section of the key only, so never while the key is written: by the writer itself, or by a
 * reader that gets into the section without waiting. Either way it is installed under the heap's lock, and only if the
 * {@link Stamps stamp} of the key has not moved since before the lower tier was read or written. A write moves the stamp
 * at its end. An eviction below, which is in no section, moves it when the entry has gone and then removes copies: one
 * that was installed earlier is found, and one that comes later sees the moved stamp.
 *
 * <p>Between a reader's look above, which finds nothing, and its look below, a copy may be installed and its original
 * change, while others still see the copy. So a reader that comes from below looks above once more: if it found nothing,
 * or if somebody is between down and up. And a reader that found nothing may have overtaken a copy that is about to be
 * installed; then others would see the value after this one has not. If copies are being made, it moves the stamp and
 * looks under the lock.
 *
 * <p>A scan shows what is below. An entry that another thread has just taken out there may be read still, for its copy goes
 * after it: who must leave nothing that can be read calls {@link #dropOrphans} after the scan.
 *
 * <p>A write goes down first. Until the heap has it too, readers see the copy of its predecessor, if there is one. If
 * anything fails in between, the copy is removed. A clear empties the heap before the tier below, so that what is read
 * meanwhile is read below, and vanishes at once; and once more after it, for copies that were being made.
 *
 * <p>Deadlines that move with use are moved above: see {@link Deadlines}.
 */
public final class TieredStore implements Store {

    private final HeapStore upper;
    private final HeapCopies copies;
    private final LowerStore lower;
    private final KeyLocks locks;
    private final HeapForm form;
    private final CacheStatistics statistics;
    private final Moves moves = new Moves();
    private final Stamps stamps = new Stamps();
    private final CopiesAbove above = new CopiesAbove();
    private final Doorkeeper doorkeeper;
    private final @Nullable Deadlines deadlines;

    public TieredStore(TierParts parts) {
        this.upper = parts.upper();
        this.copies = upper.copies();
        this.lower = parts.lower();
        this.locks = parts.locks();
        this.form = parts.form();
        this.statistics = parts.statistics();
        this.doorkeeper = new Doorkeeper(upper);
        this.deadlines =
                parts.quantumMillis() == 0 ? null : new Deadlines(upper, copies, lower, stamps, parts.quantumMillis());
        lower.attach(above);
    }

    @Override
    public @Nullable Entry get(Object key, int hash) {
        Entry copy = upper.get(key, hash);
        return copy != null ? copy : getBelow(key, hash);
    }

    @Override
    public void favour(Entry entry) {
        if (HeapCopies.isCopy(entry)) {
            upper.favour(entry);
        }
    }

    @Override
    public @Nullable Entry peek(Object key, int hash) {
        Entry copy = upper.peek(key, hash);
        if (copy != null) {
            return copy;
        }
        Entry below = lower.peek(key, hash);
        return below != null ? orCopy(below, key, hash) : lookAgain(key, hash);
    }

    private @Nullable Entry getBelow(Object key, int hash) {
        if (doorkeeper.admits(hash)) {
            return getAndPromote(key, hash);
        }
        Entry below = lower.get(key, hash);
        if (below == null) {
            return lookAgain(key, hash);
        }
        statistics.count(Counter.LOWER_HITS);
        return orCopy(below, key, hash);
    }

    /**
     * Returns what was read below, unless there is a copy by now while somebody may be writing: then it is the copy that
     * others see.
     */
    private Entry orCopy(Entry below, Object key, int hash) {
        Entry copy = stamps.isCopying(hash) ? upper.peek(key, hash) : null;
        return copy != null ? copy : below;
    }

    private @Nullable Entry getAndPromote(Object key, int hash) {
        long stamp = stamps.begin(hash);
        Entry copy;
        try {
            Entry below = lower.get(key, hash);
            if (below == null) {
                copy = null;
            } else {
                statistics.count(Counter.LOWER_HITS);
                copy = promoted(below, stamp);
                if (copy == null) {
                    return orCopy(below, key, hash);
                }
            }
        } finally {
            stamps.end(hash);
        }
        if (copy == null) {
            return lookAgain(key, hash);
        }
        makeRoomAbove();
        return copy;
    }

    /** Returns a copy of an entry that was read below, or null if there is to be none. */
    private @Nullable Entry promoted(Entry below, long stamp) {
        Object key = form.key(below.key());
        long weight = form.weight(key, below.value());
        if (weight > upper.capacity()) {
            return null;
        }
        int hash = below.hash();
        Stripe section = locks.tryEnter(hash);
        if (section == null) {
            return null;
        }
        try {
            Entry copy = copies.add(key, below, weight, isOriginal(hash, stamp));
            if (copy != null) {
                moves.promoted();
            }
            return copy;
        } finally {
            section.exit();
        }
    }

    private BooleanSupplier isOriginal(int hash, long stamp) {
        return () -> stamps.isAt(hash, stamp) && (deadlines == null || !deadlines.isLeaving(hash));
    }

    /** Looks whether a copy has been made, or is being made, while nothing was found below. */
    private @Nullable Entry lookAgain(Object key, int hash) {
        Entry copy = upper.peek(key, hash);
        if (copy != null || !stamps.isCopying(hash)) {
            return copy;
        }
        stamps.move(hash);
        return copies.peekSettled(key, hash);
    }

    /** What has a copy was read. */
    @Override
    public void vet(Object key, int hash) {
        if (!copies.mayHold(hash) || upper.peek(key, hash) == null) {
            lower.vet(key, hash);
        }
    }

    @Override
    public Object prepare(Object value) {
        return lower.prepare(value);
    }

    @Override
    public Entry put(Object key, int hash, Object value, Lifetime lifetime, long weight) {
        // Copies come in the section of the key only, and that is the writer's.
        return copies.mayHold(hash) || doorkeeper.isOpen()
                ? putAndCopy(key, hash, value, lifetime, weight)
                : putBelow(key, hash, value, lifetime, weight);
    }

    private Entry putBelow(Object key, int hash, Object value, Lifetime lifetime, long weight) {
        try {
            return lower.put(key, hash, value, lifetime, weight);
        } finally {
            stamps.move(hash);
        }
    }

    private Entry putAndCopy(Object key, int hash, Object value, Lifetime lifetime, long weight) {
        long stamp = stamps.begin(hash);
        boolean done = false;
        try {
            Entry below = lower.put(key, hash, value, lifetime, weight);
            Entry copy = copies.renew(key, below, weight, () -> stamps.isAt(hash, stamp));
            done = true;
            return copy != null ? copy : below;
        } finally {
            stamps.move(hash);
            try {
                if (!done) {
                    copies.remove(key, hash);
                }
            } finally {
                stamps.end(hash);
            }
        }
    }

    @Override
    public boolean remove(Entry entry) {
        try {
            return lower.remove(entry.key(), entry.hash(), entry.version());
        } finally {
            stamps.move(entry.hash());
            copies.remove(entry.key(), entry.hash(), entry.version());
        }
    }

    @Override
    public boolean touch(Entry entry, long seenMillis, long expiresAtMillis) {
        if (deadlines != null) {
            return deadlines.touch(entry, seenMillis, expiresAtMillis);
        }
        return HeapCopies.isCopy(entry)
                ? upper.touch(entry, seenMillis, expiresAtMillis)
                : lower.touch(entry, seenMillis, expiresAtMillis);
    }

    @Override
    public boolean expire(Entry entry, long seenMillis) {
        if (deadlines != null) {
            return deadlines.expire(entry, seenMillis);
        }
        return HeapCopies.isCopy(entry) ? upper.expire(entry, seenMillis) : lower.expire(entry, seenMillis);
    }

    @Override
    public @Nullable Entry evict(EvictionGate gate) {
        makeRoomAbove();
        return deadlines == null ? lower.evict(gate) : deadlines.evictBelow(gate);
    }

    @Override
    public @Nullable Evictions evictSome(long nowMillis) {
        if (deadlines != null) {
            return Store.super.evictSome(nowMillis);
        }
        makeRoomAbove();
        return lower.evictSome(nowMillis);
    }

    @Override
    public @Nullable Entry takeExpired(Object key, int hash) {
        return lower.takeExpired(key, hash);
    }

    private void makeRoomAbove() {
        while (demote()) {
            moves.demoted();
        }
    }

    private boolean demote() {
        return deadlines == null ? upper.evict(EvictionGate.OPEN) != null : deadlines.demote();
    }

    @Override
    public void clear() {
        upper.clear();
        lower.clear();
        stamps.moveAll();
        upper.clear();
    }

    @Override
    public long size() {
        return lower.size();
    }

    @Override
    public long weight() {
        return lower.weight();
    }

    @Override
    public long capacity() {
        return lower.capacity();
    }

    @Override
    public long scan(long cursor, List<? super Entry> into) {
        return lower.scan(cursor, into);
    }

    /** Stamps move first: a copy that is being made of what had left by then is not installed. */
    @Override
    public void dropOrphans() {
        lower.dropOrphans();
        stamps.moveAll();
        List<Entry> slot = new ArrayList<>();
        long cursor = 0;
        do {
            slot.clear();
            cursor = upper.scan(cursor, slot);
            for (Entry copy : slot) {
                if (!lower.has(copy.key(), copy.hash())) {
                    above.left(copy.hash());
                }
            }
        } while (cursor != 0);
    }

    /** Returns the tier on the heap. */
    public HeapStore upper() {
        return upper;
    }

    /** Returns what moved between it and the tier below. */
    public Moves moves() {
        return moves;
    }

    /** Returns the tier below it. */
    public LowerStore lower() {
        return lower;
    }

    @Override
    public void close() {
        upper.close();
        lower.close();
    }

    /** What the lower tier knows of the heap. */
    private final class CopiesAbove implements Copies {

        @Override
        public boolean holds(int hash) {
            return copies.mayHold(hash);
        }

        @Override
        public void left(int hash) {
            if (stamps.move(hash) || copies.mayHold(hash)) {
                removeCopies(hash);
            }
        }

        private void removeCopies(int hash) {
            if (deadlines == null) {
                copies.removeAll(hash, copy -> {});
            } else {
                deadlines.removeCopies(hash);
            }
        }
    }
}
