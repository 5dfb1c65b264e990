package io.tiercel.engine;

import io.tiercel.expiry.Expiry;
import io.tiercel.statistics.CacheStatistics;
import io.tiercel.statistics.Counter;
import io.tiercel.store.Entry;
import io.tiercel.store.EntryTooLargeException;
import io.tiercel.store.Lifetime;
import io.tiercel.store.Store;
import io.tiercel.time.Clock;
import javax.cache.event.EventType;
import org.jspecify.annotations.Nullable;

/**
 * Brings store, expiry and events to what was decided for one key. All methods but {@link #lifetime} are
 * called in a section of the key and run no code of the user.
 */
final class Applier {

    private final Store store;
    private final Expiry expiry;
    private final Clock clock;
    private final CacheStatistics statistics;

    Applier(Parts<?, ?> parts) {
        this.store = parts.store();
        this.expiry = parts.expiry();
        this.clock = parts.clock();
        this.statistics = parts.statistics();
    }

    /** Returns the entry of the key; one that has expired is removed first. */
    @Nullable
    Entry look(KeyRef<?> key, Changes changes) {
        Entry entry = store.peek(key.stored(), key.hash());
        if (entry == null) {
            return null;
        }
        long deadline = entry.expiresAtMillis();
        while (deadline != Entry.NEVER && deadline <= clock.nowMillis()) {
            if (store.expire(entry, deadline)) {
                expire(entry, changes);
                return null;
            }
            deadline = entry.expiresAtMillis();
        }
        return entry;
    }

    private void expire(Entry entry, Changes changes) {
        if (store.remove(entry)) { // if not, it has just been evicted, and is told of by who did that
            statistics.count(Counter.EXPIRATIONS);
            changes.add(EventType.EXPIRED, entry.key(), entry.value(), null);
        }
    }

    /** Returns what the expiry says of a value that is about to be written. May run code of the user. */
    Lifetime lifetime(NewValue value, @Nullable Entry current) {
        boolean bounded = value.timeToLiveMillis() != NewValue.UNBOUNDED;
        if (!bounded && expiry.isEternal()) {
            return Lifetime.ETERNAL;
        }
        long nowMillis = clock.nowMillis();
        // where nothing expires by itself, the only deadline that an update could leave is that of an earlier put
        Lifetime lifetime =
                current == null || expiry.isEternal() ? expiry.created(nowMillis) : expiry.updated(nowMillis, current);
        if (bounded) {
            lifetime = lifetime.within(Expiry.after(nowMillis, value.timeToLiveMillis()));
        }
        return lifetime.expiresAtMillis() <= nowMillis ? Lifetime.OVER : lifetime;
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
        Entry written = write(key, current, value, lifetime);
        if (current == null) {
            changes.add(EventType.CREATED, written.key(), null, value.stored());
        } else {
            changes.add(EventType.UPDATED, written.key(), current.value(), value.stored());
        }
        if (lifetime.isOver()) {
            expire(written, changes);
        }
        return true;
    }

    /** An entry that is too large is refused; its predecessor leaves, for the writer may have been told of the new value. */
    private Entry write(KeyRef<?> key, @Nullable Entry current, NewValue value, Lifetime lifetime) {
        try {
            return store.put(key.stored(), key.hash(), value.prepared(), lifetime, value.weight());
        } catch (EntryTooLargeException e) {
            if (current != null && store.remove(current)) {
                statistics.count(Counter.EVICTIONS);
            }
            throw e;
        }
    }

    /** Removes an entry. */
    void remove(Entry entry, Changes changes) {
        store.remove(entry);
        changes.add(EventType.REMOVED, entry.key(), entry.value(), null);
    }

    /** Makes the cache forget an entry, of which nobody is told. */
    void invalidate(Entry entry) {
        store.remove(entry);
    }

    /** Counts as an access for the expiry of the entry. */
    void touch(Entry entry, long accessedMillis, Changes changes) {
        if (accessedMillis == Expiry.UNCHANGED) {
            return;
        }
        long seen = entry.expiresAtMillis();
        while (!store.touch(entry, seen, accessedMillis) && seen != entry.expiresAtMillis()) {
            seen = entry.expiresAtMillis();
        }
        if (accessedMillis <= clock.nowMillis() && store.expire(entry, entry.expiresAtMillis())) {
            expire(entry, changes);
        }
    }
}
