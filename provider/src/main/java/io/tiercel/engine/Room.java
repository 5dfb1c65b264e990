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
    private static final Object VICTIM = "of an expired entry that is evicted";

    /** Lets every entry go, and wants to know its tags. */
    private static final EvictionGate TELLING = new EvictionGate() {
        @Override
        public boolean admits(int hash, long expiresAtMillis) {
            return true;
        }

        @Override
        public boolean wantsContent(int hash, long expiresAtMillis) {
            return true;
        }
    };

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
            more = changes.listensTo(EventType.EXPIRED) ? evictClaimed(changes) : evict();
        }
    }

    private boolean evict() {
        return tagging.registry().isInUse() ? evictTagged() : evictSome();
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

    private boolean evictTagged() {
        Entry victim = store.evict(TELLING);
        if (victim == null) {
            return false;
        }
        tagging.left(victim.value());
        statistics.count(hasExpired(victim.expiresAtMillis()) ? Counter.EXPIRATIONS : Counter.EVICTIONS);
        return true;
    }

    /** Evicts with the key of an expired victim held, so that its event comes before any of a later entry of the key. */
    private boolean evictClaimed(Changes changes) {
        ClaimExpired gate = new ClaimExpired();
        try {
            Entry victim = store.evict(gate);
            if (victim == null) {
                return false;
            }
            tagging.left(victim.value());
            if (gate.hold == null) { // one that has expired since it was asked about was evicted
                boolean expired = !gate.wasAsked && hasExpired(victim.expiresAtMillis());
                statistics.count(expired ? Counter.EXPIRATIONS : Counter.EVICTIONS);
            } else {
                statistics.count(Counter.EXPIRATIONS);
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

    private final class ClaimExpired implements EvictionGate {
        private final List<Hold> withdrawn = new ArrayList<>(0);
        private @Nullable Hold hold;
        private boolean wasAsked;

        @Override
        public boolean admits(int hash, long expiresAtMillis) {
            wasAsked = true;
            if (!hasExpired(expiresAtMillis)) {
                return true;
            }
            hold = locks.tryHold(VICTIM, hash);
            return hold != null;
        }

        @Override
        public boolean wantsContent(int hash, long expiresAtMillis) {
            return hold != null || tagging.registry().isInUse();
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
            return true;
        }
    }
}
