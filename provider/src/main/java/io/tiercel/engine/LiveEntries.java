package io.tiercel.engine;

import io.tiercel.expiry.Expiry;
import io.tiercel.serialize.AnnotatedValue;
import io.tiercel.statistics.CacheStatistics;
import io.tiercel.statistics.Counter;
import io.tiercel.store.DetachedEntry;
import io.tiercel.store.Entry;
import io.tiercel.store.EntryTooLargeException;
import io.tiercel.store.Lifetime;
import io.tiercel.store.Store;
import io.tiercel.sweep.SweepRequest;
import io.tiercel.time.Clock;
import java.util.function.Predicate;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * The entries of the store as operations see and change them: one whose time is over, or that was invalidated, leaves when
 * it is looked at, and expiry, tags, events and sweeps learn of each change. All methods but {@link #vet},
 * {@link #needNoLook}, {@link #lifetime} and {@link #access} are called in a section of the key and run no code of the user.
 */
final class LiveEntries {

    private final Store store;
    private final Expiry expiry;
    private final Clock clock;
    private final CacheStatistics statistics;
    private final Tagging<?, ?> tagging;
    private final SweepRequest sweeps;

    LiveEntries(Parts<?, ?> parts) {
        this.store = parts.store();
        this.expiry = parts.expiry();
        this.clock = parts.clock();
        this.statistics = parts.statistics();
        this.tagging = parts.tagging();
        this.sweeps = parts.sweeps();
    }

    /**
     * Returns whether a put need not look at the entry that it replaces, and has no events then: nothing expires, nobody
     * listens, and no tag counts it. If the entry was given a time of its own, nobody sees that it ends.
     */
    boolean mayPutBlindly(Changes changes) {
        if (!needNoLook(changes)) {
            return false;
        }
        changes.mute();
        return true;
    }

    /** Returns the same before the section, so that it may have changed in it. */
    boolean needNoLook(Changes changes) {
        return expiry.isEternal() && !changes.areHeard() && !tagging.registry().isInUse();
    }

    /** Sees to it that the entry that is looked at next can be read. Call before the section. May run code of the user. */
    void vet(KeyRef<?> key) {
        store.vet(key.stored(), key.hash());
    }

    /** Returns the entry of the key; one that has expired or was invalidated is removed first. */
    @Nullable
    Entry look(KeyRef<?> key, Changes changes) {
        return look(key, changes, StaleEntries.NONE);
    }

    /** Does the same, but returns and leaves an entry whose time is over if it may be served all the same. */
    @Nullable
    Entry look(KeyRef<?> key, Changes changes, Predicate<? super Entry> mayServe) {
        Entry entry = store.peek(key.stored(), key.hash());
        if (entry == null) {
            tellExpired(key, changes);
            return null;
        }
        if (AnnotatedValue.isInvalidated(entry.value())) {
            drop(entry); // it was counted, and nobody is told, though it may have expired since
            return null;
        }
        long deadline = entry.expiresAtMillis();
        while (deadline != Entry.NEVER && deadline <= clock.nowMillis() && !mayServe.test(entry)) {
            if (store.expire(entry, deadline)) {
                expire(entry, changes);
                tellExpired(key, changes);
                return null;
            }
            deadline = entry.expiresAtMillis();
        }
        return entry;
    }

    private boolean drop(Entry entry) {
        boolean dropped = store.remove(entry);
        if (dropped) {
            tagging.left(entry.value());
        }
        return dropped;
    }

    /** Removes an entry that may be out of date. Nobody is told. */
    void invalidate(Entry entry) {
        if (drop(entry)) {
            statistics.count(Counter.INVALIDATIONS);
        }
    }

    /** Ends the time of an entry now. */
    void end(Entry entry, Changes changes) {
        long deadline = entry.expiresAtMillis();
        if (deadline == Entry.NEVER || store.expire(entry, deadline)) {
            expire(entry, changes);
        } else {
            end(entry, changes); // somebody has just touched it
        }
    }

    private void expire(Entry entry, Changes changes) {
        if (drop(entry)) { // if not, it has just been evicted, and is told of by who did that
            statistics.count(Counter.EXPIRATIONS);
            changes.add(EventType.EXPIRED, entry.key(), entry.value(), null);
        }
    }

    /** One that had to leave is told before its successor comes. */
    private void tellExpired(KeyRef<?> key, Changes changes) {
        Entry left = changes.listensTo(EventType.EXPIRED) ? store.takeExpired(key.stored(), key.hash()) : null;
        if (left != null) {
            tagging.left(left.value());
            statistics.count(Counter.EXPIRATIONS);
            if (left.value() != DetachedEntry.UNTOLD) {
                changes.add(EventType.EXPIRED, left.key(), left.value(), null);
            }
        }
    }

    /**
     * Returns what the expiry says of a value that is about to be written. May run code of the user.
     *
     * @param isRead whether the entry that is there was read by the operation that writes it
     */
    Lifetime lifetime(NewValue value, @Nullable Entry current, boolean isRead) {
        boolean bounded = value.timeToLiveMillis() != NewValue.UNBOUNDED;
        if (!bounded && expiry.isEternal()) {
            return Lifetime.ETERNAL;
        }
        long nowMillis = clock.nowMillis();
        // where nothing expires by itself, the only deadline that an update could leave is that of an earlier put
        Lifetime lifetime =
                current == null || expiry.isEternal() ? expiry.created(nowMillis) : updated(nowMillis, current, isRead);
        if (bounded) {
            lifetime = lifetime.within(Expiry.after(nowMillis, value.timeToLiveMillis()));
        }
        return lifetime.expiresAtMillis() <= nowMillis ? Lifetime.OVER : lifetime;
    }

    private Lifetime updated(long nowMillis, Entry current, boolean isRead) {
        return isRead ? expiry.readAndUpdated(nowMillis, current) : expiry.updated(nowMillis, current);
    }

    /**
     * Puts a value. A new one whose lifetime is over is not put; one that takes the place of another is, and expires.
     *
     * @return whether it was put
     */
    boolean put(KeyRef<?> key, @Nullable Entry current, NewValue value, Lifetime lifetime, Changes changes) {
        if (current == null && lifetime.isOver()) {
            return false;
        }
        Object replaced = current == null ? null : current.value(); // first, for the entry may show the new one after
        Entry written = write(key, current, value, lifetime);
        if (replaced != null) {
            tagging.left(replaced);
        }
        changes.add(replaced == null ? EventType.CREATED : EventType.UPDATED, written.key(), replaced, value.stored());
        if (lifetime.isOver()) {
            expire(written, changes);
        }
        return true;
    }

    /** An entry that is too large is refused; its predecessor leaves, for the writer may have been told of the new value. */
    private Entry write(KeyRef<?> key, @Nullable Entry current, NewValue value, Lifetime lifetime) {
        tagging.entering(value.stored());
        boolean entered = false;
        try {
            Entry written = store.put(key.stored(), key.hash(), value.prepared(), lifetime, value.weight());
            entered = true;
            if (value.stored() instanceof AnnotatedValue || lifetime.expiresAtMillis() != Entry.NEVER) {
                sweeps.need();
            }
            return written;
        } catch (EntryTooLargeException e) {
            Entry last = current != null ? current : store.peek(key.stored(), key.hash());
            if (last != null && drop(last)) {
                statistics.count(Counter.EVICTIONS);
            }
            throw e;
        } finally {
            if (!entered) {
                tagging.left(value.stored());
            }
        }
    }

    /** Removes an entry. */
    void remove(Entry entry, Changes changes) {
        drop(entry);
        changes.add(EventType.REMOVED, entry.key(), entry.value(), null);
    }

    /**
     * What an access does to the deadline of an entry.
     *
     * @param seenMillis the deadline that was there when this was asked
     * @param expiresAtMillis the deadline after it, {@link Expiry#UNCHANGED} if that is the same
     */
    record Access(long seenMillis, long expiresAtMillis) {}

    /** Returns what the expiry says of an access. May run code of the user. */
    Access access(Entry entry) {
        long seenMillis = entry.expiresAtMillis(); // first, so that a use that is later than the answer is told
        return new Access(seenMillis, expiry.accessed(clock.nowMillis()));
    }

    /**
     * Counts as an access for the expiry of the entry. Reads move deadlines without a section, so there may be another one than
     * was seen: then the later of the two is right, for each is that of a use.
     */
    void touch(Entry entry, Access access, Changes changes) {
        if (access.expiresAtMillis == Expiry.UNCHANGED) {
            return;
        }
        long seen = access.seenMillis;
        while (!store.touch(entry, seen, access.expiresAtMillis)) {
            seen = entry.expiresAtMillis();
            if (seen <= Entry.EXPIRED || seen >= access.expiresAtMillis) {
                break;
            }
        }
        long deadline = entry.expiresAtMillis();
        if (Math.max(access.expiresAtMillis, deadline) <= clock.nowMillis() && store.expire(entry, deadline)) {
            expire(entry, changes);
        }
    }
}
