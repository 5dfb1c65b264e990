package io.tiercel.engine;

import io.tiercel.concurrent.KeyLocks;
import io.tiercel.concurrent.KeyLocks.Hold;
import io.tiercel.statistics.CacheStatistics;
import io.tiercel.statistics.Counter;
import io.tiercel.store.DetachedEntry;
import io.tiercel.store.Entry;
import io.tiercel.store.EvictionGate;
import io.tiercel.store.Evictions;
import io.tiercel.store.Store;
import io.tiercel.time.Clock;
import java.util.ArrayList;
import java.util.List;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * Makes room in a store that is beyond its bound. Called by the thread that has put something, with nothing locked, so a
 * store is beyond its bound by no more than what the threads at work are about to make room for. Thread-safe.
 */
final class Room {

    /** Stands for the key of a victim in its hold: holds are told apart by their hash, and nobody calls back from this. */
    private static final Object VICTIM = "of an entry that is evicted";

    private final Store store;
    private final KeyLocks locks;
    private final Clock clock;
    private final CacheStatistics statistics;
    private final Tagging<?, ?> tagging;

    Room(Parts<?, ?> parts) {
        this.store = parts.store();
        this.locks = parts.locks();
        this.clock = parts.clock();
        this.statistics = parts.statistics();
        this.tagging = parts.tagging();
    }

    /** Evicts until the store is within its bound. */
    void make(Changes changes) {
        boolean more = true;
        while (more) {
            boolean tells = changes.listensTo(EventType.EXPIRED);
            boolean counts = tagging.registry().isInUse();
            more = (tells || counts) ? evictClaimed(new Claiming(tells, counts), changes) : evictSome();
        }
    }

    private boolean evictSome() {
        Evictions left = store.evictSome(clock.nowMillis());
        if (left == null) {
            return false;
        }
        statistics.count(Counter.EVICTIONS, left.evicted());
        statistics.count(Counter.EXPIRATIONS, left.expired());
        return true;
    }

    private boolean evictClaimed(Claiming gate, Changes changes) {
        try {
            Entry victim = store.evict(gate);
            if (victim == null) {
                return false;
            }
            tagging.left(victim.value());
            // one that was let go unclaimed, and has expired since it was asked about, was evicted
            boolean expired =
                    gate.hold != null ? gate.isExpired : !gate.wasAsked && hasExpired(victim.expiresAtMillis());
            statistics.count(expired ? Counter.EXPIRATIONS : Counter.EVICTIONS);
            if (expired && gate.hold != null) {
                tell(victim, changes);
            }
            return true;
        } finally {
            gate.release();
        }
    }

    /** What cannot be read any more was asked for, and is not known all the same. */
    private static void tell(Entry expired, Changes changes) {
        if (expired.key() != DetachedEntry.UNTOLD) {
            changes.add(EventType.EXPIRED, expired.key(), expired.value(), null);
        }
    }

    private boolean hasExpired(long deadlineMillis) {
        return deadlineMillis != Entry.NEVER && deadlineMillis <= clock.nowMillis();
    }

    /**
     * Claims the keys of expired victims, so that their event comes before any of a later entry of the key, and of those that
     * are counted by their tags, so that nobody who has looked at one, and is about to replace it, counts it out once more.
     */
    private final class Claiming implements EvictionGate {
        private final boolean tells;
        private final boolean counts;
        private final List<Hold> withdrawn = new ArrayList<>(0);
        private @Nullable Hold hold;
        private boolean wasAsked;
        private boolean isExpired;

        Claiming(boolean tells, boolean counts) {
            this.tells = tells;
            this.counts = counts;
        }

        @Override
        public boolean admits(int hash, long expiresAtMillis) {
            wasAsked = true;
            isExpired = hasExpired(expiresAtMillis);
            if (!counts && !isExpired) {
                return true;
            }
            hold = locks.tryHold(VICTIM, hash);
            return hold != null;
        }

        @Override
        public boolean wantsContent(int hash, long expiresAtMillis) {
            return hold != null || counts;
        }

        /** Releases nothing yet: who is in a section next to the key may wait for the lock that the store has. */
        @Override
        public void withdraw() {
            if (hold != null) {
                withdrawn.add(hold);
                hold = null;
            }
        }

        void release() {
            withdraw();
            withdrawn.forEach(locks::release);
        }

        @Override
        public boolean wantsExpired() {
            return tells;
        }
    }
}
