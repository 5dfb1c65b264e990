package io.tiercel.tier;

import io.tiercel.heap.HeapCopies;
import io.tiercel.jvm.FirstFailure;
import io.tiercel.store.DetachedEntry;
import io.tiercel.store.Entry;
import io.tiercel.store.EvictionGate;
import io.tiercel.store.Store;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The deadlines of a cache whose entries live longer when they are used.
 *
 * <p>While there is a copy above, its deadline is the one that counts. The deadline below lags behind: it is raised when
 * the one above has passed another multiple of a quantum, and when the copy leaves; it is lowered at once. So the deadline
 * below is never later than the one above, but for a moment, and an entry that looks alive below is.
 *
 * <p>A copy that leaves is among the {@link #leaving} from before it is no longer found until its deadline is below. An
 * entry that looks expired below is therefore looked up above, then among those. Whoever touches a copy looks afterwards
 * whether it is still held, and if not, moves the deadline below as well, and that of the copy which has its place by then.
 * All changes go by the version of the entry, so a late one never reaches a successor.
 *
 * <p>Thread-safe, without locks of its own.
 */
final class Deadlines {

    private final Store upper;
    private final HeapCopies copies;
    private final LowerStore lower;
    private final Stamps stamps;
    private final long quantumMillis;
    private final Queue<Entry> leaving = new ConcurrentLinkedQueue<>();

    /** @param copies what is in the upper store */
    Deadlines(Store upper, HeapCopies copies, LowerStore lower, Stamps stamps, long quantumMillis) {
        this.upper = upper;
        this.copies = copies;
        this.lower = lower;
        this.stamps = stamps;
        this.quantumMillis = quantumMillis;
    }

    boolean touch(Entry entry, long seenMillis, long expiresAtMillis) {
        if (HeapCopies.isCopy(entry)) {
            return touchCopy(entry, seenMillis, expiresAtMillis);
        }
        DetachedEntry below = (DetachedEntry) entry;
        Entry copy = copyOf(below);
        if (copy != null) {
            boolean touched = touchCopy(copy, seenMillis, expiresAtMillis);
            below.show(copy.expiresAtMillis());
            return touched;
        }
        if (!lower.touch(below, seenMillis, expiresAtMillis)) {
            return false;
        }
        boolean touched = touchCopyMadeMeanwhile(below, seenMillis, below.expiresAtMillis());
        if (!touched) {
            below.show(Entry.EXPIRED);
        }
        return touched;
    }

    private boolean touchCopy(Entry copy, long seenMillis, long expiresAtMillis) {
        if (!upper.touch(copy, seenMillis, expiresAtMillis)) {
            return false;
        }
        boolean held = HeapCopies.isHeld(copy);
        long movedMillis = copy.expiresAtMillis();
        if (held && !isWorthTelling(seenMillis, movedMillis)) {
            return true;
        }
        boolean settled = tell(copy, seenMillis, movedMillis) == Entry.EXPIRED;
        if (held || (!settled && touchCopyMadeMeanwhile(copy, seenMillis, movedMillis))) {
            return true;
        }
        showOnCopy(copy, Entry.EXPIRED);
        return false;
    }

    private boolean isWorthTelling(long seenMillis, long movedMillis) {
        return movedMillis < seenMillis
                || Math.floorDiv(movedMillis, quantumMillis) != Math.floorDiv(seenMillis, quantumMillis);
    }

    /** Lowers the deadline below, which may be behind the one seen above, or raises it. Returns the one that was there last. */
    private long tell(Entry copy, long seenMillis, long movedMillis) {
        return movedMillis < seenMillis
                ? replaceLater(copy, seenMillis, movedMillis)
                : replaceEarlier(copy, movedMillis, movedMillis);
    }

    /** Puts a deadline in the place of any that is later, but not beyond a bound. Returns the one that was there. */
    private long replaceLater(Entry entry, long boundMillis, long expiresAtMillis) {
        long guess = boundMillis;
        long had = lower.touch(entry.key(), entry.hash(), entry.version(), guess, expiresAtMillis);
        while (had != guess && had > expiresAtMillis && had < boundMillis) {
            guess = had;
            had = lower.touch(entry.key(), entry.hash(), entry.version(), guess, expiresAtMillis);
        }
        return had;
    }

    /** Puts a deadline in the place of any that is earlier than a bound and not settled. Returns the one that was there. */
    private long replaceEarlier(Entry entry, long boundMillis, long expiresAtMillis) {
        long guess = boundMillis;
        long had = lower.touch(entry.key(), entry.hash(), entry.version(), guess, expiresAtMillis);
        while (had != guess && had > Entry.EXPIRED && had < boundMillis) {
            guess = had;
            had = lower.touch(entry.key(), entry.hash(), entry.version(), guess, expiresAtMillis);
        }
        return had;
    }

    /** A copy that was made while the deadline moved below may have the old one. Returns false if its expiry is settled. */
    private boolean touchCopyMadeMeanwhile(Entry old, long seenMillis, long movedMillis) {
        Entry copy = copyMadeMeanwhile(old);
        if (copy == null) {
            return true;
        }
        long deadline = copy.expiresAtMillis();
        while (deadline > Entry.EXPIRED
                && isOutdated(deadline, seenMillis, movedMillis)
                && !upper.touch(copy, deadline, movedMillis)) {
            deadline = copy.expiresAtMillis();
        }
        return deadline != Entry.EXPIRED;
    }

    /** Returns whether a deadline gives way to one that was moved from where it was seen, by the same rule as below. */
    private static boolean isOutdated(long deadline, long seenMillis, long movedMillis) {
        return movedMillis < seenMillis ? movedMillis < deadline && deadline <= seenMillis : deadline < movedMillis;
    }

    boolean expire(Entry entry, long seenMillis) {
        if (HeapCopies.isCopy(entry)) {
            return expireCopy(entry, seenMillis);
        }
        DetachedEntry below = (DetachedEntry) entry;
        Entry copy = copyOf(below);
        if (copy != null) {
            boolean expired = expireCopy(copy, seenMillis);
            below.show(copy.expiresAtMillis());
            return expired;
        }
        if (!lower.expire(below, seenMillis)) {
            return false;
        }
        long found = expireCopyMadeMeanwhile(below, seenMillis);
        below.show(found);
        return found == Entry.EXPIRED;
    }

    private boolean expireCopy(Entry copy, long seenMillis) {
        if (HeapCopies.isHeld(copy)) {
            if (!upper.expire(copy, seenMillis)) {
                return false;
            }
            if (!HeapCopies.isHeld(copy)) {
                replaceEarlier(copy, seenMillis, Entry.EXPIRED);
            }
            return true;
        }
        if (copy.expiresAtMillis() != seenMillis) {
            return false;
        }
        Entry successor = copyOf(copy);
        if (successor != null && successor != copy) {
            boolean expired = expireCopy(successor, seenMillis);
            showOnCopy(copy, successor.expiresAtMillis());
            return expired;
        }
        long had = replaceEarlier(copy, seenMillis, Entry.EXPIRED);
        long found = had <= seenMillis ? expireCopyMadeMeanwhile(copy, seenMillis) : had;
        showOnCopy(copy, found);
        return found == Entry.EXPIRED;
    }

    /** Settles the expiry of a copy that was made meanwhile too, or takes it back below if that was touched. Returns the deadline. */
    private long expireCopyMadeMeanwhile(Entry old, long seenMillis) {
        Entry copy = copyMadeMeanwhile(old);
        if (copy == null || upper.expire(copy, seenMillis) || copy.expiresAtMillis() <= seenMillis) {
            return Entry.EXPIRED;
        }
        long touchedMillis = copy.expiresAtMillis(); // so it has not expired after all
        lower.touch(old.key(), old.hash(), old.version(), Entry.EXPIRED, touchedMillis);
        return touchedMillis;
    }

    /** Shows on a copy that is no longer held what is there below. */
    private void showOnCopy(Entry copy, long foundMillis) {
        long shown = copy.expiresAtMillis();
        while (shown > Entry.EXPIRED
                && !(foundMillis == Entry.EXPIRED
                        ? upper.expire(copy, shown)
                        : upper.touch(copy, shown, foundMillis))) {
            shown = copy.expiresAtMillis();
        }
    }

    private @Nullable Entry copyOf(Entry below) {
        Entry copy = sameVersion(upper.peek(below.key(), below.hash()), below);
        return copy != null || leaving.isEmpty() ? copy : leavingCopyOf(below);
    }

    private @Nullable Entry leavingCopyOf(Entry below) {
        for (Entry copy : leaving) {
            if (copy.hash() == below.hash()
                    && copy.version() == below.version()
                    && copy.key().equals(below.key())) {
                return copy;
            }
        }
        return null;
    }

    private @Nullable Entry copyMadeMeanwhile(Entry below) {
        if (!stamps.isCopying(below.hash())) {
            return copyOf(below);
        }
        stamps.move(below.hash());
        Entry copy = sameVersion(copies.peekSettled(below.key(), below.hash()), below);
        return copy != null || leaving.isEmpty() ? copy : leavingCopyOf(below);
    }

    private static @Nullable Entry sameVersion(@Nullable Entry copy, Entry below) {
        return copy != null && copy.version() == below.version() ? copy : null;
    }

    /** Returns whether a copy of some key of the hash is leaving, so that the deadline below may be behind. */
    boolean isLeaving(int hash) {
        for (Entry copy : leaving) {
            if (copy.hash() == hash) {
                return true;
            }
        }
        return false;
    }

    /** Lets the least worthy copy leave, if there is no room for it. Returns whether one left. */
    boolean demote() {
        Entry copy = copies.demote(leaving::add);
        if (copy == null) {
            return false;
        }
        leave(copy);
        return true;
    }

    /** Removes the copies of all keys of a hash. */
    void removeCopies(int hash) {
        List<Entry> left = new ArrayList<>(1);
        try {
            copies.removeAll(hash, copy -> {
                left.add(copy);
                leaving.add(copy);
            });
        } finally {
            // each whatever becomes of the others: equals of a key may throw, and what stays among these is never
            // copied
            FirstFailure.forEach(left, this::leave);
        }
    }

    private void leave(Entry copy) {
        try {
            VarHandle.fullFence(); // between its leave and the look at its deadline; see HeapCopies.isHeld
            long deadline = copy.expiresAtMillis();
            if (deadline <= Entry.EXPIRED) {
                replaceEarlier(copy, Entry.NEVER, Entry.EXPIRED);
            } else {
                replaceEarlier(copy, deadline, deadline);
            }
        } finally {
            stamps.move(copy.hash());
            leaving.remove(copy);
        }
    }

    /** Evicts below, by the deadlines that count. */
    @Nullable
    Entry evictBelow(EvictionGate gate) {
        GateBelow below = new GateBelow(gate);
        Entry victim = lower.evict(below);
        if (victim == null || !below.hasAdmitted(victim) || victim.expiresAtMillis() == below.admittedMillis) {
            return victim;
        }
        return new DetachedEntry(
                victim.key(),
                victim.hash(),
                victim.value(),
                below.admittedMillis,
                victim.limitMillis(),
                victim.version());
    }

    private final class GateBelow implements EvictionGate {
        private final EvictionGate gate;
        private long admittedMillis;
        private int admittedHash;
        private boolean asked;

        GateBelow(EvictionGate gate) {
            this.gate = gate;
        }

        @Override
        public boolean admits(int hash, long expiresAtMillis) {
            long above = copies.latestDeadline(hash);
            if (above == HeapCopies.UNSURE_DEADLINE) {
                return false;
            }
            long latest = Math.max(expiresAtMillis, above);
            for (Entry copy : leaving) {
                if (copy.hash() == hash) {
                    latest = Math.max(latest, copy.expiresAtMillis());
                }
            }
            admittedMillis = latest;
            admittedHash = hash;
            asked = true;
            return gate.admits(hash, latest);
        }

        boolean hasAdmitted(Entry victim) {
            return asked && admittedHash == victim.hash();
        }

        @Override
        public boolean wantsContent(int hash, long expiresAtMillis) {
            return gate.wantsContent(hash, admittedMillis);
        }

        @Override
        public void withdraw() {
            asked = false;
            gate.withdraw();
        }

        @Override
        public boolean wantsExpired() {
            return gate.wantsExpired();
        }
    }
}
