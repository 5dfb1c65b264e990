package io.tiercel.engine;

import io.tiercel.concurrent.KeyLocks;
import io.tiercel.concurrent.KeyLocks.Stripe;
import io.tiercel.freshness.KeyNotes;
import io.tiercel.load.Lease;
import io.tiercel.store.Entry;
import io.tiercel.time.Clock;
import java.util.function.Predicate;

/**
 * What becomes of a key of which the source has no value: an old entry leaves, and the key is remembered, if the cache does
 * that.
 *
 * <p>An absence is put under a lease, like a value, and is forgotten by all that ends leases of its key, and by what fills it.
 * Thread-safe.
 */
final class Absences<K> {

    private final Parts<K, ?> parts;
    private final LiveEntries entries;
    private final KeyLocks locks;
    private final Clock clock;
    private final KeyNotes notes;
    private final long absentForMillis;

    Absences(Parts<K, ?> parts) {
        this.parts = parts;
        this.entries = new LiveEntries(parts);
        this.locks = parts.locks();
        this.clock = parts.clock();
        this.notes = parts.leases().absences();
        this.absentForMillis = parts.freshness().absentForMillis();
    }

    /** Returns whether the source had no value for a key a short time ago. */
    boolean isNoted(KeyRef<K> key) {
        return notes.isNoted(key.stored(), key.hash(), clock);
    }

    /**
     * Takes note that a source has no value for a key, unless something came in between: what was loaded before has had its
     * time.
     *
     * @param isOld tells whether an entry that is there is to leave, because what was loaded would have renewed it
     */
    void settle(KeyRef<K> key, Lease lease, Predicate<? super Entry> isOld) {
        if (lease.isOvertaken()) {
            return;
        }
        Changes changes = new Changes(parts.events());
        try {
            settleHeld(key, lease, isOld, changes);
        } catch (RuntimeException | Error e) {
            Engine.noting(e, changes::deliver);
            throw e;
        }
        changes.deliver();
    }

    private void settleHeld(KeyRef<K> key, Lease lease, Predicate<? super Entry> isOld, Changes changes) {
        Stripe section = locks.enter(key.stored(), key.hash());
        try {
            if (!lease.isOvertaken()) {
                Entry current = entries.look(key, changes);
                if (current != null && isOld.test(current)) {
                    entries.end(current, changes);
                    current = null;
                }
                if (current == null && absentForMillis > 0) {
                    notes.note(key.stored(), key.hash(), clock.nowMillis() + absentForMillis);
                }
            }
        } finally {
            section.exit();
        }
    }
}
